import type { Actor } from "~/domain/people";
import type { StandingRule } from "~/domain/standing/types";
import type { Queryable } from "./connection.server";
import {
  nameOfCategory,
  parsedStanding,
  readStanding,
  tierNames,
} from "./standing-access.server";
import {
  organisationRows,
  standingRows,
  type OrganisationListItem,
  type StandingListItem,
} from "./standing-list.server";

export interface ExportedStanding {
  readonly cycle: { readonly id: string; readonly name: string; readonly year: number };
  readonly round: { readonly id: string; readonly name: string };
  readonly version: number;
  readonly digest: string;
  readonly rule: StandingRule;
  readonly criteria: readonly { readonly key: string; readonly name: string; readonly weight: string }[];
  readonly computedAt: string;
  readonly revealedAt: string | null;
  readonly publishedAt: string | null;
  readonly generatedAt: string;
  readonly generatedFor: { readonly name: string; readonly role: string };
  readonly entries: readonly {
    readonly place: number | null;
    readonly code: string;
    readonly title: string;
    readonly organisation: string;
    readonly category: string;
    readonly score: string | null;
    readonly sheets: number;
    readonly tier: string | null;
  }[];
  readonly organisations: readonly {
    readonly place: number | null;
    readonly name: string;
    readonly score: string | null;
    readonly entries: number;
  }[];
}

/**
 * The whole standing as a file says it, in the order shown. Refuses as `readStanding`.
 * `organisation` is the name of `organisations` also where an entry was nominated under an older one.
 */
export async function exportStanding(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  roundId: string,
  now: string,
): Promise<ExportedStanding> {
  const { cycle, round, record } = await readStanding(db, actor, cycleId, roundId);
  const { standing } = await parsedStanding(db, record.id);
  const organisations = (await organisationRows(db, record.id).orderBy(
    "o.position",
  )) as OrganisationListItem[];
  const entries = (await standingRows(db, record.id).orderBy("t.position")) as StandingListItem[];
  const nameById = new Map(
    organisations.flatMap((row) =>
      row.organisationId === null ? [] : [[row.organisationId, row.name] as const],
    ),
  );
  const tiers = tierNames(standing);
  return {
    cycle: { id: cycle.id, name: cycle.name, year: cycle.year },
    round: { id: round.roundId, name: round.roundName },
    version: record.version,
    digest: record.digest,
    rule: standing.rule,
    criteria: standing.rubric.criteria.map(({ key, name, weight }) => ({ key, name, weight })),
    computedAt: record.computedAt,
    revealedAt: record.revealedAt,
    publishedAt: record.publishedAt,
    generatedAt: now,
    generatedFor: { name: actor.name, role: actor.role },
    entries: entries.map((row) => ({
      place: row.place,
      code: row.code,
      title: row.title,
      organisation: nameById.get(row.organisationId ?? "") ?? row.organisation,
      category: nameOfCategory(cycle.categories, row.category),
      score: row.score,
      sheets: row.sheets,
      tier: row.tier === null ? null : (tiers.get(row.tier) ?? row.tier),
    })),
    organisations: organisations.map(({ place, name, score, entries: count }) => ({
      place,
      name,
      score,
      entries: count,
    })),
  };
}
