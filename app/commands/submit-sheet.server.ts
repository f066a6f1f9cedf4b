import { storeSheet, type SheetRow } from "~/data/sheets.server";
import { refuse } from "~/domain/refusal";
import { checkSheet, type FieldRefusals } from "~/domain/scoring/sheet";
import { canonicalJson } from "~/domain/standing/canonical-json";
import type { Context } from "~/platform/context";
import { isLate, keepRevision, openDesk, readTyped, type TypedSheet } from "./sheet-desk.server";
import { inTransaction } from "./transaction.server";

export type Submitted =
  | { readonly submitted: true; readonly isLate: boolean; readonly repeated: boolean }
  | { readonly submitted: false; readonly refusals: FieldRefusals };

/**
 * Hands a sheet in. Pressing twice hands it in once: the same content on a sheet already handed in is
 * answered like the first time, other content is refused with the time of the first. After closing it
 * comes in late: kept, and counted only when office and witness take it.
 */
export async function submitSheet(ctx: Context, typed: TypedSheet): Promise<Submitted> {
  return inTransaction(
    ctx,
    "sheet.submit",
    { kind: "entry", id: typed.entryId },
    async (tx): Promise<Submitted> => {
      const desk = await openDesk(tx, ctx, typed.entryId);
      const { sheet } = desk;
      const checked = checkSheet(desk.rubric, typed.scores, typed.comments);
      const { comments, refusals } = readTyped(desk, typed);
      const wrong = checked.ok ? refusals : { ...refusals, ...checked.refusals };
      if (sheet && (sheet.state === "submitted" || sheet.state === "sealed")) {
        if (checked.ok && sameContent(sheet, checked.units, comments))
          return { submitted: true, isLate: sheet.isLate === 1, repeated: true };
        refuse("sheet_is_submitted", { at: sheet.submittedAt ?? sheet.savedAt }, 409);
      }
      if (!checked.ok || Object.keys(wrong).length > 0)
        return { submitted: false, refusals: wrong };
      keepRevision(desk, typed.revision);
      const late = isLate(desk);
      await storeSheet(
        tx,
        desk,
        {
          kind: late ? "late" : "submit",
          state: "submitted",
          scores: checked.units,
          comments,
          isLate: late,
        },
        ctx.actor.personId,
        ctx.now,
      );
      return { submitted: true, isLate: late, repeated: false };
    },
  );
}

function sameContent(
  sheet: SheetRow,
  units: Readonly<Record<string, number>>,
  comments: Readonly<Record<string, string>>,
): boolean {
  return (
    canonicalJson(JSON.parse(sheet.scores)) === canonicalJson(units) &&
    canonicalJson(JSON.parse(sheet.comments)) === canonicalJson(comments)
  );
}
