import type { Refusal } from "~/domain/refusal";
import type { ChoiceKey, CommonFacts } from "./common-facts";
import type { SwitchKey, WorkflowOptions } from "./options";
import type { PartyKey } from "./parties";

export type { ChoiceKey } from "./common-facts";

/** Who or what carries a row out. Only `person` rows can be pressed on the subject's own page. */
export const VIAS = ["person", "system", "round", "meeting", "objection", "cycle"] as const;
export type Via = (typeof VIAS)[number];

export type Tone = "main" | "normal" | "danger";
export type ReasonRule = "required" | "optional" | "none";

/**
 * Where a row leads: a state; back to where it came from (`resume`); nowhere (`stay`); or to the
 * state that a recorded fact chooses.
 */
export type Target<S extends string> =
  | S
  | { readonly resume: true }
  | { readonly stay: true }
  | { readonly by: ChoiceKey; readonly cases: Readonly<Record<string, S>> };

/** What the page asks for beside the reason. */
export type AskKey = "field_reasons" | "due_date" | "merge_into" | "grade" | "evidence";

/** Whom a transition concerns; resolved to people by the command. */
export const AUDIENCES = [
  "lead",
  "members",
  "department_head",
  "cooperating_heads",
  "endorser",
  "office",
  "organiser",
  "hospital_office",
  "witness",
  "experts",
  "committee",
  "clerk",
  "qc_officer",
  "objector",
  "applicants",
  "next_party",
] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a transition does beside moving the state; each has one handler in the commands. */
export const EFFECTS = [
  "snapshot_version",
  "record_co_sign",
  "set_due_date",
  "extend_due_date",
  "merge_into",
  "join_round",
  "leave_round",
  "attach_standing",
  "leave_agenda",
  "start_notice",
  "create_charter",
  "freeze_targets",
  "set_hold",
  "clear_hold",
  "new_charter_version",
  "open_evaluation",
  "record_verification",
  "mark_unverified",
  "mark_archived",
  "move_subjects",
  "seal_sheets",
  "unseal_sheets",
  "accept_late_sheet",
  "fix_standing",
  "publish_standing",
  "annul_round",
  "snapshot_entry",
  "open_replacement",
  "apply_objection",
] as const;
export type EffectKey = (typeof EFFECTS)[number];

/** Stored beside the state, because two projects in one end state may have ended differently. */
export const OUTCOMES = ["overdue", "set_aside", "excellent", "qualified", "unqualified"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const STEPS = [
  "apply",
  "endorse",
  "form_check",
  "review",
  "committee",
  "notice",
  "charter",
  "execute",
  "evaluate",
  "close",
  "archive",
] as const;
export type StepKey = (typeof STEPS)[number];

export interface StateRule<S extends string> {
  /** Nothing more has to happen; a row such as `revoke` may still lead out. */
  readonly end?: true;
  /** Switched off per cycle: the subject passes through to `otherwise`. */
  readonly skip?: { readonly unless: SwitchKey; readonly otherwise: S };
  /** Run whenever a row leads in from another state. */
  readonly enter?: readonly EffectKey[];
  readonly step?: StepKey;
}

export interface Row<S extends string, G extends string> {
  readonly key: string;
  readonly from: readonly S[];
  readonly to: Target<S>;
  readonly via: Via;
  /** Each party presses once; the last press carries the row out. */
  readonly parties: readonly PartyKey[];
  /** The parties press in the order they are listed; otherwise in any order. */
  readonly inOrder?: true;
  readonly guards: readonly G[];
  /** Checked only at the press that carries the row out. */
  readonly finalGuards?: readonly G[];
  readonly effects: readonly EffectKey[];
  readonly reason: ReasonRule;
  readonly asks?: readonly AskKey[];
  /** Offered only where this option is on. */
  readonly needs?: SwitchKey;
  /** What a later `resume` leads to: the state left, or one chosen by a fact. */
  readonly remember?:
    "from" | { readonly by: ChoiceKey; readonly cases: Readonly<Record<string, S>> };
  readonly outcome?: Outcome | { readonly by: "grade" };
  readonly tone: Tone;
  readonly backOf?: string;
  readonly notify: readonly Audience[];
}

export const MACHINE_NAMES = [
  "project",
  "round",
  "entry",
  "municipal_cycle",
  "hospital_cycle",
  "objection",
] as const;
export type MachineName = (typeof MACHINE_NAMES)[number];

/** What a machine moves: the two kinds of cycle share rows in one database table, and their words. */
export type SubjectName = "project" | "round" | "entry" | "cycle" | "objection";

export interface Table<S extends string, G extends string> {
  readonly name: MachineName;
  readonly subject: SubjectName;
  readonly initial: S;
  readonly states: Readonly<Record<S, StateRule<S>>>;
  readonly rows: readonly Row<S, G>[];
}

/** null when satisfied. The row is given for guards that several rows share. */
export type Guard<F> = (
  facts: F,
  options: WorkflowOptions,
  row: { readonly key: string },
) => Refusal | null;

export interface Machine<
  S extends string,
  G extends string,
  F extends CommonFacts<S>,
> extends Table<S, G> {
  readonly guards: Readonly<Record<G, Guard<F>>>;
}

export type Reader = "staff" | "applicant";

export function stateLabel(subject: SubjectName, state: string, reader: Reader = "staff"): string {
  return `lifecycle:${subject}.state.${state}.${reader}`;
}

export function transitionLabel(
  subject: SubjectName,
  transition: string,
  reader: Reader = "staff",
): string {
  return `lifecycle:${subject}.transition.${transition}.${reader}`;
}

export function partyLabel(party: PartyKey): string {
  return `lifecycle:party.${party}`;
}
