import {
  add,
  type Exact,
  formatHalfUp,
  fraction,
  sub,
  toDecimalString,
  toExpansion,
} from "~/domain/exact";
import { scaleDecimals, totalDecimals } from "~/domain/rubric/score";
import { aggregateEntry, type Aggregate, type TrimmedList } from "~/domain/standing/aggregate";
import type {
  ExactText,
  OrganisationRow,
  Reason,
  Standing,
  StandingEntry,
  StandingRow,
  TieNote,
} from "~/domain/standing/types";

/**
 * One step of "how this place was computed", as data: `code` names a text of a locale file, `facts`
 * fill it, `sheets` are the ids of the sheets it speaks of.
 */
export interface ExplanationStep {
  readonly code:
    | "sheets_received"
    | "recused"
    | "sheets_incomplete"
    | "not_ranked"
    | "totals_dropped"
    | "totals_sum"
    | "totals_mean"
    | "criterion_dropped"
    | "criterion_mean"
    | "weighted_sum"
    | "organisation_entry"
    | "organisation_incomplete"
    | "organisation_mean"
    | "tied"
    | "tie_value"
    | "tie_broken"
    | "place_shared"
    | "place"
    | "category_place"
    | "next_above"
    | "tier"
    | "tier_edge";
  readonly facts: Readonly<Record<string, string | number>>;
  readonly sheets?: readonly string[];
}

const SHOWN_DIGITS = 4;

/**
 * The ordered steps behind one entry's place, from its sheets to its tier. `entry` is what the
 * standing was computed from, sheets included. Throws RangeError when the standing does not hold it.
 */
export function explainEntry(standing: Standing, entry: StandingEntry): ExplanationStep[] {
  const row = standing.entries.find(({ id }) => id === entry.id);
  if (!row) throw new RangeError(`entry ${entry.id} is not in the standing`);
  const aggregate = aggregateEntry(standing.rubric, standing.rule, entry);
  const steps = receivedSteps(entry, aggregate);
  if (row.reason) return [...steps, notRanked(row.reason)];
  steps.push(...scoreSteps(standing, aggregate));
  steps.push(
    ...tieSteps(standing, row.tie),
    ...placeSteps(standing, row),
    ...tierSteps(standing, row),
  );
  return steps;
}

function receivedSteps(entry: StandingEntry, aggregate: Aggregate): ExplanationStep[] {
  const steps: ExplanationStep[] = [
    {
      code: "sheets_received",
      facts: { count: entry.sheets.length },
      sheets: entry.sheets.map(({ id }) => id).sort(),
    },
  ];
  if (entry.recused > 0) steps.push({ code: "recused", facts: { count: entry.recused } });
  const incomplete = aggregate.incompleteSheets;
  if (incomplete.length > 0)
    steps.push({
      code: "sheets_incomplete",
      facts: { count: incomplete.length },
      sheets: incomplete,
    });
  return steps;
}

function notRanked({ code, facts }: Reason): ExplanationStep {
  return { code: "not_ranked", facts: { ...facts, reason: code } };
}

function scoreSteps(
  standing: Standing,
  { totals, criteria, score, k }: Aggregate,
): ExplanationStep[] {
  if (score === null) return [];
  const shown = { exact: toExpansion(score, SHOWN_DIGITS), score: formatHalfUp(score) };
  if (totals) {
    const decimals = totalDecimals(standing.rubric);
    const sum = toDecimalString(totals.sum, decimals);
    const steps: ExplanationStep[] = [
      { code: "totals_sum", facts: { count: totals.count, sum } },
      { code: "totals_mean", facts: { sum, count: totals.count, ...shown } },
    ];
    return k === 0 ? steps : [dropped("totals_dropped", totals, k, decimals, {}), ...steps];
  }
  const decimals = scaleDecimals(standing.rubric.scale);
  const steps: ExplanationStep[] = [];
  for (const { key, name, mean, formatted, trimming } of criteria) {
    if (!trimming || !mean) continue;
    const named = { criterion: name, key };
    if (k > 0) steps.push(dropped("criterion_dropped", trimming, k, decimals, named));
    const sum = toDecimalString(trimming.sum, decimals);
    const exact = toExpansion(mean, SHOWN_DIGITS);
    steps.push({
      code: "criterion_mean",
      facts: { ...named, sum, count: trimming.count, exact, score: formatted ?? "" },
    });
  }
  const terms = criteria
    .map(({ mean, weight }) => `${mean ? toExpansion(mean, SHOWN_DIGITS) : ""} × ${weight}`)
    .join(" + ");
  return [...steps, { code: "weighted_sum", facts: { terms, ...shown } }];
}

function dropped(
  code: "totals_dropped" | "criterion_dropped",
  list: TrimmedList,
  k: number,
  decimals: number,
  named: Record<string, string>,
): ExplanationStep {
  const written = (values: TrimmedList["values"]): string =>
    values.map(({ points }) => toDecimalString(points, decimals)).join(" ");
  const experts = (values: TrimmedList["values"]): string =>
    values.map(({ expert }) => expert).join(" ");
  const { droppedHighest, droppedLowest } = list;
  return {
    code,
    facts: {
      ...named,
      k,
      highest: written(droppedHighest),
      lowest: written(droppedLowest),
      highestExpert: experts(droppedHighest),
      lowestExpert: experts(droppedLowest),
    },
    sheets: [...droppedHighest, ...droppedLowest].map(({ sheetId }) => sheetId),
  };
}

function tieSteps({ rubric, rule }: Standing, tie: TieNote | null): ExplanationStep[] {
  if (!tie) return [];
  const nameOf = (tieRule: string): Record<string, string> => {
    const criterion = rubric.criteria.find(({ key }) => tieRule === `criterion:${key}`);
    return criterion
      ? { rule: "criterion", criterion: criterion.name, key: criterion.key }
      : { rule: tieRule };
  };
  const steps: ExplanationStep[] = [
    { code: "tied", facts: { size: tie.size, rules: rule.ties.length } },
  ];
  for (const { rule: tried, fraction: value } of tie.values) {
    const shown = toExpansion(fromText(value), SHOWN_DIGITS);
    steps.push({ code: "tie_value", facts: { ...nameOf(tried), value: shown } });
    if (tie.brokenBy.includes(tried)) steps.push({ code: "tie_broken", facts: nameOf(tried) });
  }
  if (tie.shared > 1) steps.push({ code: "place_shared", facts: { count: tie.shared } });
  return steps;
}

function placeSteps({ entries, ranked }: Standing, row: StandingRow): ExplanationStep[] {
  if (row.place === null) return [];
  const steps: ExplanationStep[] = [
    { code: "place", facts: { place: row.place, of: ranked, ahead: row.place - 1 } },
  ];
  const above = entries.findLast(({ place }) => place !== null && place < (row.place ?? 0));
  if (above?.fraction && row.fraction) {
    const gap = sub(fromText(above.fraction), fromText(row.fraction));
    const { code, title, score } = above;
    steps.push({
      code: "next_above",
      facts: { code, title, score: score ?? "", gap: toExpansion(gap, SHOWN_DIGITS) },
    });
  }
  if (row.categoryPlace !== null) {
    const own = entries.filter(
      ({ category, place }) => place !== null && category === row.category,
    );
    const { category, categoryPlace } = row;
    steps.push({
      code: "category_place",
      facts: { category, place: categoryPlace, of: own.length },
    });
  }
  return steps;
}

function tierSteps({ rule, reports }: Standing, row: StandingRow): ExplanationStep[] {
  const name = (key: string | null): string =>
    rule.tiers.list.find((tier) => tier.key === key)?.name ?? "–";
  if (row.tier !== null) return [{ code: "tier", facts: { key: row.tier, name: name(row.tier) } }];
  const edge = reports.find(
    ({ code, ids }) => code === "tie_across_tier_edge" && ids.includes(row.id),
  );
  if (!edge) return [];
  const facts = { tiers: edge.tiers.map(name).join(" / "), count: edge.ids.length };
  return [{ code: "tier_edge", facts }];
}

/** The same for an organisation of the standing: its entries, their mean, ties and place. */
export function explainOrganisation(standing: Standing, row: OrganisationRow): ExplanationStep[] {
  const { organisations, rule } = standing;
  const own = standing.entries.filter((entry) =>
    row.id === null
      ? entry.organisationId === null && entry.organisation === row.name
      : entry.organisationId === row.id,
  );
  const steps: ExplanationStep[] = [];
  let sum: Exact = fraction(0);
  for (const { code, title, place, score, fraction: text, reason } of own) {
    if (text) sum = add(sum, fromText(text));
    const facts = {
      code,
      title,
      place: place ?? "–",
      score: score ?? "–",
      reason: reason?.code ?? "",
    };
    steps.push({ code: "organisation_entry", facts });
  }
  if (!row.complete) {
    const facts = { ranked: row.entries, required: rule.groups.entriesRequired ?? 1 };
    steps.push({ code: "organisation_incomplete", facts });
  }
  if (row.reason || !row.fraction || row.place === null)
    return row.reason ? [...steps, notRanked(row.reason)] : steps;
  const exact = toExpansion(fromText(row.fraction), SHOWN_DIGITS);
  const shown = { exact, score: row.score ?? "" };
  const total = toExpansion(sum, SHOWN_DIGITS);
  steps.push({ code: "organisation_mean", facts: { sum: total, count: row.entries, ...shown } });
  const ranked = organisations.filter(({ place }) => place !== null).length;
  const place = { place: row.place, of: ranked, ahead: row.place - 1 };
  return [...steps, ...tieSteps(standing, row.tie), { code: "place", facts: place }];
}

function fromText({ num, den }: ExactText): Exact {
  return fraction(BigInt(num), BigInt(den));
}
