import { z } from "zod";
import { yuanToFen } from "./application";
import type { Charter } from "./execution";
import {
  CLOSURE_FIELDS,
  type ClosureField,
  figureOf,
  OUTPUT_KINDS,
  reaches,
} from "./execution-terms";
import { isFigure } from "./figures";

const text = (max: number) =>
  z.string().trim().max(max, `errors:too_long_max?max=${max}`).default("");

/** A closure report 结题报告: charter target against what was reached, outputs, leftovers. */
export const closureReportSchema = z.object({
  completion: text(4000),
  actuals: z
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
  outputs: z
    .array(z.object({ kind: z.enum(OUTPUT_KINDS).default("rule"), title: text(300) }))
    .max(40, "errors:too_many_rows?max=40")
    .default([]),
  evidence: text(4000),
  spending: text(20),
  spread: text(4000),
  leftovers: text(4000),
});

export type ClosureReport = z.infer<typeof closureReportSchema>;

export function readClosure(stored: unknown): ClosureReport {
  return closureReportSchema.parse(stored);
}

/** The first draft, with what the verified evaluation measured. */
export function closureFromCharter(
  charter: Charter,
  measured: readonly { indicator: string; numerator: string; denominator: string }[],
): ClosureReport {
  return closureReportSchema.parse({
    actuals: charter.targets.map(({ indicator }) => {
      const found = measured.find((one) => one.indicator === indicator);
      return { indicator, numerator: found?.numerator, denominator: found?.denominator };
    }),
  });
}

/** Label keys of what a closure report needs to be handed in. */
export function missingInClosure(body: ClosureReport): string[] {
  const filled: Readonly<Record<ClosureField, boolean>> = {
    completion: body.completion !== "",
    actuals: body.actuals.every((row) => isFigure(row.numerator) || row.note !== ""),
    outputs: body.outputs.some((row) => row.title !== ""),
    evidence: body.evidence !== "",
    spending: yuanToFen(body.spending) !== null,
    spread: body.spread !== "",
    leftovers: body.leftovers !== "",
  };
  return CLOSURE_FIELDS.filter((field) => !filled[field]).map((field) => `closure:field.${field}`);
}

export function malformedInClosure(body: ClosureReport): { name: string; message: string }[] {
  const found: { name: string; message: string }[] = [];
  body.actuals.forEach((row, at) => {
    for (const part of ["numerator", "denominator"] as const)
      if (row[part] !== "" && !isFigure(row[part]))
        found.push({ name: `actuals[${at}].${part}`, message: "errors:invalid_number" });
  });
  if (body.spending !== "" && yuanToFen(body.spending) === null)
    found.push({ name: "spending", message: "errors:invalid_number" });
  return found;
}

export interface TargetResult {
  readonly indicator: string;
  readonly unit: Charter["targets"][number]["unit"];
  readonly direction: Charter["targets"][number]["direction"];
  readonly baseline: number | null;
  readonly target: string;
  /** null: no data. */
  readonly actual: number | null;
  readonly reached: boolean | null;
  readonly note: string;
}

/** Charter target against actual, one row for each target. */
export function targetResults(charter: Charter, body: ClosureReport): TargetResult[] {
  return charter.targets.map((target) => {
    const row = body.actuals.find((one) => one.indicator === target.indicator);
    const actual = row ? figureOf(target.unit, row.numerator, row.denominator) : null;
    return {
      indicator: target.indicator,
      unit: target.unit,
      direction: target.direction,
      baseline: figureOf(target.unit, target.baseline.numerator, target.baseline.denominator),
      target: target.target,
      actual,
      reached: reaches(target, actual),
      note: row?.note ?? "",
    };
  });
}
