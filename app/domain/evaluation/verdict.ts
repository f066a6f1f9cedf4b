import { isDay } from "../application";
import { daysBetween } from "../execution-progress";
import { readCount, readFigure } from "../figures";
import {
  checkShare,
  compareProportions,
  compareRates,
  type ProportionComparison,
  type RateComparison,
  type ShareCheck,
} from "./compare";
import type { EffectIndicator, EffectSide } from "./effect";

/** What the counts of an indicator support. Told in words by `effect:verdict.…`. */
export type Verdict = "no_data" | "improved" | "worsened" | "not_distinguishable";

/** Why the counts may still mislead; told by `effect:caution.…`. */
export type Caution =
  | "regression_to_mean"
  | "small_counts"
  | "denominator_moved"
  | "periods_overlap"
  | "lengths_differ"
  | "seasons_differ";

export interface IndicatorResult {
  readonly verdict: Verdict;
  readonly cautions: readonly Caution[];
  readonly proportions: ProportionComparison | null;
  readonly rates: RateComparison | null;
  readonly stated: { readonly before: ShareCheck | null; readonly after: ShareCheck | null };
}

const LEVEL = 0.05;
/** Fewer events than this in either period say little, whatever the test. */
const FEW = 5;

interface Counts {
  readonly count: number;
  readonly total: number;
}

function countsOf(indicator: EffectIndicator, side: EffectSide): Counts | null {
  const count = readCount(side.numerator);
  const total = readFigure(side.denominator);
  if (count === null || total === null || total <= 0) return null;
  if (indicator.kind === "proportion" && (!Number.isInteger(total) || count > total)) return null;
  return { count, total };
}

/** Compares after with before. A missing figure gives "no data" and no comparison, never zero. */
export function judgeIndicator(indicator: EffectIndicator): IndicatorResult {
  const before = countsOf(indicator, indicator.before);
  const after = countsOf(indicator, indicator.after);
  const share = (side: EffectSide, counts: Counts | null) =>
    counts && indicator.kind === "proportion" && side.stated !== ""
      ? checkShare(side.stated, counts.count, counts.total)
      : null;
  const stated = { before: share(indicator.before, before), after: share(indicator.after, after) };
  if (!before || !after)
    return { verdict: "no_data", cautions: [], proportions: null, rates: null, stated };
  const isShare = indicator.kind === "proportion";
  const proportions = isShare
    ? compareProportions(after.count, after.total, before.count, before.total)
    : null;
  const rates = isShare ? null : compareRates(after.count, after.total, before.count, before.total);
  const p = (proportions ?? rates)?.p ?? 1;
  const fell = proportions
    ? proportions.difference < 0
    : rates !== null && rates.first < rates.second;
  const better = fell === (indicator.direction === "down");
  return {
    verdict: p >= LEVEL ? "not_distinguishable" : better ? "improved" : "worsened",
    cautions: cautionsOf(indicator, before, after),
    proportions,
    rates,
    stated,
  };
}

function cautionsOf(indicator: EffectIndicator, before: Counts, after: Counts): Caution[] {
  const cautions: Caution[] = [];
  if (Math.min(before.count, after.count) < FEW) cautions.push("small_counts");
  const moved = after.total / before.total;
  if (moved > 1.2 || moved < 1 / 1.2) cautions.push("denominator_moved");
  const { from, to } = indicator.before;
  const { from: laterFrom, to: laterTo } = indicator.after;
  if ([from, to, laterFrom, laterTo].every(isDay)) {
    if (laterFrom <= to) cautions.push("periods_overlap");
    const first = daysBetween(from, to) + 1;
    const second = daysBetween(laterFrom, laterTo) + 1;
    if (Math.abs(first - second) > 0.1 * Math.max(first, second)) cautions.push("lengths_differ");
    // A whole year holds every season; shorter periods should begin in the same month.
    if (Math.min(first, second) < 360 && from.slice(5, 7) !== laterFrom.slice(5, 7))
      cautions.push("seasons_differ");
  }
  // Topics are chosen for being high, and what is extreme tends to be less so the next time.
  cautions.push("regression_to_mean");
  return cautions;
}
