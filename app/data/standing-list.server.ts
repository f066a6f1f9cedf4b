import type { Knex } from "knex";
import type { Queryable } from "./connection.server";
import { readPage, type Page } from "./keyset.server";
import { countUpTo } from "./rows.server";
import { likePattern } from "./text.server";

export interface StandingListItem {
  id: string;
  position: number;
  place: number | null;
  categoryPlace: number | null;
  code: string;
  title: string;
  organisation: string;
  organisationId: string | null;
  category: string;
  score: string | null;
  sheets: number;
  tier: string | null;
}

export interface StandingFilter {
  q: string;
  category: string;
  organisation: string;
  sort: string;
  cursor: string | null;
}

const PAGE = 50;

/** The standing's rows; they page by the index on (standing, position), however many there are. */
export function standingRows(db: Queryable, standingId: string): Knex.QueryBuilder {
  return db("standingEntries as t")
    .join("entries as e", "e.id", "t.entryId")
    .where({ "t.standingId": standingId })
    .select(
      "e.id",
      "t.position",
      "t.place",
      "t.categoryPlace",
      "e.code",
      "e.title",
      "t.organisationName as organisation",
      "e.organisationId",
      "t.category",
      "t.score",
      "t.sheets",
      "t.tier",
    );
}

export async function listStandingEntries(
  db: Queryable,
  standingId: string,
  filter: StandingFilter,
): Promise<{ page: Page<StandingListItem>; total: { count: number; capped: boolean } }> {
  const query = standingRows(db, standingId);
  if (filter.q.trim() !== "")
    query.andWhereRaw("e.search_text like ? escape '\\'", [likePattern(filter.q)]);
  if (filter.category !== "") query.andWhere({ "t.category": filter.category });
  if (filter.organisation !== "") query.andWhere({ "t.organisationName": filter.organisation });
  const byCode = filter.sort.replace(/^-/, "") === "code";
  const page = await readPage<StandingListItem>(
    query,
    {
      column: byCode ? "e.code" : "t.position",
      id: byCode ? "e.id" : "t.entryId",
      direction: filter.sort.startsWith("-") ? "desc" : "asc",
    },
    filter.cursor,
    PAGE,
    (row) => (byCode ? row.code : row.position),
  );
  return { page, total: await countUpTo(db, query) };
}

export interface OrganisationListItem {
  /** Its name: places come from `position`, which orders alone. */
  id: string;
  position: number;
  place: number | null;
  organisationId: string | null;
  name: string;
  score: string | null;
  entries: number;
}

export function organisationRows(db: Queryable, standingId: string): Knex.QueryBuilder {
  return db("standingOrganisations as o")
    .where({ "o.standingId": standingId })
    .select(
      "o.name as id",
      "o.position",
      "o.place",
      "o.organisationId",
      "o.name",
      "o.score",
      "o.entries",
    );
}

export function listStandingOrganisations(
  db: Queryable,
  standingId: string,
  cursor: string | null,
  size = PAGE,
): Promise<Page<OrganisationListItem>> {
  return readPage<OrganisationListItem>(
    organisationRows(db, standingId),
    { column: "o.position", id: "o.name", direction: "asc" },
    cursor,
    size,
    (row) => row.position,
  );
}

export interface CategorySummary {
  category: string;
  entries: number;
  ranked: number;
  first: StandingListItem[];
}

const SHOWN_OF_CATEGORY = 3;

export async function summariseCategories(
  db: Queryable,
  standingId: string,
): Promise<CategorySummary[]> {
  const counts = (await db("standingEntries")
    .where({ standingId })
    .groupBy("category")
    .orderBy("category")
    .select("category")
    .count({ entries: "*", ranked: "score" })) as unknown as Omit<CategorySummary, "first">[];
  const summaries: CategorySummary[] = [];
  for (const { category, entries, ranked } of counts.slice(0, 50)) {
    const first = (await standingRows(db, standingId)
      .where({ "t.category": category })
      .orderBy("t.position")
      .limit(SHOWN_OF_CATEGORY)) as StandingListItem[];
    summaries.push({ category, entries: Number(entries), ranked: Number(ranked), first });
  }
  return summaries.sort((a, b) => b.entries - a.entries);
}
