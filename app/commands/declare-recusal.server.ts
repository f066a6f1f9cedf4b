import type { Transaction } from "~/data/connection.server";
import { newId } from "~/data/ids.server";
import { holdersOf } from "~/data/audience.server";
import { tell } from "~/data/outbox.server";
import { loadRound, type RoundWithCycle } from "~/data/rounds.server";
import { moveSheets, sheetsWhere } from "~/data/sheets.server";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import { DECLARED_RECUSALS, type RecusalKind } from "~/domain/scoring/recusal";
import type { Context } from "~/platform/context";
import { beforeFreeze, roundToManage } from "./round-access.server";
import { inTransaction } from "./transaction.server";

export interface Declaration {
  readonly entryId: string;
  readonly kind: string;
  readonly reason: string;
}

interface Pair {
  memberId: string;
  name: string;
  roundId: string;
  title: string;
}

/**
 * An expert declares a conflict, also after opening: the entry leaves their list and their own sheet on
 * it is void from then on, visibly. Refuses after the freeze: then only an annulment helps.
 */
export function declareRecusal(ctx: Context, input: Declaration): Promise<void> {
  return inTransaction(ctx, "recusal.declare", { kind: "entry", id: input.entryId }, async (tx) => {
    const pair = (await tx("entries as e")
      .join("panelMembers as m", "m.roundId", "e.roundId")
      .where({ "e.id": input.entryId, "m.personId": ctx.actor.personId })
      .whereIn("m.status", ["invited", "accepted"])
      .first("m.id as memberId", "m.name", "e.roundId", "e.title")) as Pair | undefined;
    if (!pair) refuse("not_found", {}, 404);
    unless(can(ctx.actor, "sheet.save", { personId: ctx.actor.personId }));
    // A sheet voided while the round is being frozen would still be in its standing.
    await tx("rounds").where({ id: pair.roundId }).forUpdate().first("id");
    const round = (await loadRound(tx, pair.roundId)) ?? refuse("not_found", {}, 404);
    beforeFreeze(round);
    await recuse(tx, ctx, round, { ...pair, entryId: input.entryId }, input);
    const organisers = await holdersOf(
      tx,
      ["office", "centre_officer"],
      [round.organiserId],
      ctx.now,
    );
    await tell(
      tx,
      organisers,
      {
        kind: "recusal_declared",
        link: `/rounds/${round.id}/panel`,
        facts: { title: pair.title, by: pair.name },
      },
      ctx.now,
    );
  });
}

/** The office enters a conflict it found out about. */
export function enterRecusal(
  ctx: Context,
  input: Declaration & { roundId: string; memberId: string },
): Promise<void> {
  return inTransaction(ctx, "recusal.enter", { kind: "entry", id: input.entryId }, async (tx) => {
    const round = await roundToManage(tx, ctx, input.roundId);
    beforeFreeze(round);
    const found: unknown = await tx("entries as e")
      .join("panelMembers as m", "m.roundId", "e.roundId")
      .where({ "e.id": input.entryId, "m.id": input.memberId, "e.roundId": round.id })
      .first("m.id");
    if (!found) refuse("not_found", {}, 404);
    await recuse(tx, ctx, round, { memberId: input.memberId, entryId: input.entryId }, input);
  });
}

async function recuse(
  tx: Transaction,
  ctx: Context,
  round: RoundWithCycle,
  { memberId, entryId }: { memberId: string; entryId: string },
  { kind, reason }: Pick<Declaration, "kind" | "reason">,
): Promise<void> {
  if (!(DECLARED_RECUSALS as readonly string[]).includes(kind))
    refuse("recusal_kind_missing", {}, 422, "kind");
  if (kind === "other" && reason.trim() === "") refuse("reason_required", {}, 422, "reason");
  const row = {
    kind: kind as RecusalKind,
    reason: reason.trim().slice(0, 2000),
    isAutomatic: 0,
    declaredBy: ctx.actor.personId,
    declaredAt: ctx.now,
    dismissedAt: null,
    dismissedReason: "",
  };
  const earlier = (await tx("recusals")
    .where({ panelMemberId: memberId, entryId })
    .first("id", "dismissedAt")) as { id: string; dismissedAt: string | null } | undefined;
  if (earlier && earlier.dismissedAt === null) return;
  if (earlier) await tx("recusals").where({ id: earlier.id }).update(row);
  else
    await tx("recusals").insert({
      id: newId(),
      roundId: round.id,
      panelMemberId: memberId,
      entryId,
      ...row,
    });
  const sheets = await sheetsWhere(
    tx,
    { entryId, panelMemberId: memberId, generation: round.generation },
    ["draft", "submitted", "declined", "sealed"],
  );
  await moveSheets(
    tx,
    sheets,
    { kind: "void", state: "void", reason: `recusal:${kind}` },
    ctx.actor.personId,
    ctx.now,
  );
}
