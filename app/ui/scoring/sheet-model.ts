import type { Refusal } from "~/domain/refusal";
import {
  formatTotal,
  formatUnits,
  missingCriteria,
  parseScore,
  rubricMaximum,
  totalOf,
  type Criterion,
  type Rubric,
  type Scores,
} from "~/domain/rubric/score";

/** The rubric with the keys that the page offers. */
export interface KeyedRubric extends Rubric {
  readonly criteria: readonly (Criterion & { readonly keys: readonly number[] })[];
}

/** The own sheet, as the server tells it. */
export interface SheetView {
  readonly state: "draft" | "submitted" | "declined" | "sealed" | "void";
  readonly scores: Readonly<Record<string, number | null>>;
  readonly comments: Readonly<Record<string, string>>;
  readonly revision: number;
  readonly savedAt: string;
  readonly submittedAt: string | null;
  readonly isLate: boolean;
  readonly declineReason: string;
}

export type Fields = Readonly<Record<string, string>>;

/** The form's fields for a sheet: a key where the page has one for the score, else the box. */
export function fieldsOf(rubric: KeyedRubric, sheet: SheetView | null): Record<string, string> {
  const fields: Record<string, string> = { comment: sheet?.comments[""] ?? "" };
  for (const { key, keys } of rubric.criteria) {
    const units = sheet?.scores[key] ?? null;
    if (units !== null && keys.includes(units)) fields[`key.${key}`] = String(units);
    else if (units !== null) fields[`score.${key}`] = formatUnits(units, rubric.scale);
    fields[`comment.${key}`] = sheet?.comments[key] ?? "";
  }
  return fields;
}

export interface Running {
  readonly units: Scores;
  readonly total: string;
  readonly maximum: string;
  readonly missing: number;
  readonly wrong: Readonly<Record<string, Refusal>>;
}

/** Total and gaps of what stands in the form. */
export function runningTotal(rubric: KeyedRubric, fields: Fields): Running {
  const units: Record<string, number | null> = {};
  const wrong: Record<string, Refusal> = {};
  for (const criterion of rubric.criteria) {
    const box = (fields[`score.${criterion.key}`] ?? "").trim();
    const pressed = fields[`key.${criterion.key}`] ?? "";
    units[criterion.key] = null;
    if (box !== "") {
      const read = parseScore(criterion, rubric.scale, box);
      if (read.ok) units[criterion.key] = read.units;
      else wrong[criterion.key] = read.refusal;
    } else if (pressed !== "") units[criterion.key] = Number(pressed);
  }
  return {
    units,
    total: formatTotal(rubric, totalOf(rubric, units)),
    maximum: maximumText(rubric),
    missing: missingCriteria(rubric, units).length,
    wrong,
  };
}

/** "100" rather than "100.0". */
export function maximumText(rubric: Rubric): string {
  return formatTotal(rubric, rubricMaximum(rubric)).replace(/\.0+$/, "");
}
