import type { Rubric, Scores } from "~/domain/rubric/score";

/** The shapes of a standing. All of them are plain JSON, so that they can be stored and hashed. */

export type TieRule =
  | { readonly by: "criterion"; readonly key: string }
  | { readonly by: "untrimmed_mean" }
  | { readonly by: "decision" };

/** Decimal text in points for `threshold`; 0 < `percentile` ≤ 100 of the ranked entries. */
export type Tier = { readonly key: string; readonly name: string } & (
  { readonly quota: number } | { readonly threshold: string } | { readonly percentile: number }
);

export interface StandingRule {
  /** See `parseAggregation`. */
  readonly aggregation: string;
  readonly minimumSheets: number;
  /** In the order in which they are tried. */
  readonly ties: readonly TieRule[];
  readonly tiers: { readonly basis: "overall" | "category"; readonly list: readonly Tier[] };
  readonly groups: {
    readonly entriesRequired: number | null;
    readonly incomplete: "after_complete" | "unranked";
  };
}

export interface StandingSheet {
  readonly id: string;
  readonly expertId: string;
  /** The expert's name or number as it may be shown. */
  readonly expert: string;
  readonly scores: Scores;
}

export interface StandingEntry {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly organisationId: string | null;
  readonly organisation: string;
  readonly category: string;
  readonly state: "ok" | "absent" | "withdrawn" | "set_aside";
  /** How many experts were recused: shown, never counted as sheets. */
  readonly recused: number;
  /** Valid sheets only: submitted, not void. */
  readonly sheets: readonly StandingSheet[];
}

/** The committee's order among tied entries or organisations, first to last, all of the tied named. */
export interface TieDecision {
  readonly of: "entries" | "organisations";
  readonly order: readonly string[];
}

/** `code` names a text of a locale file, `facts` fill it. */
export interface Reason {
  readonly code:
    | "absent"
    | "withdrawn"
    | "set_aside"
    | "no_valid_sheets"
    | "too_few_sheets"
    | "too_few_for_trimming"
    | "no_ranked_entries"
    | "incomplete_set";
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface ExactText {
  readonly num: string;
  readonly den: string;
}

export interface TieNote {
  /** How many have the same exact score, this one included. */
  readonly size: number;
  /** How many still share the place after all rules, this one included. */
  readonly shared: number;
  /** The rules that set this one apart from others of the same score, as `tieRuleName` writes them. */
  readonly brokenBy: readonly string[];
  /** What the rules tried on it compared, in order: points, or the place the committee gave. */
  readonly values: readonly { readonly rule: string; readonly fraction: ExactText }[];
}

export interface StandingRow {
  readonly place: number | null;
  readonly categoryPlace: number | null;
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly organisationId: string | null;
  readonly organisation: string;
  readonly category: string;
  readonly state: StandingEntry["state"];
  readonly recused: number;
  /** Valid sheets, those dropped by trimming included. */
  readonly sheets: number;
  /** The K that held: sheets (or scores of a criterion) dropped at each end. */
  readonly trimmed: number;
  /** 2 decimals, half up; null when not ranked, like `exact` and `fraction`. */
  readonly score: string | null;
  /** 8 decimals, cut off. */
  readonly exact: string | null;
  readonly fraction: ExactText | null;
  /** Panel mean per criterion, 2 decimals half up; trimmed under `trimmed-criteria`. Null without scores. */
  readonly criteria: Readonly<Record<string, string | null>>;
  /** Key of a tier of the rule; null also for those tied across a tier's edge. */
  readonly tier: string | null;
  readonly tie: TieNote | null;
  readonly reason: Reason | null;
}

export interface OrganisationRow {
  readonly place: number | null;
  readonly id: string | null;
  readonly name: string;
  readonly score: string | null;
  readonly exact: string | null;
  readonly fraction: ExactText | null;
  /** Entries that count in the mean. */
  readonly entries: number;
  readonly complete: boolean;
  readonly tie: TieNote | null;
  readonly reason: Reason | null;
}

/** What the organisers must see before they publish. */
export interface StandingReport {
  readonly code: "tie_across_tier_edge" | "decision_needed";
  readonly of: "entries" | "organisations";
  readonly place: number;
  /** Set when tiers are given within categories. */
  readonly category: string | null;
  readonly score: string;
  /** Ids of the tied, ordered by code. */
  readonly ids: readonly string[];
  /** The tiers the tied would fall into, best first; null is "no tier". */
  readonly tiers: readonly (string | null)[];
}

export interface Standing {
  readonly format: "xianban-standing/1";
  readonly rubric: Rubric;
  readonly rule: StandingRule;
  readonly ranked: number;
  readonly entries: readonly StandingRow[];
  readonly organisations: readonly OrganisationRow[];
  readonly reports: readonly StandingReport[];
}

/** "criterion:effect", "untrimmed_mean", "decision". */
export function tieRuleName(rule: TieRule): string {
  return rule.by === "criterion" ? `criterion:${rule.key}` : rule.by;
}
