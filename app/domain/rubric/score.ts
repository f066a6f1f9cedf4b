import {
  type Exact,
  type Fraction,
  formatHalfUp,
  fraction,
  parseDecimal,
  toExpansion,
} from "~/domain/exact";
import { type Refusal, refusal } from "~/domain/refusal";

/**
 * What a rubric is and what a score on it is. Free of zod, so that a page may import it.
 *
 * A score is a whole number of `units`; `scale` says how many units make one point. With scale 10 and
 * step 5 an expert gives half points, and 27.5 is kept as 275.
 */
export type Scale = 1 | 10 | 100 | 1000;

export interface Anchor {
  /** Units, both ends included. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export type CommentRule = "none" | "optional" | "required";

export interface Criterion {
  readonly key: string;
  readonly name: string;
  /** Decimal text: what one point of this criterion counts in the total. */
  readonly weight: string;
  /** Units. */
  readonly maximum: number;
  /** Units. */
  readonly step: number;
  readonly anchors: readonly Anchor[];
  readonly comment: CommentRule;
}

export interface Rubric {
  readonly scale: Scale;
  readonly criteria: readonly Criterion[];
}

/** Units per criterion key; null or missing means not scored, which is never zero. */
export type Scores = Readonly<Record<string, number | null | undefined>>;

export type ScoreResult =
  { readonly ok: true; readonly units: number } | { readonly ok: false; readonly refusal: Refusal };

/** 275 at scale 10 → "27.5", 270 → "27". */
export function formatUnits(units: number, scale: Scale): string {
  return toExpansion({ num: units, den: scale }, 3);
}

/** The decimals a point has at this scale: 1 at scale 10. */
export function scaleDecimals(scale: Scale): number {
  return String(scale).length - 1;
}

const NUMBER = /^\d{1,9}(\.\d{1,9})?$/;
const NEGATIVE = /^[-\u2212]\d/;

/**
 * Reads what an expert typed: "27", "27.5", "27.50", full-width digits, and the Chinese full stop an
 * input method puts in place of the point.
 *
 * Refuses with status 422 and `field` = the criterion's key: score_missing, score_negative,
 * score_not_a_number, score_above_maximum, score_off_step. Facts: criterion, entered, maximum, step.
 */
export function parseScore(criterion: Criterion, scale: Scale, text: string): ScoreResult {
  const entered = text.normalize("NFKC").replaceAll("\u3002", ".").trim();
  const refused = (code: string): ScoreResult => ({
    ok: false,
    refusal: scoreRefusal(criterion, scale, code, entered.slice(0, 20)),
  });
  if (entered === "") return refused("score_missing");
  if (NEGATIVE.test(entered)) return refused("score_negative");
  const points = NUMBER.test(entered) ? parseDecimal(entered) : null;
  if (!points) return refused("score_not_a_number");
  const { num, den } = fraction(points.num * BigInt(scale), points.den);
  if (num > BigInt(criterion.maximum) * den) return refused("score_above_maximum");
  return den === 1n ? checkUnits(criterion, scale, Number(num)) : refused("score_off_step");
}

/** The same limits for a score that is already in units. */
export function checkUnits(criterion: Criterion, scale: Scale, units: number): ScoreResult {
  const refused = (code: string): ScoreResult => ({
    ok: false,
    refusal: scoreRefusal(criterion, scale, code, String(units / scale)),
  });
  if (!Number.isFinite(units)) return refused("score_not_a_number");
  if (units < 0) return refused("score_negative");
  if (units > criterion.maximum) return refused("score_above_maximum");
  // A step that does not divide the maximum still leaves the maximum reachable.
  if (units % criterion.step !== 0 && units !== criterion.maximum) return refused("score_off_step");
  return { ok: true, units };
}

function scoreRefusal(criterion: Criterion, scale: Scale, code: string, entered: string): Refusal {
  const facts = {
    criterion: criterion.name,
    entered,
    maximum: formatUnits(criterion.maximum, scale),
    step: formatUnits(criterion.step, scale),
  };
  return refusal(code, facts, 422, criterion.key);
}

/** Weight × score in points. Throws RangeError for a weight that is not a decimal (the schema refuses it). */
export function weightOf(criterion: Criterion): Fraction {
  const weight = parseDecimal(criterion.weight);
  if (!weight) throw new RangeError(`${criterion.weight} is not a decimal weight`);
  return weight;
}

function weightedSum(rubric: Rubric, unitsOf: (criterion: Criterion) => number): Fraction {
  let num = 0n;
  let den = 1n;
  for (const criterion of rubric.criteria) {
    const weight = weightOf(criterion);
    num = num * weight.den + weight.num * BigInt(unitsOf(criterion)) * den;
    den *= weight.den;
  }
  return fraction(num, den * BigInt(rubric.scale));
}

/** The total in points of what is scored so far; see `missingCriteria` for whether that is all. */
export function totalOf(rubric: Rubric, scores: Scores): Fraction {
  return weightedSum(rubric, (criterion) => scores[criterion.key] ?? 0);
}

/** The criteria without a score, in the rubric's order. */
export function missingCriteria(rubric: Rubric, scores: Scores): Criterion[] {
  return rubric.criteria.filter((criterion) => (scores[criterion.key] ?? null) === null);
}

/** The highest total a sheet can reach, in points. */
export function rubricMaximum(rubric: Rubric): Fraction {
  return weightedSum(rubric, (criterion) => criterion.maximum);
}

/** A sheet total as shown on pages: at least the scale's decimals, more where a weight brings them. */
export function formatTotal(rubric: Rubric, total: Exact): string {
  return formatHalfUp(total, totalDecimals(rubric));
}

/** How many decimals hold every sheet total exactly. */
export function totalDecimals(rubric: Rubric): number {
  const weights = rubric.criteria.map((criterion) => criterion.weight.split(".")[1]?.length ?? 0);
  return scaleDecimals(rubric.scale) + Math.max(0, ...weights);
}
