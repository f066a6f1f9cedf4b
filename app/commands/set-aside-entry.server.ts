import { newId } from "~/data/ids.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { beforeFreeze, roundToManage } from "./round-access.server";
import { inTransaction } from "./transaction.server";

interface EntryRow {
  id: string;
  state: string;
  isSetAside: number;
  eventSeq: number;
}

/**
 * Sets an entry aside 单列, with a reason, so that the round can be frozen without its sheets; or takes
 * it back in. The reason stands in the entry's history.
 */
export function setAsideEntry(
  ctx: Context,
  input: { roundId: string; entryId: string; aside: boolean; reason: string },
): Promise<void> {
  const action = input.aside ? "entry.set_aside" : "entry.take_back";
  return inTransaction(ctx, action, { kind: "entry", id: input.entryId }, async (tx) => {
    const round = await roundToManage(tx, ctx, input.roundId);
    beforeFreeze(round);
    const entry = (await tx("entries")
      .where({ id: input.entryId, roundId: round.id })
      .first("id", "state", "isSetAside", "eventSeq")) as EntryRow | undefined;
    if (!entry) refuse("not_found", {}, 404);
    if ((entry.isSetAside === 1) === input.aside) return;
    if (input.reason.trim() === "") refuse("reason_required", {}, 422, "reason");
    const seq = entry.eventSeq + 1;
    const changed = await tx("entries")
      .where({ id: entry.id, eventSeq: entry.eventSeq })
      .update({ isSetAside: input.aside ? 1 : 0, eventSeq: seq, updatedAt: ctx.now });
    if (changed !== 1) refuse("sheet_changed_meanwhile", {}, 409);
    await tx("events").insert({
      id: newId(),
      subjectKind: "entry",
      subjectId: entry.id,
      seq,
      at: ctx.now,
      actorId: ctx.actor.personId,
      actorRole: ctx.actor.role,
      transition: input.aside ? "set_aside" : "take_back",
      fromState: entry.state,
      toState: entry.state,
      reason: input.reason.trim().slice(0, 2000),
      facts: JSON.stringify({ roundId: round.id }),
    });
  });
}
