import { z } from "zod";
import { yuanToFen } from "./application";
import type { Charter, Target } from "./execution";
import { figureOf, REPORT_FIELDS, type ReportField } from "./execution-terms";
import { isFigure, readFigure } from "./figures";

const text = (max: number) =>
  z.string().trim().max(max, `errors:too_long_max?max=${max}`).default("");

/** A stage report 阶段汇报. Figures are kept as typed; money is written in yuan. */
export const stageReportSchema = z.object({
  period: text(100),
  milestonesDone: text(4000),
  measuresDone: text(4000),
  indicators: z
    .array(
      z.object({
        indicator: text(200),
        numerator: text(20),
        denominator: text(20),
        note: text(500),
      }),
    )
    .max(20, "errors:too_many_rows?max=20")
    .default([]),
  deviations: text(4000),
  helpNeeded: text(2000),
  spending: text(20),
  nextPlan: text(4000),
});

export type StageReport = z.infer<typeof stageReportSchema>;

export function readReport(stored: unknown): StageReport {
  return stageReportSchema.parse(stored);
}

/** Where nothing was reported yet: a row for each indicator of the charter. */
export function reportFromCharter(charter: Charter): StageReport {
  return stageReportSchema.parse({
    indicators: charter.targets.map(({ indicator }) => ({ indicator })),
  });
}

/**
 * Label keys of what a report needs to be handed in. An indicator that could not be measured is
 * explained in its note.
 */
export function missingInReport(body: StageReport): string[] {
  const filled: Readonly<Record<ReportField, boolean>> = {
    period: body.period !== "",
    milestonesDone: body.milestonesDone !== "",
    measuresDone: body.measuresDone !== "",
    indicators: body.indicators.every((row) => isFigure(row.numerator) || row.note !== ""),
    deviations: body.deviations !== "",
    helpNeeded: true,
    spending: yuanToFen(body.spending) !== null,
    nextPlan: body.nextPlan !== "",
  };
  return REPORT_FIELDS.filter((field) => !filled[field]).map(
    (field) => `execution:report.${field}`,
  );
}

/** Figures that are none: `indicators[0].numerator`. */
export function malformedInReport(body: StageReport): { name: string; message: string }[] {
  const found: { name: string; message: string }[] = [];
  const figure = (name: string, value: string) => {
    if (value !== "" && !isFigure(value)) found.push({ name, message: "errors:invalid_number" });
  };
  body.indicators.forEach((row, at) => {
    figure(`indicators[${at}].numerator`, row.numerator);
    figure(`indicators[${at}].denominator`, row.denominator);
  });
  if (body.spending !== "" && yuanToFen(body.spending) === null)
    found.push({ name: "spending", message: "errors:invalid_number" });
  return found;
}

export interface TrendPoint {
  readonly label: string;
  readonly numerator: string;
  readonly denominator: string;
  /** null: no data. */
  readonly value: number | null;
}

export interface TargetCourse {
  readonly target: Target;
  readonly goal: number | null;
  /** The baseline first, then every report handed in. */
  readonly points: readonly TrendPoint[];
  /** The last point with a value, the baseline not counted. */
  readonly current: TrendPoint | null;
}

/** The course of each target through the reports, oldest first. */
export function courses(
  charter: Charter,
  reports: readonly { label: string; body: StageReport }[],
): TargetCourse[] {
  return charter.targets.map((target) => {
    const { numerator, denominator, period } = target.baseline;
    const reported = reports.map(({ label, body }): TrendPoint => {
      const row = body.indicators.find((one) => one.indicator === target.indicator);
      return {
        label: body.period || label,
        numerator: row?.numerator ?? "",
        denominator: row?.denominator ?? "",
        value: row ? figureOf(target.unit, row.numerator, row.denominator) : null,
      };
    });
    return {
      target,
      goal: readFigure(target.target),
      points: [
        {
          label: period,
          numerator,
          denominator,
          value: figureOf(target.unit, numerator, denominator),
        },
        ...reported,
      ],
      current: [...reported].reverse().find((point) => point.value !== null) ?? null,
    };
  });
}
