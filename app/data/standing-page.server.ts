import type { Actor } from "~/domain/people";
import { refusal } from "~/domain/refusal";
import { canonicalJson } from "~/domain/standing/canonical-json";
import { computeStanding } from "~/domain/standing/standing";
import type { StandingReport } from "~/domain/standing/types";
import type { Queryable } from "./connection.server";
import { sha256, verifyChains } from "./sheet-chain.server";
import {
  closedBecause,
  nameOfCategory,
  openStandings,
  parsedStanding,
  tierNames,
  type ParsedStanding,
  type ReadableStanding,
} from "./standing-access.server";
import {
  listStandingEntries,
  listStandingOrganisations,
  summariseCategories,
  type StandingFilter,
} from "./standing-list.server";
import { standingInput } from "./standings.server";

export interface StandingPageQuery extends StandingFilter {
  roundId: string;
  tab: string;
  verify: boolean;
}

const NAMED = 12;

/** The page: one tab's rows, the rule and what the organisers must see. Nothing at all before its time. */
export async function loadStandingPage(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  query: StandingPageQuery,
) {
  const access = await openStandings(db, actor, cycleId, query.roundId);
  const { cycle, record, round, rounds } = access;
  const head = { id: cycle.id, name: cycle.name, kind: cycle.kind };
  if (!record || !round)
    return { cycle: head, closed: refusal(closedBecause(access), {}, 403), open: null };
  const readable: ReadableStanding = { ...access, record, round };
  const parsed = await parsedStanding(db, record.id);
  const { standing } = parsed;
  const tab: "entries" | "organisations" | "categories" =
    query.tab === "organisations" || query.tab === "categories" ? query.tab : "entries";
  const categories = cycle.categories.map(({ key, name }) => ({ key, name }));
  return {
    cycle: head,
    closed: null,
    open: {
      ...facts(readable, parsed),
      rounds: rounds.map(({ roundId, roundName }) => ({ id: roundId, name: roundName })),
      experts: await expertsOf(db, readable),
      tab,
      categories,
      tiers: standing.rule.tiers.list.map(({ key, name }) => ({ key, name })),
      organisationNames: standing.organisations.slice(0, 300).map(({ name }) => name),
      entries: tab === "entries" ? await listStandingEntries(db, record.id, query) : null,
      organisations: await listStandingOrganisations(
        db,
        record.id,
        tab === "organisations" ? query.cursor : null,
        tab === "organisations" ? 50 : 5,
      ),
      byCategory: tab === "categories" ? await summariseCategories(db, record.id) : null,
      reports: reportsOf(parsed),
      verified:
        query.verify && (access.isOrganiser || access.isWitness)
          ? await verifyStanding(db, readable)
          : null,
    },
  };
}

/** What every view of a standing says of it. */
export function facts({ record, round, isOrganiser, isWitness }: ReadableStanding, parsed: ParsedStanding) {
  const { standing } = parsed;
  const { version, digest, computedAt, revealedAt, publishedAt } = record;
  return {
    round: { id: round.roundId, name: round.roundName },
    version,
    digest,
    computedAt,
    revealedAt,
    publishedAt,
    rule: standing.rule,
    criteria: standing.rubric.criteria.map(({ key, name, weight }) => ({ key, name, weight })),
    ranked: standing.ranked,
    entryCount: standing.entries.length,
    organisationCount: standing.organisations.length,
    maySeeSheets: isOrganiser,
    mayVerify: isOrganiser || isWitness,
  };
}

/** Experts whose sheets count. */
async function expertsOf(db: Queryable, { record }: ReadableStanding): Promise<number> {
  const [row] = (await db("sheets")
    .where({ roundId: record.roundId, generation: record.generation, isLate: 0 })
    .whereIn("state", ["submitted", "sealed"])
    .countDistinct({ n: "panelMemberId" })) as { n: number }[];
  return Number(row?.n ?? 0);
}

/** Ties across edges, decisions to be taken, entries without a place and incomplete organisations. */
function reportsOf({ standing, rowOf }: ParsedStanding) {
  const names = tierNames(standing);
  const organisationOf = new Map(standing.organisations.map((row) => [row.id ?? row.name, row.name]));
  const named = ({ of, ids }: StandingReport) =>
    ids
      .slice(0, NAMED)
      .map((id) => (of === "entries" ? (rowOf.get(id)?.title ?? id) : (organisationOf.get(id) ?? id)));
  const unranked = standing.entries.slice(standing.ranked);
  const incomplete = standing.organisations.filter(({ complete }) => !complete);
  return {
    ties: standing.reports.slice(0, 50).map((report) => ({
      code: report.code,
      of: report.of,
      place: report.place,
      category: report.category,
      score: report.score,
      count: report.ids.length,
      names: named(report),
      tiers: report.tiers.map((key) => (key === null ? null : (names.get(key) ?? key))),
    })),
    unranked: {
      count: unranked.length,
      rows: unranked.slice(0, NAMED).map(({ id, code, title, reason }) => ({
        id,
        code,
        title,
        reason: reason?.code ?? "no_valid_sheets",
        facts: reason?.facts ?? {},
      })),
    },
    incomplete: {
      count: incomplete.length,
      required: standing.rule.groups.entriesRequired,
      rows: incomplete.slice(0, NAMED).map(({ name, entries }) => ({ name, entries })),
    },
  };
}

/**
 * Three questions: is the stored text the one the digest was taken of, do the sheets as they are now
 * give the same text, and is every sheet's chain of events unbroken?
 */
async function verifyStanding(db: Queryable, { record }: ReadableStanding) {
  const row = (await db("standings").where({ id: record.id }).first("result")) as { result: string };
  const { standing } = await parsedStanding(db, record.id);
  const input = await standingInput(db, { id: record.roundId, generation: record.generation });
  const again = computeStanding(standing.rubric, standing.rule, input.entries);
  return {
    stored: sha256(row.result) === record.digest,
    recomputed: sha256(canonicalJson({ ...again, sheets: input.heads })) === record.digest,
    brokenChains: (await verifyChains(db, record.roundId)).length,
  };
}

export { nameOfCategory };
export type StandingPageData = Awaited<ReturnType<typeof loadStandingPage>>;
