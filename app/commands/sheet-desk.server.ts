import type { Transaction } from "~/data/connection.server";
import { fromJson } from "~/data/rows.server";
import { loadDesk, lockDesk, type Desk, type SheetRow } from "~/data/sheets.server";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import {
  checkDraftSheet,
  LONGEST_COMMENT,
  type EnteredComments,
  type EnteredScores,
  type FieldRefusals,
} from "~/domain/scoring/sheet";
import type { Context } from "~/platform/context";
import { stateFact } from "./round-access.server";

/** What an expert typed on a sheet, and which saved state it was typed upon. */
export interface TypedSheet {
  readonly entryId: string;
  readonly scores: EnteredScores;
  readonly comments: EnteredComments;
  /** On the sheet as a whole. */
  readonly comment: string;
  /** 0 when nothing was saved yet. */
  readonly revision: number;
}

/** A sheet as stored, for its own expert. */
export interface OwnSheet {
  readonly state: SheetRow["state"];
  readonly scores: Readonly<Record<string, number | null>>;
  readonly comments: Readonly<Record<string, string>>;
  readonly revision: number;
  readonly savedAt: string;
  readonly submittedAt: string | null;
  readonly isLate: boolean;
  readonly declineReason: string;
}

export function ownSheet(row: SheetRow): OwnSheet {
  return {
    state: row.state,
    scores: fromJson(row.scores),
    comments: fromJson(row.comments),
    revision: row.revision,
    savedAt: row.savedAt,
    submittedAt: row.submittedAt,
    isLate: row.isLate === 1,
    declineReason: row.declineReason,
  };
}

/** The desk for a write: locked, and open to this expert. Refuses not_found to everybody else. */
export async function openDesk(tx: Transaction, ctx: Context, entryId: string): Promise<Desk> {
  const { personId } = ctx.actor;
  unless(can(ctx.actor, "sheet.save", { personId }));
  await lockDesk(tx, entryId, personId);
  const desk = (await loadDesk(tx, entryId, personId)) ?? refuse("not_found", {}, 404);
  if (desk.status !== "accepted") refuse(`expert_${desk.status}`, {}, 403);
  if (desk.seat === "reserve") refuse("expert_in_reserve", {}, 403);
  if (desk.recused) refuse("entry_recused", {}, 403);
  if (desk.isSetAside === 1) refuse("entry_set_aside", {}, 409);
  if (desk.roundState === "preparing" || desk.roundState === "revealed")
    refuse("round_not_open", stateFact({ state: desk.roundState }), 409);
  if (["absent", "withdrawn", "unrankable"].includes(desk.entryState))
    refuse("entry_not_scored", { state: `lifecycle:entry.state.${desk.entryState}.staff` }, 409);
  return desk;
}

/** After closing, a sheet that was not handed in may still come in late; others stay as they are. */
export function isLate(desk: Desk): boolean {
  return desk.roundState !== "open";
}

/** Refuses whoever saved on another device since; the page then shows both. */
export function keepRevision(desk: Desk, revision: number): void {
  const stored = desk.sheet?.revision ?? 0;
  if (stored !== revision) refuse("sheet_saved_elsewhere", { at: desk.sheet?.savedAt ?? "–" }, 409);
}

/** The values as they can be stored, with what is wrong in them. */
export function readTyped(desk: Desk, typed: TypedSheet) {
  const { units, comments, refusals } = checkDraftSheet(desk.rubric, typed.scores, typed.comments);
  const overall = typed.comment.trim();
  const wrong: FieldRefusals =
    overall.length > LONGEST_COMMENT
      ? {
          ...refusals,
          comment: {
            code: "comment_too_long",
            facts: { criterion: "", longest: LONGEST_COMMENT, length: overall.length },
            status: 422,
            field: "comment",
          },
        }
      : refusals;
  return {
    units,
    comments: overall === "" ? comments : { ...comments, "": overall.slice(0, LONGEST_COMMENT) },
    refusals: wrong,
  };
}
