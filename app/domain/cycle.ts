import type { CycleState } from "./lifecycle/cycle-states";

/** What a cycle holds beside its state. Plain shapes: pages import them too. */

export const CYCLE_KINDS = ["hospital", "municipal"] as const;
export type CycleKind = (typeof CYCLE_KINDS)[number];

export const ROUND_KINDS = ["establishment", "annual", "closure", "municipal"] as const;
export type RoundKind = (typeof ROUND_KINDS)[number];

/** The rounds a kind of cycle scores in, and so the rubrics it has. */
export function roundKindsOf(kind: CycleKind): readonly RoundKind[] {
  return kind === "municipal" ? ["municipal"] : ["establishment", "annual", "closure"];
}

/** Days YYYY-MM-DD; "" where none was named. `apply…` is the nomination of a municipal cycle. */
export interface CycleDates {
  readonly applyFrom: string;
  readonly applyUntil: string;
  /** Last day for sheets; rounds start from it. */
  readonly scoreUntil: string;
  /** Day of the presentations. */
  readonly reviewOn: string;
}

export const NO_DATES: CycleDates = { applyFrom: "", applyUntil: "", scoreUntil: "", reviewOn: "" };

export interface Category {
  readonly key: string;
  readonly name: string;
}

export interface CycleQuotas {
  /** null: no limit. */
  readonly applicationsPerDepartment: number | null;
}

/** The name of a category; what is not among the cycle's categories is shown as it was entered. */
export function categoryName(categories: readonly Category[], value: string): string {
  return categories.find((category) => category.key === value)?.name ?? value;
}

/** The key under which a cycle knows a category of another cycle: the same name, then the same key. */
export function matchCategory(
  categories: readonly Category[],
  other: { readonly key: string; readonly name: string },
): string {
  const found =
    categories.find((category) => category.name === other.name) ??
    categories.find((category) => category.key === other.key);
  return found?.key ?? "";
}

/** Municipal: nothing may be set any more once the order is drawn. Hospital: until the cycle is over. */
export function mayBeEdited(kind: CycleKind, state: CycleState): boolean {
  if (kind === "municipal") return state === "collecting";
  return state === "preparing" || state === "collecting" || state === "running";
}
