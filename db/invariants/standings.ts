import type { Queryable } from "~/data/connection.server";
import { standingInput, type StoredStanding } from "~/data/standings.server";
import { sha256 } from "~/data/sheet-chain.server";
import { canonicalJson } from "~/domain/standing/canonical-json";
import { computeStanding } from "~/domain/standing/standing";
import { never, select, type Invariant } from "./invariant";

interface StandingRow {
  id: string;
  roundId: string;
  generation: number;
  result: string;
  digest: string;
}

const allStandings = (db: Queryable, where = "1 = 1") =>
  select<StandingRow>(
    db,
    `select s.id, s.round_id, s.generation, s.result, s.digest from standings s
       join rounds r on r.id = s.round_id where ${where}`,
  );

/** The newest of the generation that counts, where nothing can move any more. */
const LATEST = `s.generation = r.generation and r.state in ('frozen', 'revealed')
  and s.version = (select max(v.version) from standings v where v.round_id = r.id)`;

interface ListedEntry {
  entryId: string;
  place: number | null;
  categoryPlace: number | null;
  score: string | null;
  sheets: number;
  tier: string | null;
}

interface ListedOrganisation {
  organisationId: string | null;
  name: string;
  place: number | null;
  score: string | null;
  entries: number;
}

async function listedAsComputed(db: Queryable, row: StandingRow): Promise<boolean> {
  const { entries, organisations } = JSON.parse(row.result) as StoredStanding;
  const listed = (await db("standingEntries")
    .where({ standingId: row.id })
    .orderBy("position")
    .select("entryId", "place", "categoryPlace", "score", "sheets", "tier")) as ListedEntry[];
  const groups = (await db("standingOrganisations")
    .where({ standingId: row.id })
    .orderBy("position")
    .select("organisationId", "name", "place", "score", "entries")) as ListedOrganisation[];
  return (
    canonicalJson(listed.map((one) => ({ ...one }))) ===
      canonicalJson(
        entries.map(({ id, place, categoryPlace, score, sheets, tier }) => ({
          entryId: id,
          place,
          categoryPlace,
          score,
          sheets,
          tier,
        })),
      ) &&
    canonicalJson(groups.map((one) => ({ ...one }))) ===
      canonicalJson(
        organisations.map(({ id, name, place, score, entries: n }) => ({
          organisationId: id,
          name,
          place,
          score,
          entries: n,
        })),
      )
  );
}

/** Where a committee decided ties the order cannot be computed again: the scores still can. */
async function recomputes(db: Queryable, row: StandingRow): Promise<boolean> {
  const stored = JSON.parse(row.result) as StoredStanding;
  const { entries, heads } = await standingInput(db, {
    id: row.roundId,
    generation: row.generation,
  });
  if (canonicalJson(heads) !== canonicalJson(stored.sheets)) return false;
  const again = computeStanding(stored.rubric, stored.rule, entries, []);
  const scores = (rows: StoredStanding["entries"]) =>
    canonicalJson(Object.fromEntries(rows.map(({ id, score }) => [id, score])));
  return scores(again.entries) === scores(stored.entries);
}

async function failing(
  rows: readonly StandingRow[],
  holds: (row: StandingRow) => boolean | Promise<boolean>,
): Promise<string[]> {
  const found: string[] = [];
  for (const row of rows) if (!(await holds(row))) found.push(row.id);
  return found;
}

export const standingInvariants: readonly Invariant[] = [
  {
    name: "standings_unchanged",
    says: "A standing still has the digest it was fixed with.",
    find: async (db) =>
      failing(await allStandings(db), ({ result, digest }) => sha256(result) === digest),
  },
  {
    name: "standings_listed_as_computed",
    says: "The rows that lists page through are those of the standing itself.",
    find: async (db) => failing(await allStandings(db), (row) => listedAsComputed(db, row)),
  },
  {
    name: "standings_recompute",
    says: "The sealed sheets of a frozen round give the scores of its standing again.",
    find: async (db) => failing(await allStandings(db, LATEST), (row) => recomputes(db, row)),
  },
  never(
    "frozen_rounds_have_standings",
    "A frozen round has the standing of its generation.",
    `select r.id from rounds r where r.state in ('frozen', 'revealed') and not exists (
       select 1 from standings s where s.round_id = r.id and s.generation = r.generation)`,
  ),
  never(
    "nothing_revealed_early",
    "A standing is open to readers only once its round is revealed.",
    `select s.id from standings s join rounds r on r.id = s.round_id
     where (s.revealed_at is not null and s.generation = r.generation and r.state <> 'revealed')
       or (s.published_at is not null and s.revealed_at is null)`,
  ),
  never(
    "project_scores_are_revealed",
    "A project shows a score only where a revealed standing gives it.",
    `select p.id from projects p where p.score <> '' and not exists (
       select 1 from entries e join standing_entries x on x.entry_id = e.id
         join standings s on s.id = x.standing_id
       where e.project_id = p.id and s.revealed_at is not null and x.score = p.score)`,
  ),
];
