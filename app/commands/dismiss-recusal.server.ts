import { tell } from "~/data/outbox.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { beforeFreeze, roundToManage } from "./round-access.server";
import { inTransaction } from "./transaction.server";

interface RecusalRow {
  id: string;
  kind: string;
  isAutomatic: number;
  dismissedAt: string | null;
  personId: string | null;
  title: string;
  entryId: string;
}

/**
 * The office dismisses a false positive of the automatic check, with a reason. What an expert declared
 * is never dismissed over their head, nor that somebody takes part in the project.
 */
export function dismissRecusal(
  ctx: Context,
  { roundId, recusalId, reason }: { roundId: string; recusalId: string; reason: string },
): Promise<void> {
  return inTransaction(ctx, "recusal.dismiss", { kind: "recusal", id: recusalId }, async (tx) => {
    const round = await roundToManage(tx, ctx, roundId);
    beforeFreeze(round);
    const row = (await tx("recusals as x")
      .join("panelMembers as m", "m.id", "x.panelMemberId")
      .join("entries as e", "e.id", "x.entryId")
      .where({ "x.id": recusalId, "x.roundId": roundId })
      .first(
        "x.id",
        "x.kind",
        "x.isAutomatic",
        "x.dismissedAt",
        "m.personId",
        "e.title",
        "e.id as entryId",
      )) as RecusalRow | undefined;
    if (!row) refuse("not_found", {}, 404);
    if (row.dismissedAt !== null) return;
    if (row.isAutomatic !== 1) refuse("recusal_declared_by_expert", {}, 409);
    if (row.kind === "project_member") refuse("recusal_of_member", {}, 409);
    if (reason.trim() === "") refuse("reason_required", {}, 422, "reason");
    await tx("recusals")
      .where({ id: recusalId })
      .update({ dismissedAt: ctx.now, dismissedReason: reason.trim().slice(0, 2000) });
    if (row.personId)
      await tell(
        tx,
        [row.personId],
        { kind: "recusal_dismissed", link: "/scoring", facts: { title: row.title } },
        ctx.now,
      );
  });
}
