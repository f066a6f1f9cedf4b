import { compare, type Fraction, formatHalfUp, fraction, sum, toFraction } from "~/domain/exact";
import type { Rubric } from "~/domain/rubric/score";
import {
  aggregatePanel,
  criterionMean,
  exactFraction,
  type Panel,
  type PanelPlan,
  planPanel,
} from "~/domain/standing/panel";
import type { Reason, StandingEntry, StandingRule, StandingSheet } from "~/domain/standing/types";

/** One value of the panel and the sheet it stands on; `points` includes the weight for totals. */
export interface SheetValue {
  readonly sheetId: string;
  readonly expertId: string;
  readonly expert: string;
  readonly points: Fraction;
}

/** A list of values, what trimming took from its ends, and what the rest adds up to. */
export interface TrimmedList {
  /** All values, highest first; equal ones by sheet id. */
  readonly values: readonly SheetValue[];
  readonly droppedHighest: readonly SheetValue[];
  readonly droppedLowest: readonly SheetValue[];
  /** Of the values kept, in points. */
  readonly sum: Fraction;
  readonly count: number;
}

export interface CriterionPanel {
  readonly key: string;
  readonly name: string;
  readonly weight: string;
  /** The panel mean in points, without the weight; null without scores. */
  readonly mean: Fraction | null;
  /** 2 decimals, half up: what official skating protocols print as the panel score of a component. */
  readonly formatted: string | null;
  /** Only under `trimmed-criteria`. */
  readonly trimming: TrimmedList | null;
}

export interface Aggregate {
  readonly status: "rankable" | { readonly notRankable: Reason };
  /** In points; null when not rankable. */
  readonly score: Fraction | null;
  readonly k: number;
  readonly validSheets: number;
  /** Sheets left out for lack of a score. */
  readonly incompleteSheets: readonly string[];
  /** The sheet totals and their trimming; null under `trimmed-criteria`. */
  readonly totals: TrimmedList | null;
  readonly criteria: readonly CriterionPanel[];
  /** Mean of all totals without trimming, in points. */
  readonly untrimmedMean: Fraction | null;
}

/**
 * One entry's panel score with everything behind it. The score itself comes from `aggregatePanel`,
 * which also ranks, so that an explanation cannot differ from the standing.
 *
 * Trimming per criterion gives the component panel scores of the ISU protocols of 2018 exactly.
 */
export function aggregateEntry(
  rubric: Rubric,
  rule: StandingRule,
  entry: StandingEntry,
): Aggregate {
  const plan = planPanel(rubric, rule);
  const panel = aggregatePanel(plan, entry);
  const perCriterion = plan.aggregation.method === "trimmed-criteria";
  const complete = (sheet: StandingSheet): boolean =>
    plan.keys.every((key) => (sheet.scores[key] ?? null) !== null);
  const some = (sheet: StandingSheet): boolean =>
    plan.keys.some((key) => (sheet.scores[key] ?? null) !== null);
  const counted = perCriterion ? some : complete;
  const trim = panel.reason ? 0 : panel.k;
  return {
    status: panel.reason ? { notRankable: panel.reason } : "rankable",
    score: exactFraction(panel.score),
    k: panel.k,
    validSheets: panel.sheets,
    incompleteSheets: entry.sheets.filter((sheet) => !counted(sheet)).map(({ id }) => id),
    totals: perCriterion
      ? null
      : trimmedList(entry.sheets.filter(complete), trim, (sheet) => sheetTotal(plan, sheet)),
    criteria: rubric.criteria.map(({ key, name, weight }, c) => ({
      key,
      name,
      weight,
      ...criterionPanel(plan, panel, c),
      trimming: perCriterion ? criterionTrimming(plan, entry, key, trim) : null,
    })),
    untrimmedMean: exactFraction(panel.untrimmed),
  };
}

function criterionPanel(plan: PanelPlan, panel: Panel, criterion: number) {
  const mean = criterionMean(plan, panel, criterion);
  return { mean: exactFraction(mean), formatted: mean ? formatHalfUp(mean) : null };
}

function sheetTotal(plan: PanelPlan, sheet: StandingSheet): Fraction {
  const ticks = plan.keys.reduce(
    (total, key, c) => total + (sheet.scores[key] ?? 0) * (plan.weights[c] as number),
    0,
  );
  return fraction(ticks, plan.ticksPerPoint);
}

function criterionTrimming(plan: PanelPlan, entry: StandingEntry, key: string, trim: number) {
  const scored = entry.sheets.filter((sheet) => (sheet.scores[key] ?? null) !== null);
  return trimmedList(scored, trim, (sheet) => fraction(sheet.scores[key] ?? 0, plan.scale));
}

function trimmedList(
  sheets: readonly StandingSheet[],
  trim: number,
  pointsOf: (sheet: StandingSheet) => Fraction,
): TrimmedList {
  const values = sheets
    .map((sheet) => ({
      sheetId: sheet.id,
      expertId: sheet.expertId,
      expert: sheet.expert,
      points: pointsOf(sheet),
    }))
    .sort((a, b) => compare(b.points, a.points) || (a.sheetId < b.sheetId ? -1 : 1));
  const kept = values.slice(trim, values.length - trim);
  return {
    values,
    droppedHighest: values.slice(0, trim),
    droppedLowest: values.slice(values.length - trim),
    sum: toFraction(sum(kept.map(({ points }) => points))),
    count: kept.length,
  };
}
