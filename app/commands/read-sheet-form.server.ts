import { loadDesk } from "~/data/sheets.server";
import { fromJson } from "~/data/rows.server";
import { refuse } from "~/domain/refusal";
import { OVERALL_COMMENT, typedComments, typedScores } from "~/domain/scoring/typed-scores";
import type { Context } from "~/platform/context";
import type { TypedSheet } from "./sheet-desk.server";

/** What a scoring form holds, read by the rubric of the entry's round. */
export async function readSheetForm(
  ctx: Context,
  entryId: string,
  form: FormData,
): Promise<TypedSheet> {
  const desk = await loadDesk(ctx.db.read, entryId, ctx.actor.personId);
  if (!desk) refuse("not_found", {}, 404);
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
  };
  const stored = desk.sheet ? fromJson<Record<string, number | null>>(desk.sheet.scores) : {};
  const revision = Number(field("revision"));
  return {
    entryId,
    scores: typedScores(desk.rubric, field, stored),
    comments: typedComments(desk.rubric, field),
    comment: field(OVERALL_COMMENT),
    revision: Number.isInteger(revision) ? revision : 0,
  };
}

/** The fields as sent, to be shown again beside what was wrong or what another device saved. */
export function sentFields(form: FormData): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === "string" && /^(score|key|comment)(\.|$)/.test(name)) sent[name] = value;
  return sent;
}
