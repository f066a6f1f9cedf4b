import { type Refusal, refusal } from "~/domain/refusal";

/**
 * How a panel's sheets become one score; declared before the first score.
 * - `mean`: the mean of the sheet totals.
 * - `trimmed:K`: without the K highest and K lowest totals.
 * - `trimmed-criteria:K`: the same within each criterion, then the weighted sum.
 * Without `:K` the default holds: K = 1 for an entry with 5 or more valid sheets, else 0.
 */
export interface Aggregation {
  readonly method: "mean" | "trimmed" | "trimmed-criteria";
  /** Null: the default K. Always null for `mean`. */
  readonly k: number | null;
}

export const MOST_TRIMMED = 20;
const DEFAULT_FROM_SHEETS = 5;
const PATTERN = /^(?:(mean)|(trimmed|trimmed-criteria)(?::(0|[1-9]\d?))?)$/;

export type AggregationResult =
  | { readonly ok: true; readonly aggregation: Aggregation }
  | { readonly ok: false; readonly refusal: Refusal };

/** Refuses anything else with aggregation_unknown (422, facts: entered), and K above 20. */
export function parseAggregation(text: string): AggregationResult {
  const match = PATTERN.exec(text);
  const k = match?.[3] === undefined ? null : Number(match[3]);
  if (!match || (k ?? 0) > MOST_TRIMMED)
    return {
      ok: false,
      refusal: refusal("aggregation_unknown", { entered: text.slice(0, 40) }, 422, "aggregation"),
    };
  if (match[1]) return { ok: true, aggregation: { method: "mean", k: null } };
  const method = match[2] === "trimmed" ? "trimmed" : "trimmed-criteria";
  return { ok: true, aggregation: { method, k } };
}

export function formatAggregation({ method, k }: Aggregation): string {
  return k === null ? method : `${method}:${k}`;
}

/** The K that holds for an entry with this many valid sheets. */
export function trimFor({ method, k }: Aggregation, validSheets: number): number {
  if (method === "mean") return 0;
  return k ?? (validSheets >= DEFAULT_FROM_SHEETS ? 1 : 0);
}
