import { type Refusal, refusal } from "~/domain/refusal";
import type { CommonFacts, Consent } from "./facts";
import {
  type Audience,
  type EffectKey,
  type Machine,
  type MachineName,
  type Outcome,
  partyLabel,
  type Row,
  stateLabel,
  type Target,
  type Via,
} from "./machine";
import { isOn, type WorkflowOptions } from "./options";
import { askedParties, mayPress, type Presser, seesRow } from "./pressing";
import type { PartyKey } from "./parties";

export interface Request {
  readonly transition: string;
  /** The state the person saw. */
  readonly expectedState: string;
  readonly actor: Presser;
  readonly reason?: string;
  /** `person` unless a round, meeting, objection, cycle or the scheduler carries the row out. */
  readonly via?: Via;
}

/** What the command stores as the append-only event, with who and when from its context. */
export interface LifecycleEvent<S extends string> {
  readonly machine: MachineName;
  readonly transition: string;
  readonly from: S;
  readonly to: S;
  readonly party: PartyKey | null;
  readonly personId: string;
  readonly role: string | null;
  readonly reason: string | null;
}

export interface Decision<S extends string> {
  readonly to: S;
  /** The press is recorded and others are awaited; the state stays. */
  readonly consentOnly: boolean;
  /** The party this press stands for; null where no person presses. */
  readonly party: PartyKey | null;
  readonly awaited: readonly PartyKey[];
  /** What a later `resume` leads to: null when the subject is not in a remembering state. */
  readonly resumeTo: S | null;
  readonly outcome: Outcome | null;
  readonly event: LifecycleEvent<S>;
  readonly effects: readonly EffectKey[];
  readonly notify: readonly Audience[];
}

export function isRefusal(result: object): result is Refusal {
  return "code" in result && "status" in result;
}

/** The state a target means under these facts, before switched-off states are passed through. */
function aim<S extends string>(
  target: Target<S>,
  facts: CommonFacts<S>,
  options: WorkflowOptions,
): S | null {
  if (typeof target === "string") return target;
  if ("stay" in target) return facts.state;
  if ("resume" in target) return facts.resumeTo;
  const choice =
    target.by === "defence" ? (options.defence ? "on" : "off") : facts.choices[target.by];
  return choice === undefined ? null : (target.cases[choice] ?? null);
}

function passThrough<S extends string>(
  machine: Pick<Machine<S, never, never>, "states">,
  state: S,
  options: WorkflowOptions,
): S {
  const skip = machine.states[state].skip;
  return skip && !isOn(options, skip.unless)
    ? passThrough(machine, skip.otherwise, options)
    : state;
}

type Pressed = { readonly party: PartyKey | null; readonly awaited: readonly PartyKey[] };

/** Which party this press stands for and who is awaited after it, or why it is none. */
function press<S extends string, G extends string>(
  row: Row<S, G>,
  options: WorkflowOptions,
  facts: CommonFacts<S>,
  actor: Presser,
): Pressed | Refusal {
  const asked = askedParties(row, options, facts);
  const given = (facts.consents[row.key] ?? []).filter((consent) => asked.includes(consent.party));
  const awaited = asked.filter((key) => !given.some((consent) => consent.party === key));
  const mine = awaited.find((key) => mayPress(key, facts, actor));
  const earlier = given.find((consent) => consent.personId === actor.personId);
  const next = awaited[0];
  const who = next === undefined ? "–" : partyLabel(next);
  if (earlier)
    return mine === undefined
      ? refusal("already_agreed", { at: earlier.at, who }, 409)
      : refusal("one_person_one_party", { party: partyLabel(earlier.party), who });
  if (mine === undefined) {
    const done = given.find((consent) => mayPress(consent.party, facts, actor));
    return done
      ? refusal("party_agreed_already", { by: done.name, at: done.at, who }, 409)
      : refusal("not_your_step", { who });
  }
  if (row.inOrder && mine !== next) return refusal("not_your_turn", { who });
  return { party: mine, awaited: awaited.filter((key) => key !== mine) };
}

function firstRefusal<S extends string, G extends string, F extends CommonFacts<S>>(
  machine: Machine<S, G, F>,
  keys: readonly G[],
  facts: F,
  options: WorkflowOptions,
  row: Row<S, G>,
): Refusal | null {
  for (const key of keys) {
    const found = machine.guards[key](facts, options, row);
    if (found) return found;
  }
  return null;
}

/** Everything but the reason, which a button cannot know yet. */
function weigh<S extends string, G extends string, F extends CommonFacts<S>>(
  machine: Machine<S, G, F>,
  row: Row<S, G>,
  options: WorkflowOptions,
  facts: F,
  request: Pick<Request, "actor" | "via">,
): Pressed | Refusal {
  const via = request.via ?? "person";
  if (row.via !== via) return refusal(`carried_out_by_${row.via}`);
  if (row.needs && !isOn(options, row.needs))
    return refusal("step_switched_off", { option: `lifecycle:option.${row.needs}` });
  const pressed: Pressed | Refusal =
    via === "person" ? press(row, options, facts, request.actor) : { party: null, awaited: [] };
  if (isRefusal(pressed)) return pressed;
  const last = pressed.awaited.length === 0 ? (row.finalGuards ?? []) : [];
  return firstRefusal(machine, [...row.guards, ...last], facts, options, row) ?? pressed;
}

/**
 * Whether a press may be made and what follows from it. Pure: the caller stores what it says.
 * Refuses: 400 `unknown_transition`; 409 `already_moved` (the state is not the expected one),
 * `not_from_here`, `already_agreed`, `party_agreed_already`; 403 for everything that is missing.
 */
export function decide<S extends string, G extends string, F extends CommonFacts<S>>(
  machine: Machine<S, G, F>,
  options: WorkflowOptions,
  facts: F,
  request: Request,
): Decision<S> | Refusal {
  const { transition, actor } = request;
  const named = machine.rows.filter((row) => row.key === transition);
  if (named.length === 0) return refusal("unknown_transition", { transition }, 400);

  const state = stateLabel(machine.subject, facts.state);
  if (request.expectedState !== facts.state)
    return facts.lastEvent
      ? refusal("already_moved", { by: facts.lastEvent.by, at: facts.lastEvent.at, state }, 409)
      : refusal("already_moved_by_someone", { state }, 409);
  const row = named.find((candidate) => candidate.from.includes(facts.state));
  if (!row) return refusal("not_from_here", { state }, 409);

  const pressed = weigh(machine, row, options, facts, request);
  if (isRefusal(pressed)) return pressed;
  const reason = row.reason === "none" ? "" : (request.reason ?? "").trim();
  if (row.reason === "required" && reason === "")
    return refusal("reason_required", {}, 403, "reason");

  const aimed = aim(row.to, facts, options);
  if (aimed === null) return refusal("target_unknown", { state });
  const to = passThrough(machine, aimed, options);
  const consentOnly = pressed.awaited.length > 0;
  const event = {
    machine: machine.name,
    transition,
    from: facts.state,
    to: consentOnly ? facts.state : to,
    party: pressed.party,
    personId: actor.personId,
    role: actor.role,
    reason: reason === "" ? null : reason,
  };
  if (consentOnly)
    return {
      to: facts.state,
      consentOnly,
      party: pressed.party,
      awaited: pressed.awaited,
      resumeTo: facts.resumeTo,
      outcome: null,
      event,
      effects: [],
      notify: ["next_party"],
    };

  const resumeTo = remembered(row, facts, to);
  if (row.remember !== undefined && resumeTo === null) return refusal("target_unknown", { state });
  const entered = to === facts.state ? [] : (machine.states[to].enter ?? []);
  return {
    to,
    consentOnly,
    party: pressed.party,
    awaited: [],
    resumeTo,
    outcome: outcomeOf(row, facts),
    event,
    effects: [...new Set([...row.effects, ...entered])],
    notify: row.notify,
  };
}

function remembered<S extends string, G extends string>(
  row: Row<S, G>,
  facts: CommonFacts<S>,
  to: S,
): S | null {
  if (row.remember === "from") return facts.state;
  if (row.remember !== undefined) {
    const choice = facts.choices[row.remember.by];
    return choice === undefined ? null : (row.remember.cases[choice] ?? null);
  }
  return to === facts.state ? facts.resumeTo : null;
}

function outcomeOf<S extends string, G extends string>(
  row: Row<S, G>,
  facts: CommonFacts<S>,
): Outcome | null {
  if (row.outcome === undefined) return null;
  if (typeof row.outcome === "string") return row.outcome;
  const grade = facts.choices.grade;
  return grade === "excellent" || grade === "qualified" || grade === "unqualified" ? grade : null;
}

export interface Offer<S extends string, G extends string> {
  readonly transition: string;
  readonly row: Row<S, G>;
  /** Why this person cannot press now, for the disabled button. */
  readonly refusal: Refusal | null;
  readonly consentsGiven: readonly Consent[];
  /** Parties still to press before this actor does. */
  readonly awaited: readonly PartyKey[];
}

/**
 * The buttons of a page: the rows from the present state that a person presses there and with which
 * this actor has to do, each with its refusal for this actor.
 */
export function available<S extends string, G extends string, F extends CommonFacts<S>>(
  machine: Machine<S, G, F>,
  options: WorkflowOptions,
  facts: F,
  actor: Presser,
): Offer<S, G>[] {
  return machine.rows
    .filter((row) => row.via === "person" && row.from.includes(facts.state))
    .filter((row) => !row.needs || isOn(options, row.needs))
    .filter((row) => seesRow(row, facts, actor))
    .map((row) => {
      const result = weigh(machine, row, options, facts, { actor });
      const asked = askedParties(row, options, facts);
      const consentsGiven = facts.consents[row.key] ?? [];
      return {
        transition: row.key,
        row,
        refusal: isRefusal(result) ? result : null,
        consentsGiven,
        awaited: asked.filter((key) => !consentsGiven.some((consent) => consent.party === key)),
      };
    });
}
