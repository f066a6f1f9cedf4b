import { FLAWS } from "~/domain/notice-views";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { objectionAtHand } from "./objection-at-hand.server";
import { inTransaction } from "./transaction.server";

/**
 * Writes down what the recheck 复核 found and where the flaw lies, if any. Refuses: objection_answered,
 * text_required, recheck_agreed (one party has already agreed to what stands there).
 */
export function writeRecheck(
  ctx: Context,
  { objectionId, recheck, flaw }: { objectionId: string; recheck: string; flaw: string },
): Promise<void> {
  return inTransaction(
    ctx,
    "objection.recheck",
    { kind: "objection", id: objectionId },
    async (tx) => {
      const { row } = await objectionAtHand(tx, ctx.actor, objectionId, "objection.check");
      if (row.state !== "checking") refuse("objection_not_checking", {}, 409);
      const agreed: unknown = await tx("consents")
        .where({ subjectKind: "objection", subjectId: objectionId, eventSeq: row.eventSeq })
        .first("id");
      if (agreed) refuse("recheck_agreed", {}, 409);
      const text = recheck.trim();
      if (text === "") refuse("text_required", {}, 400, "recheck");
      if (text.length > 4000) refuse("text_too_long", { max: 4000 }, 400, "recheck");
      const named =
        flaw === ""
          ? ""
          : (FLAWS.find((one) => one === flaw) ?? refuse("flaw_missing", {}, 400, "flaw"));
      await tx("objections").where({ id: objectionId }).update({ recheck: text, flaw: named });
    },
  );
}
