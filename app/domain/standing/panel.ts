import { add, type Exact, type Fraction, fraction, toFraction, ZERO } from "~/domain/exact";
import { refuse } from "~/domain/refusal";
import { type Rubric, weightOf } from "~/domain/rubric/score";
import { type Aggregation, parseAggregation, trimFor } from "~/domain/standing/aggregation";
import type { Reason, StandingEntry, StandingRule } from "~/domain/standing/types";

/**
 * The hot path: one entry's sheets to one exact score, in safe integers throughout. A "tick" is the
 * unit in which every weighted sheet total is whole: 1 / (scale × the weights' common power of ten).
 */
export interface PanelPlan {
  readonly keys: readonly string[];
  /** Whole numbers: the weights × their common power of ten. */
  readonly weights: readonly number[];
  readonly maxima: readonly number[];
  readonly scale: number;
  readonly ticksPerPoint: number;
  readonly aggregation: Aggregation;
  readonly minimumSheets: number;
}

export interface Panel {
  /**
   * Valid sheets: those with a score for every criterion; under `trimmed-criteria`, where each
   * criterion is a panel of its own, those with any score.
   */
  readonly sheets: number;
  /** The fewest scores any criterion has: what minimum and trimming are held against. */
  readonly fewest: number;
  readonly k: number;
  readonly score: Exact | null;
  readonly reason: Reason | null;
  /**
   * Per criterion, units and how many scores they are the sum of. After trimming under
   * `trimmed-criteria`; else of all valid sheets, because which of two equal totals is dropped is
   * arbitrary and must not decide a tie.
   */
  readonly sums: readonly number[];
  readonly counts: readonly number[];
  readonly untrimmed: Exact | null;
}

/** Refuses (422) an unknown aggregation and a tie rule on a criterion the rubric does not have. */
export function planPanel(rubric: Rubric, rule: StandingRule): PanelPlan {
  const parsed = parseAggregation(rule.aggregation);
  if (!parsed.ok) refuse(parsed.refusal.code, parsed.refusal.facts, 422, "aggregation");
  const keys = rubric.criteria.map(({ key }) => key);
  for (const tie of rule.ties)
    if (tie.by === "criterion" && !keys.includes(tie.key))
      refuse("tie_criterion_unknown", { criterion: tie.key }, 422, "ties");
  const exactWeights = rubric.criteria.map(weightOf);
  const power = exactWeights.reduce((most, { den }) => lcm(most, Number(den)), 1);
  return {
    keys,
    weights: exactWeights.map(({ num, den }) => Number(num) * (power / Number(den))),
    maxima: rubric.criteria.map(({ maximum }) => maximum),
    scale: rubric.scale,
    ticksPerPoint: rubric.scale * power,
    aggregation: parsed.aggregation,
    minimumSheets: rule.minimumSheets,
  };
}

function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Refuses (422, score_outside_rubric) a score that is not a whole number from 0 to the maximum. */
export function aggregatePanel(plan: PanelPlan, entry: StandingEntry): Panel {
  return plan.aggregation.method === "trimmed-criteria"
    ? aggregateCriteria(plan, entry)
    : aggregateTotals(plan, entry);
}

/** Whole and within the criterion; bit operations because this runs for every score of a standing. */
function withinRubric(units: number, maximum: number): boolean {
  return (units | 0) === units && units >= 0 && units <= maximum;
}

function refuseOutside(plan: PanelPlan, entry: StandingEntry, criterion: number): never {
  const facts = { entry: entry.code, criterion: plan.keys[criterion] as string };
  refuse("score_outside_rubric", facts, 422);
}

/** A list of whole numbers on its way to a trimmed sum; the values are kept only where K may pass 1. */
interface Tally {
  count: number;
  sum: number;
  low: number;
  high: number;
  readonly values: number[] | null;
}

function emptyTally({ aggregation }: PanelPlan): Tally {
  const values = (aggregation.k ?? 1) > 1 ? [] : null;
  return { count: 0, sum: 0, low: Infinity, high: -Infinity, values };
}

function take(tally: Tally, value: number): void {
  tally.count++;
  tally.sum += value;
  if (value < tally.low) tally.low = value;
  if (value > tally.high) tally.high = value;
  tally.values?.push(value);
}

/** The sum without the k highest and k lowest; among equal extremes exactly k go. */
function trimmedSum(tally: Tally, k: number): number {
  if (k === 0) return tally.sum;
  if (k === 1) return tally.sum - tally.low - tally.high;
  const ordered = [...(tally.values ?? [])].sort((a, b) => a - b);
  return ordered.slice(k, ordered.length - k).reduce((sum, value) => sum + value, 0);
}

function aggregateTotals(plan: PanelPlan, entry: StandingEntry): Panel {
  const { keys, weights, maxima } = plan;
  const width = keys.length;
  const sums = plan.keys.map(() => 0);
  const row = plan.keys.map(() => 0);
  const totals = emptyTally(plan);
  for (const { scores } of entry.sheets) {
    let total = 0;
    let c = 0;
    for (; c < width; c++) {
      const units = scores[keys[c] as string];
      if (units === null || units === undefined) break;
      if (!withinRubric(units, maxima[c] as number)) refuseOutside(plan, entry, c);
      row[c] = units;
      total += units * (weights[c] as number);
    }
    if (c < width) continue;
    take(totals, total);
    for (c = 0; c < width; c++) sums[c] = (sums[c] as number) + (row[c] as number);
  }
  const sheets = totals.count;
  const k = trimFor(plan.aggregation, sheets);
  const reason = notRankable(plan, sheets, k);
  const untrimmed = sheets === 0 ? null : { num: totals.sum, den: sheets * plan.ticksPerPoint };
  const score = reason
    ? null
    : { num: trimmedSum(totals, k), den: (sheets - 2 * k) * plan.ticksPerPoint };
  return {
    sheets,
    fewest: sheets,
    k,
    score,
    reason,
    sums,
    counts: plan.keys.map(() => sheets),
    untrimmed,
  };
}

function aggregateCriteria(plan: PanelPlan, entry: StandingEntry): Panel {
  const { keys, maxima } = plan;
  const tallies = keys.map(() => emptyTally(plan));
  let sheets = 0;
  for (const { scores } of entry.sheets) {
    let scored = false;
    for (let c = 0; c < tallies.length; c++) {
      const units = scores[keys[c] as string];
      if (units === null || units === undefined) continue;
      if (!withinRubric(units, maxima[c] as number)) refuseOutside(plan, entry, c);
      scored = true;
      take(tallies[c] as Tally, units);
    }
    if (scored) sheets++;
  }
  const fewest = tallies.reduce((least, { count }) => Math.min(least, count), Infinity);
  const k = trimFor(plan.aggregation, fewest);
  const reason = notRankable(plan, fewest, k);
  const trim = reason ? 0 : k;
  const means = (drop: number): Pick<Panel, "sums" | "counts"> => ({
    sums: tallies.map((tally) => trimmedSum(tally, drop)),
    counts: tallies.map(({ count }) => count - 2 * drop),
  });
  const kept = means(trim);
  const untrimmed = fewest === 0 ? null : weightedMeans(plan, means(0));
  const score = reason ? null : weightedMeans(plan, kept);
  return { sheets, fewest, k, score, reason, ...kept, untrimmed };
}

function notRankable(plan: PanelPlan, valid: number, k: number): Reason | null {
  if (valid === 0) return { code: "no_valid_sheets", facts: {} };
  if (valid < plan.minimumSheets)
    return { code: "too_few_sheets", facts: { valid, minimum: plan.minimumSheets } };
  if (valid <= 2 * k)
    return { code: "too_few_for_trimming", facts: { valid, k, needed: 2 * k + 1 } };
  return null;
}

/** Σ weight × (sum ÷ count), in points. One division where all counts are equal. */
function weightedMeans(plan: PanelPlan, { sums, counts }: Pick<Panel, "sums" | "counts">): Exact {
  const count = counts[0] as number;
  if (counts.every((other) => other === count)) {
    const num = sums.reduce((total, units, c) => total + units * (plan.weights[c] as number), 0);
    return { num, den: count * plan.ticksPerPoint };
  }
  let total: Fraction = ZERO;
  sums.forEach((units, c) => {
    total = add(total, fraction(units * (plan.weights[c] as number), counts[c] as number));
  });
  return fraction(total.num, total.den * BigInt(plan.ticksPerPoint));
}

/** The mean of one criterion in points, as a tie rule compares it; null without scores. */
export function criterionMean(plan: PanelPlan, panel: Panel, criterion: number): Exact | null {
  const count = panel.counts[criterion] ?? 0;
  return count === 0 ? null : { num: panel.sums[criterion] as number, den: count * plan.scale };
}

export function exactFraction(value: Exact | null): Fraction | null {
  return value === null ? null : toFraction(value);
}
