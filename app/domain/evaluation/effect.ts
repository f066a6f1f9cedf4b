import { z } from "zod";
import { isDay } from "../application";
import type { Charter } from "../execution";
import { DIRECTIONS, INDICATOR_KINDS, type IndicatorKind } from "../execution-terms";
import { isFigure, readCount, readFigure } from "../figures";

const text = (max: number) =>
  z.string().trim().max(max, `errors:too_long_max?max=${max}`).default("");

const sideSchema = z.object({
  numerator: text(20),
  denominator: text(20),
  from: text(10),
  to: text(10),
  source: text(200),
  /** The percentage as it stands in another paper, to be checked against the counts. */
  stated: text(20),
});

const indicatorSchema = z.object({
  indicator: text(200),
  definition: text(1000),
  kind: z.enum(INDICATOR_KINDS).default("proportion"),
  direction: z.enum(DIRECTIONS).default("down"),
  before: sideSchema.prefault({}),
  after: sideSchema.prefault({}),
  /** What was left out on both sides, or that nothing was. */
  exclusions: text(1000),
});

/** An effect evaluation 效果评价; figures and days are kept as typed. */
export const effectEvaluationSchema = z.object({
  indicators: z.array(indicatorSchema).max(20, "errors:too_many_rows?max=20").default([]),
  /** A department or period without the measures, where there is one. */
  comparison: text(2000),
  /** 三率, where tickets are concerned. */
  threeRates: text(1000),
  /** Volume, season, changed rules, praise tickets. */
  confounders: text(4000),
  sideEffects: text(4000),
  sustainability: text(4000),
});

export type EffectEvaluation = z.infer<typeof effectEvaluationSchema>;
export type EffectIndicator = z.infer<typeof indicatorSchema>;
export type EffectSide = z.infer<typeof sideSchema>;

export function readEffect(stored: unknown): EffectEvaluation {
  return effectEvaluationSchema.parse(stored);
}

/** The first draft: the charter's targets with their baselines. */
export function effectFromCharter(charter: Charter): EffectEvaluation {
  return effectEvaluationSchema.parse({
    indicators: charter.targets.map((target) => ({
      indicator: target.indicator,
      definition: target.definition,
      kind: target.unit === "percent" ? "proportion" : "rate",
      direction: target.direction,
      before: {
        numerator: target.baseline.numerator,
        denominator: target.baseline.denominator,
        source: target.baseline.source,
      },
    })),
  });
}

const sideComplete = (kind: IndicatorKind, side: EffectSide): boolean => {
  const numerator = readCount(side.numerator);
  const denominator = readFigure(side.denominator);
  return (
    numerator !== null &&
    denominator !== null &&
    denominator > 0 &&
    (kind === "rate" || (Number.isInteger(denominator) && numerator <= denominator)) &&
    isDay(side.from) &&
    isDay(side.to) &&
    side.from <= side.to &&
    side.source !== ""
  );
};

const effectLabel = (field: string) => `effect:field.${field}`;

/** Label keys of what the lead still has to fill in before it can be verified. */
export function missingInEffect(stored: EffectEvaluation): string[] {
  const body = readEffect(stored);
  const measured = body.indicators.filter((row) => row.indicator !== "");
  const all = (holds: (row: EffectIndicator) => boolean) =>
    measured.length > 0 && measured.every(holds);
  const filled: readonly (readonly [string, boolean])[] = [
    ["indicators", measured.length > 0],
    ["definition", all((row) => row.definition !== "")],
    ["before", all((row) => sideComplete(row.kind, row.before))],
    ["after", all((row) => sideComplete(row.kind, row.after))],
    ["exclusions", all((row) => row.exclusions !== "")],
    ["confounders", body.confounders !== ""],
    ["sideEffects", body.sideEffects !== ""],
    ["sustainability", body.sustainability !== ""],
  ];
  return filled.filter(([, ok]) => !ok).map(([field]) => effectLabel(field));
}

/** Label keys of what stands against "the measurement is right": gaps of the body, or no finding. */
export function missingToVerify(body: EffectEvaluation, finding: string): string[] {
  return [...missingInEffect(body), ...(finding.trim() === "" ? [effectLabel("finding")] : [])];
}

/** Figures and days that are none, and shares above the whole; each with its control. */
export function malformedInEffect(body: EffectEvaluation): { name: string; message: string }[] {
  const found: { name: string; message: string }[] = [];
  const check = (name: string, ok: boolean, message: string) => {
    if (!ok) found.push({ name, message: `errors:${message}` });
  };
  body.indicators.forEach((row, at) => {
    for (const key of ["before", "after"] as const) {
      const side = row[key];
      const name = (part: keyof EffectSide) => `indicators[${at}].${key}.${part}`;
      const count = readCount(side.numerator);
      const total = readFigure(side.denominator);
      check(name("numerator"), side.numerator === "" || count !== null, "invalid_integer");
      check(
        name("denominator"),
        side.denominator === "" || isFigure(side.denominator),
        "invalid_number",
      );
      if (row.kind === "proportion" && count !== null && total !== null)
        check(name("numerator"), count <= total, "above_denominator");
      check(name("from"), side.from === "" || isDay(side.from), "invalid_date");
      check(name("to"), side.to === "" || isDay(side.to), "invalid_date");
      if (isDay(side.from) && isDay(side.to))
        check(name("to"), side.from <= side.to, "end_before_start");
    }
  });
  return found;
}
