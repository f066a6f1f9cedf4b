import { readFigure } from "./figures";

/*
 * The words and sums of execution, effect and closure that pages need in the browser. They stand apart
 * from the schemas, which would bring the whole validator with them.
 */

/** How a figure is made of numerator and denominator. `mean`: their quotient, or the numerator alone. */
export const UNITS = ["percent", "per_10k", "mean"] as const;
export type Unit = (typeof UNITS)[number];

export const DIRECTIONS = ["down", "up"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The figure that numerator and denominator make in this unit; null is "no data", never 0. */
export function figureOf(unit: Unit, numerator: string, denominator: string): number | null {
  const top = readFigure(numerator);
  if (top === null) return null;
  if (unit === "mean" && denominator === "") return top;
  const bottom = readFigure(denominator);
  if (bottom === null || bottom <= 0) return null;
  const factor = unit === "percent" ? 100 : unit === "per_10k" ? 10_000 : 1;
  return (top / bottom) * factor;
}

/** null: nothing was measured. */
export function reaches(
  target: { readonly direction: Direction; readonly target: string },
  value: number | null,
): boolean | null {
  const goal = readFigure(target.target);
  if (goal === null || value === null) return null;
  return target.direction === "down" ? value <= goal : value >= goal;
}

export const REPORT_FIELDS = [
  "period",
  "milestonesDone",
  "measuresDone",
  "indicators",
  "deviations",
  "helpNeeded",
  "spending",
  "nextPlan",
] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

/** `proportion`: a part of a whole. `rate`: events per exposure, such as tickets per service contact. */
export const INDICATOR_KINDS = ["proportion", "rate"] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

export const EFFECT_FIELDS = [
  "indicators",
  "comparison",
  "threeRates",
  "confounders",
  "sideEffects",
  "sustainability",
] as const;
export type EffectField = (typeof EFFECT_FIELDS)[number];

export const OUTPUT_KINDS = ["rule", "process", "system", "paper", "other"] as const;
export type OutputKind = (typeof OUTPUT_KINDS)[number];

/** 等次, as the lifecycle's outcome stores it. */
export const GRADES = ["excellent", "qualified", "unqualified"] as const;
export type Grade = (typeof GRADES)[number];

export const isGrade = (text: string): text is Grade =>
  (GRADES as readonly string[]).includes(text);

export const CLOSURE_FIELDS = [
  "completion",
  "actuals",
  "outputs",
  "evidence",
  "spending",
  "spread",
  "leftovers",
] as const;
export type ClosureField = (typeof CLOSURE_FIELDS)[number];
