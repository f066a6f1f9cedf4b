import { loadDesk, storeSheet } from "~/data/sheets.server";
import { canonicalJson } from "~/domain/standing/canonical-json";
import { refuse, Refused, type Refusal } from "~/domain/refusal";
import type { FieldRefusals } from "~/domain/scoring/sheet";
import type { Context } from "~/platform/context";
import {
  keepRevision,
  openDesk,
  ownSheet,
  readTyped,
  type OwnSheet,
  type TypedSheet,
} from "./sheet-desk.server";
import { inTransaction } from "./transaction.server";

export type Saved =
  | {
      readonly saved: true;
      readonly revision: number;
      readonly savedAt: string;
      /** What could not be kept because it is no score; the rest is saved. */
      readonly refusals: FieldRefusals;
    }
  | {
      readonly saved: false;
      /** Another device saved in between: its sheet, beside what was typed here. */
      readonly refusal: Refusal;
      readonly other: OwnSheet;
    };

/**
 * Saves a draft: what is missing may be missing, what is no score is named and left out. With another
 * device's draft in between nothing is overwritten; both are handed back.
 */
export async function saveSheet(ctx: Context, typed: TypedSheet): Promise<Saved> {
  try {
    return await inTransaction(
      ctx,
      "sheet.save",
      { kind: "entry", id: typed.entryId },
      async (tx): Promise<Saved> => {
        const desk = await openDesk(tx, ctx, typed.entryId);
        const { sheet } = desk;
        const { units, comments, refusals } = readTyped(desk, typed);
        if (sheet && sheet.state !== "draft" && sheet.state !== "void")
          refuse(`sheet_is_${sheet.state}`, { at: sheet.submittedAt ?? sheet.savedAt }, 409);
        if (
          sheet?.state === "draft" &&
          canonicalJson(JSON.parse(sheet.scores)) === canonicalJson(units) &&
          canonicalJson(JSON.parse(sheet.comments)) === canonicalJson(comments)
        )
          return { saved: true, revision: sheet.revision, savedAt: sheet.savedAt, refusals };
        keepRevision(desk, typed.revision);
        const { revision } = await storeSheet(
          tx,
          desk,
          { kind: "save", state: "draft", scores: units, comments },
          ctx.actor.personId,
          ctx.now,
        );
        return { saved: true, revision, savedAt: ctx.now, refusals };
      },
    );
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== "sheet_saved_elsewhere") throw error;
    const desk = await loadDesk(ctx.db.read, typed.entryId, ctx.actor.personId);
    if (!desk?.sheet) throw error;
    return { saved: false, refusal: error.refusal, other: ownSheet(desk.sheet) };
  }
}
