import { type Exact, formatHalfUp, mean, toDecimalString, toFractionText } from "~/domain/exact";
import {
  append,
  byCode,
  byScore,
  EXACT_DIGITS,
  placeGroups,
  type PlaceGroup,
  type Rankable,
  tieNote,
  type TieMachinery,
} from "~/domain/standing/ties";
import type { OrganisationRow, Reason, StandingRule, TieRule } from "~/domain/standing/types";

/** What an organisation's standing takes from each of its entries. */
export interface OrganisationEntry {
  readonly code: string;
  readonly organisationId: string | null;
  readonly organisation: string;
  /** Null when the entry is not ranked. */
  readonly score: Exact | null;
  readonly tieValue: (rule: TieRule) => Exact | null;
}

interface Organisation {
  readonly id: string | null;
  readonly name: string;
  readonly ranked: readonly OrganisationEntry[];
  readonly complete: boolean;
}

interface RankedOrganisation extends Rankable {
  readonly organisation: Organisation;
}

/**
 * Organisations by the exact mean of their ranked entries. A set is complete with `entriesRequired`
 * ranked entries; incomplete ones come after all complete ones, or are not ranked, as the rule
 * declares. With no number required, any ranked entry makes the set complete.
 * Entries without an organisation id are grouped by name; without either they count for nobody.
 */
export function rankOrganisations(
  entries: readonly OrganisationEntry[],
  rule: StandingRule,
  decisions: readonly (readonly string[])[],
): { rows: OrganisationRow[]; shared: PlaceGroup<RankedOrganisation>[] } {
  const ranked: RankedOrganisation[] = [];
  const unranked: OrganisationRow[] = [];
  for (const organisation of groupEntries(entries, rule)) {
    const score = mean(organisation.ranked.flatMap((entry) => entry.score ?? []));
    const reason = unrankedReason(organisation, rule);
    if (reason || score === null) unranked.push(unrankedRow(organisation, reason));
    else ranked.push(rankable(organisation, score));
  }
  ranked.sort(byScore);
  const machinery: TieMachinery<RankedOrganisation> = {
    ties: rule.ties,
    decisions,
    valueOf: ({ organisation }, tie) => meanOf(organisation.ranked, tie),
  };
  const groups = placeGroups(ranked, machinery);
  const rows = groups.flatMap((group) => {
    const tie = tieNote(group, machinery);
    return group.members.map((member) => rankedRow(member, group, tie));
  });
  unranked.sort((a, b) =>
    byCode({ code: a.name, id: a.id ?? "" }, { code: b.name, id: b.id ?? "" }),
  );
  return {
    rows: [...rows, ...unranked],
    shared: groups.filter(({ members }) => members.length > 1),
  };
}

function rankable(organisation: Organisation, score: Exact): RankedOrganisation {
  const id = organisation.id ?? organisation.name;
  return { id, code: organisation.name, rank: organisation.complete ? 0 : 1, score, organisation };
}

function groupEntries(entries: readonly OrganisationEntry[], rule: StandingRule): Organisation[] {
  const byKey = new Map<string, OrganisationEntry[]>();
  for (const entry of entries) {
    const key =
      entry.organisationId === null ? `name:${entry.organisation}` : `id:${entry.organisationId}`;
    if (key === "name:") continue;
    append(byKey, key, entry);
  }
  return [...byKey.values()].map((own) => {
    // The name of the entry with the lowest code: a hospital renamed between two entries has one row.
    const first = own.reduce((least, entry) => (entry.code < least.code ? entry : least));
    const ranked = own.filter(({ score }) => score !== null);
    return {
      id: first.organisationId,
      name: first.organisation,
      ranked,
      complete: ranked.length >= (rule.groups.entriesRequired ?? 1),
    };
  });
}

function unrankedReason(
  { ranked, complete }: Organisation,
  { groups }: StandingRule,
): Reason | null {
  if (ranked.length === 0) return { code: "no_ranked_entries", facts: {} };
  if (complete || groups.incomplete === "after_complete") return null;
  const required = groups.entriesRequired ?? 1;
  return { code: "incomplete_set", facts: { ranked: ranked.length, required } };
}

function meanOf(entries: readonly OrganisationEntry[], tie: TieRule): Exact | null {
  const values = entries.map((entry) => entry.tieValue(tie));
  const present = values.filter((value) => value !== null);
  return present.length === values.length ? mean(present) : null;
}

function rankedRow(
  { organisation, score }: RankedOrganisation,
  { place }: PlaceGroup<RankedOrganisation>,
  tie: OrganisationRow["tie"],
): OrganisationRow {
  return {
    place,
    id: organisation.id,
    name: organisation.name,
    score: formatHalfUp(score),
    exact: toDecimalString(score, EXACT_DIGITS),
    fraction: toFractionText(score),
    entries: organisation.ranked.length,
    complete: organisation.complete,
    tie,
    reason: null,
  };
}

function unrankedRow(
  { id, name, ranked, complete }: Organisation,
  reason: Reason | null,
): OrganisationRow {
  return {
    place: null,
    id,
    name,
    score: null,
    exact: null,
    fraction: null,
    entries: ranked.length,
    complete,
    tie: null,
    reason,
  };
}
