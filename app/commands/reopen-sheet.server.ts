import { fromJson } from "~/data/rows.server";
import { storeSheet } from "~/data/sheets.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { stateFact } from "./round-access.server";
import { openDesk } from "./sheet-desk.server";
import { inTransaction } from "./transaction.server";

/** An expert takes their own sheet, or their declining, back to a draft until the round closes. */
export function reopenSheet(ctx: Context, entryId: string): Promise<void> {
  return inTransaction(ctx, "sheet.reopen", { kind: "entry", id: entryId }, async (tx) => {
    const desk = await openDesk(tx, ctx, entryId);
    const { sheet } = desk;
    if (!sheet) refuse("not_found", {}, 404);
    if (sheet.state === "draft") return;
    if (desk.roundState !== "open")
      refuse("round_not_open", stateFact({ state: desk.roundState }), 409);
    await storeSheet(
      tx,
      desk,
      {
        kind: "reopen",
        state: "draft",
        scores: fromJson(sheet.scores),
        comments: fromJson(sheet.comments),
      },
      ctx.actor.personId,
      ctx.now,
    );
  });
}
