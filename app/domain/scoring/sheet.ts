import type { Fraction } from "~/domain/exact";
import { type Refusal, refusal } from "~/domain/refusal";
import {
  checkUnits,
  type Criterion,
  parseScore,
  type Rubric,
  totalOf,
} from "~/domain/rubric/score";

export const LONGEST_COMMENT = 2000;

/** What a form sends as text, or what is stored in units; blank, null and missing mean "not scored". */
export type EnteredScores = Readonly<Record<string, string | number | null | undefined>>;
export type EnteredComments = Readonly<Record<string, string | null | undefined>>;

/** Refusals by form field: the criterion's key for scores, `comment.<key>` for comments. */
export type FieldRefusals = Readonly<Record<string, Refusal>>;

export type SheetResult =
  | {
      readonly ok: true;
      readonly units: Readonly<Record<string, number>>;
      readonly comments: Readonly<Record<string, string>>;
      /** In points, weights included. */
      readonly totalFraction: Fraction;
    }
  | { readonly ok: false; readonly refusals: FieldRefusals };

export type DraftResult = {
  /** Every criterion of the rubric; null where nothing (valid) is entered. */
  readonly units: Readonly<Record<string, number | null>>;
  readonly comments: Readonly<Record<string, string>>;
  /** In points, of what is scored so far. */
  readonly totalFraction: Fraction;
  readonly refusals: FieldRefusals;
};

/**
 * A sheet that may be submitted: every criterion scored within its limits, every required comment
 * written. Refuses per field, all at once; also criteria the rubric does not have
 * (criterion_unknown), a comment where none is taken (comment_not_taken), a missing one
 * (comment_missing) and one over 2,000 characters (comment_too_long).
 */
export function checkSheet(
  rubric: Rubric,
  scores: EnteredScores,
  comments: EnteredComments = {},
): SheetResult {
  const refusals: Record<string, Refusal> = {};
  const units: Record<string, number> = {};
  for (const criterion of rubric.criteria) {
    const score = readScore(criterion, rubric, scores[criterion.key]);
    if (score.ok) units[criterion.key] = score.units;
    else refusals[criterion.key] = score.refusal;
  }
  refuseUnknown(rubric, scores, refusals);
  const written = readComments(rubric, comments, refusals, true);
  if (Object.keys(refusals).length > 0) return { ok: false, refusals };
  return { ok: true, units, comments: written, totalFraction: totalOf(rubric, units) };
}

/** A sheet on its way: what is missing is not refused, what is wrong is, and the rest can be saved. */
export function checkDraftSheet(
  rubric: Rubric,
  scores: EnteredScores,
  comments: EnteredComments = {},
): DraftResult {
  const refusals: Record<string, Refusal> = {};
  const units: Record<string, number | null> = {};
  for (const criterion of rubric.criteria) {
    const score = readScore(criterion, rubric, scores[criterion.key]);
    units[criterion.key] = score.ok ? score.units : null;
    if (!score.ok && score.refusal.code !== "score_missing")
      refusals[criterion.key] = score.refusal;
  }
  refuseUnknown(rubric, scores, refusals);
  const written = readComments(rubric, comments, refusals, false);
  return { units, comments: written, totalFraction: totalOf(rubric, units), refusals };
}

function readScore(criterion: Criterion, { scale }: Rubric, entered: EnteredScores[string]) {
  return typeof entered === "number"
    ? checkUnits(criterion, scale, entered)
    : parseScore(criterion, scale, entered ?? "");
}

function refuseUnknown(rubric: Rubric, scores: EnteredScores, into: Record<string, Refusal>): void {
  const known = new Set(rubric.criteria.map(({ key }) => key));
  for (const key of Object.keys(scores))
    if (!known.has(key)) into[key] = refusal("criterion_unknown", { criterion: key }, 422, key);
}

function readComments(
  rubric: Rubric,
  comments: EnteredComments,
  refusals: Record<string, Refusal>,
  complete: boolean,
): Record<string, string> {
  const written: Record<string, string> = {};
  for (const { key, name, comment } of rubric.criteria) {
    const text = (comments[key] ?? "").trim();
    const field = `comment.${key}`;
    const refused = (code: string): void => {
      const facts = { criterion: name, longest: LONGEST_COMMENT, length: text.length };
      refusals[field] = refusal(code, facts, 422, field);
    };
    if (text === "" && comment === "required" && complete) refused("comment_missing");
    else if (text !== "" && comment === "none") refused("comment_not_taken");
    else if (text.length > LONGEST_COMMENT) refused("comment_too_long");
    else if (text !== "") written[key] = text;
  }
  return written;
}
