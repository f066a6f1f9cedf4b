import type { Transaction } from "~/data/connection.server";
import { newId } from "~/data/ids.server";
import { tell } from "~/data/outbox.server";
import { isRefusal, type Decision, type Request } from "~/domain/lifecycle/decide";
import { stateLabel, transitionLabel, type Via } from "~/domain/lifecycle/machine";
import { refuse, Refused } from "~/domain/refusal";
import { peopleOf } from "~/data/audience.server";
import { effects } from "./effects.server";
import { openSubject, type SubjectKind } from "./subjects.server";
import type { CommandContext } from "./transaction.server";

/** What a press carries beside the reason; each machine's facts and effects read their own parts. */
export interface PressInput {
  readonly dueOn?: string;
  readonly fieldReasons?: readonly { field: string; reason: string }[];
  readonly mergeIntoId?: string;
  readonly grade?: string;
  readonly decision?: "passed" | "deferred" | "rejected" | "revise" | "no_quorum";
  readonly rescoring?: "yes" | "no";
  readonly flaw?: "decision" | "scoring";
  readonly evidence?: string;
  readonly committeeInformed?: boolean;
  readonly departmentId?: string;
  readonly coSignDecision?: "confirmed" | "declined";
  readonly roundId?: string;
  readonly meetingId?: string;
  readonly itemId?: string;
  readonly standingId?: string;
  readonly sheetId?: string;
  /** Shows that a visitor without an account lodged the objection. */
  readonly receiptHash?: string;
}

export interface Advance {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly transition: string;
  readonly expectedState: string;
  readonly reason?: string;
  readonly via?: Via;
  readonly input?: PressInput;
}

export interface Advanced {
  readonly to: string;
  /** Recorded as one party's agreement; the state has not changed. */
  readonly consentOnly: boolean;
}

/** What an effect is given. `row` is the subject as it was before. */
export interface EffectContext {
  readonly tx: Transaction;
  readonly ctx: CommandContext;
  readonly kind: SubjectKind;
  readonly id: string;
  readonly transition: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly input: PressInput;
  /** The same door, for the subjects this one carries along; handed over because effects cannot import it. */
  readonly advance: typeof advance;
}

export type EffectHandler = (effect: EffectContext) => Promise<void>;

/**
 * The only door through which a state changes: loads the facts, asks the pure `decide`, and stores what
 * it says — the state guarded by the one it was decided on, the event, the effects, the messages — in
 * the caller's transaction. Throws Refused for whatever `decide` refuses.
 */
export async function advance(
  tx: Transaction,
  ctx: CommandContext,
  press: Advance,
): Promise<Advanced> {
  const input = press.input ?? {};
  const subject = await openSubject(tx, press.kind, press.id, ctx, input);
  const request: Request = {
    transition: press.transition,
    expectedState: press.expectedState,
    actor: { personId: ctx.actor?.personId ?? "system", role: ctx.actor?.role ?? "system" },
    via: press.via ?? "person",
    ...(press.reason === undefined ? {} : { reason: press.reason }),
  };
  const decision = subject.decide(request);
  if (isRefusal(decision)) throw new Refused(decision);
  const reason = decision.event.reason ?? "";
  if (decision.consentOnly) {
    await recordConsent(tx, ctx, press, decision, subject.eventSeq);
  } else {
    await store(tx, ctx, press, decision, subject);
    for (const key of decision.effects)
      await effects[key]({
        tx,
        ctx,
        kind: press.kind,
        id: press.id,
        transition: press.transition,
        from: decision.event.from,
        to: decision.to,
        reason,
        input,
        advance,
      });
  }
  await announce(tx, ctx, press, decision, subject);
  return { to: decision.to, consentOnly: decision.consentOnly };
}

type Opened = Awaited<ReturnType<typeof openSubject>>;

async function recordConsent(
  tx: Transaction,
  ctx: CommandContext,
  press: Advance,
  decision: Decision<string>,
  eventSeq: number,
): Promise<void> {
  if (!ctx.actor || !decision.party) return;
  await tx("consents").insert({
    id: newId(),
    subjectKind: press.kind,
    subjectId: press.id,
    eventSeq,
    transition: press.transition,
    party: decision.party,
    role: ctx.actor.role,
    personId: ctx.actor.personId,
    reason: press.reason ?? "",
    at: ctx.now,
  });
}

async function store(
  tx: Transaction,
  ctx: CommandContext,
  press: Advance,
  decision: Decision<string>,
  subject: Opened,
): Promise<void> {
  const seq = subject.eventSeq + 1;
  const moved = decision.to !== decision.event.from;
  const changed = await tx(subject.table)
    .where({ id: press.id, state: decision.event.from, eventSeq: subject.eventSeq })
    .update({
      eventSeq: seq,
      ...(moved ? { state: decision.to, stateSince: ctx.now, ...subject.cleared } : {}),
      ...(subject.remembers ? { resumeTo: decision.resumeTo } : {}),
      ...(decision.outcome ? { outcome: decision.outcome } : {}),
      ...(subject.touches ? { updatedAt: ctx.now } : {}),
    });
  // PostgreSQL lets two transactions read the same row; only one of them finds it unchanged here.
  if (changed !== 1)
    refuse("already_moved_by_someone", { state: subject.label(decision.event.from) }, 409);
  await tx("events").insert({
    id: newId(),
    subjectKind: press.kind,
    subjectId: press.id,
    seq,
    at: ctx.now,
    actorId: ctx.actor?.personId ?? null,
    actorRole: ctx.actor?.role ?? "system",
    transition: press.transition,
    fromState: decision.event.from,
    toState: decision.to,
    reason: decision.event.reason ?? "",
    facts: JSON.stringify(press.input ?? {}),
  });
}

/** Tells whom the row names, each once and never the person who pressed. */
async function announce(
  tx: Transaction,
  ctx: CommandContext,
  press: Advance,
  decision: Decision<string>,
  subject: Opened,
): Promise<void> {
  const told = new Set([ctx.actor?.personId ?? ""]);
  const facts = {
    title: subject.title,
    transition: transitionLabel(subject.machine.subject, press.transition),
    state: stateLabel(subject.machine.subject, decision.to, "applicant"),
    by: ctx.actor?.name ?? "",
    reason: decision.event.reason ?? "",
  };
  for (const audience of decision.notify) {
    const found = await peopleOf(tx, [audience], subject.audience, decision.awaited, ctx.now);
    const people = found.filter((id) => !told.has(id));
    for (const id of people) told.add(id);
    await tell(
      tx,
      people,
      {
        kind: decision.consentOnly ? "awaits_you" : "moved",
        link: subject.linkFor?.(audience) ?? subject.link,
        facts,
      },
      ctx.now,
    );
  }
}
