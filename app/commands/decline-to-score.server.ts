import { fromJson } from "~/data/rows.server";
import { storeSheet } from "~/data/sheets.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { stateFact } from "./round-access.server";
import { openDesk } from "./sheet-desk.server";
import { inTransaction } from "./transaction.server";

/** 弃评: the expert will not score this entry, with a reason. It is a state of its own, not "not yet". */
export function declineToScore(
  ctx: Context,
  { entryId, reason }: { entryId: string; reason: string },
): Promise<void> {
  return inTransaction(ctx, "sheet.decline", { kind: "entry", id: entryId }, async (tx) => {
    const desk = await openDesk(tx, ctx, entryId);
    const { sheet } = desk;
    if (sheet?.state === "declined") return;
    if (desk.roundState !== "open")
      refuse("round_not_open", stateFact({ state: desk.roundState }), 409);
    if (sheet && sheet.state !== "draft" && sheet.state !== "void")
      refuse(`sheet_is_${sheet.state}`, { at: sheet.submittedAt ?? sheet.savedAt }, 409);
    if (reason.trim() === "") refuse("reason_required", {}, 422, "reason");
    await storeSheet(
      tx,
      desk,
      {
        kind: "decline",
        state: "declined",
        scores: sheet ? fromJson(sheet.scores) : {},
        comments: sheet ? fromJson(sheet.comments) : {},
        declineReason: reason.trim().slice(0, 2000),
      },
      ctx.actor.personId,
      ctx.now,
    );
  });
}
