import type { Rubric } from "~/domain/rubric/score";
import { canonicalJson } from "~/domain/standing/canonical-json";
import { computeStanding } from "~/domain/standing/standing";
import type {
  Standing,
  StandingEntry,
  StandingRule,
  StandingSheet,
  TieDecision,
} from "~/domain/standing/types";
import type { Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { ruleOf, rubricOf, type RoundWithCycle } from "./rounds.server";
import { fromJson, insertMany } from "./rows.server";
import { sha256 } from "./sheet-chain.server";

/** A standing as stored: what was computed, and the ends of the sheets' chains it was computed from. */
export type StoredStanding = Standing & {
  readonly sheets: readonly { readonly id: string; readonly head: string }[];
};

export interface StandingRecord {
  id: string;
  cycleId: string;
  roundId: string;
  version: number;
  generation: number;
  digest: string;
  frozenBy: string | null;
  witnessId: string | null;
  computedAt: string;
  revealedAt: string | null;
  publishedAt: string | null;
}

interface EntryRow {
  id: string;
  code: string;
  title: string;
  organisationId: string | null;
  organisationName: string;
  departmentId: string | null;
  category: string;
  state: string;
  isSetAside: number;
}

/** The valid sheets of a generation: handed in, not void, not late. */
function validSheets(db: Queryable, roundId: string, generation: number) {
  return db("sheets as s")
    .join("panelMembers as m", "m.id", "s.panelMemberId")
    .where({ "s.roundId": roundId, "s.generation": generation, "s.isLate": 0 })
    .whereIn("s.state", ["submitted", "sealed"])
    .orderBy("s.id");
}

/**
 * What a standing is computed from, in an order that does not depend on the database. Never for a page
 * before the reveal: callers are the freeze, and readers of a revealed standing.
 */
export async function standingInput(
  db: Queryable,
  round: { id: string; generation: number },
): Promise<{ entries: StandingEntry[]; heads: { id: string; head: string }[] }> {
  const entries = (await db("entries")
    .where({ roundId: round.id })
    .whereNotIn("state", ["draft", "nominated", "returned", "disqualified"])
    .orderBy("code")
    .orderBy("id")
    .select(
      "id",
      "code",
      "title",
      "organisationId",
      "organisationName",
      "category",
      "state",
      "isSetAside",
    )) as EntryRow[];
  const sheets = (await validSheets(db, round.id, round.generation).select(
    "s.id",
    "s.entryId",
    "s.scores",
    "s.head",
    "m.id as expertId",
    "m.name as expert",
  )) as {
    id: string;
    entryId: string;
    scores: string;
    head: string;
    expertId: string;
    expert: string;
  }[];
  const recused = (await db("recusals")
    .where({ roundId: round.id })
    .whereNull("dismissedAt")
    .groupBy("entryId")
    .select("entryId")
    .count({ n: "*" })) as unknown as { entryId: string; n: number }[];
  const recusedOf = new Map(recused.map((row) => [row.entryId, Number(row.n)]));
  // An entry that left the round took its sheets out of the count.
  const listed = new Set(entries.map((entry) => entry.id));
  const sheetsOf = new Map<string, StandingSheet[]>();
  for (const { id, entryId, scores, expertId, expert } of sheets)
    sheetsOf.set(entryId, [
      ...(sheetsOf.get(entryId) ?? []),
      { id, expertId, expert, scores: fromJson(scores) },
    ]);
  return {
    entries: entries.map((entry) => ({
      id: entry.id,
      code: entry.code,
      title: entry.title,
      organisationId: entry.organisationId,
      organisation: entry.organisationName,
      category: entry.category,
      state: standingState(entry),
      recused: recusedOf.get(entry.id) ?? 0,
      sheets: sheetsOf.get(entry.id) ?? [],
    })),
    heads: sheets
      .filter(({ entryId }) => listed.has(entryId))
      .map(({ id, head }) => ({ id, head }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function standingState({ state, isSetAside }: EntryRow): StandingEntry["state"] {
  if (state === "withdrawn" || state === "absent") return state;
  return isSetAside === 1 ? "set_aside" : "ok";
}

export interface Fixing {
  frozenBy: string | null;
  witnessId: string | null;
  decisions?: readonly TieDecision[];
}

/** Computes the standing of a round as it is now and stores it as the next version. */
export async function fixStanding(
  tx: Transaction,
  round: RoundWithCycle,
  { frozenBy, witnessId, decisions = [] }: Fixing,
  now: string,
): Promise<StandingRecord> {
  const { entries, heads } = await standingInput(tx, round);
  const rubric: Rubric = rubricOf(round);
  const rule: StandingRule = ruleOf(round);
  const stored: StoredStanding = {
    ...computeStanding(rubric, rule, entries, decisions),
    sheets: heads,
  };
  const result = canonicalJson(stored);
  const last = (await tx("standings")
    .where({ roundId: round.id })
    .max({ version: "version" })
    .first()) as { version: number | null } | undefined;
  const record: StandingRecord = {
    id: newId(),
    cycleId: round.cycleId,
    roundId: round.id,
    version: (last?.version ?? 0) + 1,
    generation: round.generation,
    digest: sha256(result),
    frozenBy,
    witnessId,
    computedAt: now,
    revealedAt: null,
    publishedAt: null,
  };
  await tx("standings").insert({
    ...record,
    rule: canonicalJson(rule),
    rubric: canonicalJson(rubric),
    result,
  });
  await insertMany(
    tx,
    "standingEntries",
    stored.entries.map((row, index) => ({
      standingId: record.id,
      entryId: row.id,
      position: index + 1,
      place: row.place,
      categoryPlace: row.categoryPlace,
      score: row.score,
      sheets: row.sheets,
      tier: row.tier,
      category: row.category,
      organisationName: row.organisation,
    })),
  );
  await insertMany(
    tx,
    "standingOrganisations",
    stored.organisations.map((row, index) => ({
      standingId: record.id,
      position: index + 1,
      organisationId: row.id,
      name: row.name,
      place: row.place,
      score: row.score,
      entries: row.entries,
    })),
  );
  return record;
}

const COLUMNS = [
  "id",
  "cycleId",
  "roundId",
  "version",
  "generation",
  "digest",
  "frozenBy",
  "witnessId",
  "computedAt",
  "revealedAt",
  "publishedAt",
] as const;

/** The latest standing of a round, without its figures: safe to name before the reveal. */
export function latestStanding(db: Queryable, roundId: string): Promise<StandingRecord | undefined> {
  return db("standings")
    .where({ roundId })
    .orderBy("version", "desc")
    .first(...COLUMNS) as Promise<StandingRecord | undefined>;
}

/** The latest standing that counts and may be read: revealed, of the round's present generation. */
export async function revealedStanding(
  db: Queryable,
  roundId: string,
): Promise<{ record: StandingRecord; standing: StoredStanding } | null> {
  const row = (await db("standings as t")
    .join("rounds as r", "r.id", "t.roundId")
    .where({ "t.roundId": roundId, "r.state": "revealed" })
    .whereRaw("t.generation = r.generation")
    .whereNotNull("t.revealedAt")
    .orderBy("t.version", "desc")
    .first(...COLUMNS.map((column) => `t.${column}`), "t.result")) as
    | (StandingRecord & { result: string })
    | undefined;
  if (!row) return null;
  const { result, ...record } = row;
  return { record, standing: fromJson<StoredStanding>(result) };
}

/** Reads the result of a standing by id. Callers have checked that their reader may see it. */
export async function loadStanding(
  db: Queryable,
  id: string,
): Promise<{ record: StandingRecord; standing: StoredStanding } | null> {
  const row = (await db("standings")
    .where({ id })
    .first(...COLUMNS, "result")) as (StandingRecord & { result: string }) | undefined;
  if (!row) return null;
  const { result, ...record } = row;
  return { record, standing: fromJson<StoredStanding>(result) };
}

/** Opens the latest standing to its readers and gives the projects their score for lists. */
export async function revealStanding(tx: Transaction, roundId: string, now: string): Promise<void> {
  const latest = await latestStanding(tx, roundId);
  if (!latest) return;
  await tx("standings").where({ id: latest.id }).update({ revealedAt: now });
  const rows = (await tx("standingEntries as s")
    .join("entries as e", "e.id", "s.entryId")
    .join("rounds as r", "r.id", "e.roundId")
    .where({ "s.standingId": latest.id })
    // A hospital learns a municipal score by the publication, on the standing's own page.
    .whereNot({ "r.kind": "municipal" })
    .whereNotNull("e.projectId")
    .select("e.projectId", "s.score")) as { projectId: string; score: string | null }[];
  for (const { projectId, score } of rows)
    await tx("projects").where({ id: projectId }).update(scoreColumns(score));
}

/** `score_rank` sorts lists: the score × 10^6, which stays below 2^31 up to 2,147 points. */
export function scoreColumns(score: string | null): { score: string; scoreRank: number } {
  if (score === null) return { score: "", scoreRank: 0 };
  return { score, scoreRank: Math.min(2_147_483_647, Math.round(Number(score) * 1_000_000)) };
}
