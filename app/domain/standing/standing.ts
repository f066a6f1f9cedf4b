import { type Exact, formatHalfUp, toDecimalString, toFractionText } from "~/domain/exact";
import { refuse } from "~/domain/refusal";
import type { Rubric } from "~/domain/rubric/score";
import { type OrganisationEntry, rankOrganisations } from "~/domain/standing/organisations";
import {
  aggregatePanel,
  criterionMean,
  type Panel,
  type PanelPlan,
  planPanel,
} from "~/domain/standing/panel";
import { assignTiers } from "~/domain/standing/tiers";
import {
  byCode,
  byScore,
  decisionsOf,
  EXACT_DIGITS,
  type PlaceGroup,
  placeGroups,
  placesWithin,
  type Rankable,
  tieNote,
  type TieMachinery,
} from "~/domain/standing/ties";
import type {
  Reason,
  Standing,
  StandingEntry,
  StandingReport,
  StandingRow,
  StandingRule,
  TieDecision,
  TieNote,
  TieRule,
} from "~/domain/standing/types";

export { canonicalJson } from "~/domain/standing/canonical-json";
export type * from "~/domain/standing/types";

/** An entry without its sheets, with what they came to. */
interface Item extends Rankable {
  readonly entry: Omit<StandingEntry, "sheets">;
  readonly panel: Panel;
  readonly reason: Reason | null;
  /** Filled in while the standing is computed: a map by id would cost more than the ranking. */
  categoryPlace: number | null;
  tier: string | null;
}

/** What those who share a place have in common. */
type Placing = Pick<StandingRow, "place" | "score" | "exact" | "fraction" | "tie">;

const NOT_SCORED: Exact = { num: 0, den: 1 };

/**
 * The whole standing: entries and organisations with places, ties, tiers and reports. Ranked on exact
 * values; nothing depends on the order in which entries or sheets come. Entries may come from a
 * generator, so that the sheets of 100,000 entries need not be held at once.
 *
 * Refuses (422): aggregation_unknown, tie_criterion_unknown, score_outside_rubric, entry_twice.
 */
export function computeStanding(
  rubric: Rubric,
  rule: StandingRule,
  entries: Iterable<StandingEntry>,
  decisions: readonly TieDecision[] = [],
): Standing {
  const plan = planPanel(rubric, rule);
  const seen = new Set<string>();
  const items = Array.from(entries, (entry) => {
    if (seen.has(entry.id)) refuse("entry_twice", { entry: entry.code }, 422);
    seen.add(entry.id);
    return itemOf(plan, entry);
  });
  const ranked = items.filter(({ reason }) => reason === null).sort(byScore);
  const machinery: TieMachinery<Item> = {
    ties: rule.ties,
    decisions: decisionsOf(decisions, "entries"),
    valueOf: (item, tie) => tieValue(plan, item.panel, tie),
  };
  const groups = placeGroups(ranked, machinery);
  const categories = placesWithin(groups, machinery, ({ entry }) => entry.category);
  const edges = giveTiers(rule, groups, categories);
  for (const own of categories.values())
    for (const { place, members } of own) for (const item of members) item.categoryPlace = place;

  const rows = groups.flatMap((group) => {
    const placing = placingOf(group, tieNote(group, machinery));
    return group.members.map((item) => rowOf(plan, item, placing));
  });
  const unranked = items.filter(({ reason }) => reason !== null).sort(byCode);
  const organisations = rankOrganisations(
    items.map((item) => organisationEntry(plan, item)),
    rule,
    decisionsOf(decisions, "organisations"),
  );
  return {
    format: "xianban-standing/1",
    rubric,
    rule,
    ranked: ranked.length,
    entries: [...rows, ...unranked.map((item) => rowOf(plan, item, null))],
    organisations: organisations.rows,
    reports: [
      ...edges,
      ...undecided(rule, "entries", groups),
      ...undecided(rule, "organisations", organisations.shared),
    ],
  };
}

function itemOf(plan: PanelPlan, entry: StandingEntry): Item {
  const { id, code, title, organisationId, organisation, category, state, recused } = entry;
  const panel = aggregatePanel(plan, entry);
  return {
    id,
    code,
    rank: 0,
    score: panel.score ?? NOT_SCORED,
    entry: { id, code, title, organisationId, organisation, category, state, recused },
    panel,
    reason: state === "ok" ? panel.reason : { code: state, facts: {} },
    categoryPlace: null,
    tier: null,
  };
}

function tieValue(plan: PanelPlan, panel: Panel, tie: TieRule): Exact | null {
  if (tie.by === "criterion") return criterionMean(plan, panel, plan.keys.indexOf(tie.key));
  return tie.by === "untrimmed_mean" ? panel.untrimmed : null;
}

function giveTiers(
  rule: StandingRule,
  groups: readonly PlaceGroup<Item>[],
  categories: ReadonlyMap<string, readonly PlaceGroup<Item>[]>,
): StandingReport[] {
  const { basis, list } = rule.tiers;
  const reports: StandingReport[] = [];
  const give = (category: string | null, own: readonly PlaceGroup<Item>[]): void => {
    const given = assignTiers(own, list);
    for (const [item, key] of given.tierOf) item.tier = key;
    for (const { group, tiers } of given.edges)
      reports.push(report("tie_across_tier_edge", "entries", group, category, tiers));
  };
  if (basis === "overall") give(null, groups);
  else
    for (const category of [...categories.keys()].sort())
      give(category, categories.get(category) ?? []);
  return reports;
}

/** Ties the declared rule leaves to the committee, while it has not decided. */
function undecided<T extends Rankable>(
  rule: StandingRule,
  of: StandingReport["of"],
  groups: readonly PlaceGroup<T>[],
): StandingReport[] {
  if (!rule.ties.some(({ by }) => by === "decision")) return [];
  return groups
    .filter(({ members }) => members.length > 1)
    .map((group) => report("decision_needed", of, group, null, []));
}

function report<T extends Rankable>(
  code: StandingReport["code"],
  of: StandingReport["of"],
  { place, members }: PlaceGroup<T>,
  category: string | null,
  tiers: StandingReport["tiers"],
): StandingReport {
  const score = formatHalfUp(members[0]?.score ?? NOT_SCORED);
  return { code, of, place, category, score, ids: members.map(({ id }) => id), tiers };
}

function placingOf({ place, members }: PlaceGroup<Item>, tie: TieNote | null): Placing {
  const score = members[0]?.score ?? NOT_SCORED;
  return {
    place,
    score: formatHalfUp(score),
    exact: toDecimalString(score, EXACT_DIGITS),
    fraction: toFractionText(score),
    tie,
  };
}

function rowOf(
  plan: PanelPlan,
  { entry, panel, reason, categoryPlace, tier }: Item,
  placed: Placing | null,
): StandingRow {
  const criteria: Record<string, string | null> = {};
  plan.keys.forEach((key, c) => {
    const value = criterionMean(plan, panel, c);
    criteria[key] = value && placed ? formatHalfUp(value) : null;
  });
  return {
    place: placed?.place ?? null,
    categoryPlace,
    id: entry.id,
    code: entry.code,
    title: entry.title,
    organisationId: entry.organisationId,
    organisation: entry.organisation,
    category: entry.category,
    state: entry.state,
    recused: entry.recused,
    sheets: panel.sheets,
    trimmed: placed ? panel.k : 0,
    score: placed?.score ?? null,
    exact: placed?.exact ?? null,
    fraction: placed?.fraction ?? null,
    criteria,
    tier,
    tie: placed?.tie ?? null,
    reason,
  };
}

function organisationEntry(
  plan: PanelPlan,
  { entry, panel, score, reason }: Item,
): OrganisationEntry {
  return {
    code: entry.code,
    organisationId: entry.organisationId,
    organisation: entry.organisation,
    score: reason === null ? score : null,
    tieValue: (tie) => tieValue(plan, panel, tie),
  };
}
