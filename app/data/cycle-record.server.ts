import type { Queryable } from "./connection.server";
import { fromJson } from "./rows.server";

export interface RecordFile {
  name: string;
  content: string;
}

/** The columns of each part that hold JSON text, so that the file holds the value itself. */
const JSON_COLUMNS = [
  "options",
  "dates",
  "categories",
  "quotas",
  "rule",
  "rubric",
  "body",
  "result",
  "drawn",
  "facts",
];

function readable(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      JSON_COLUMNS.includes(key) && typeof value === "string" ? fromJson<unknown>(value) : value,
    ]),
  );
}

/** What a cycle leaves behind, one JSON file a part. Sheets stay with the round: they are not public. */
export async function gatherCycleRecord(db: Queryable, cycleId: string): Promise<RecordFile[]> {
  const roundIds = (await db("rounds").where({ cycleId }).pluck("id")) as string[];
  const entryIds = (await db("entries").where({ cycleId }).pluck("id")) as string[];
  const parts: Record<string, PromiseLike<unknown>> = {
    cycle: db("cycles").where({ id: cycleId }),
    participants: db("cycleParticipants as p")
      .join("organisations as o", "o.id", "p.organisationId")
      .where({ "p.cycleId": cycleId })
      .orderBy("o.sortKey")
      .select("o.id", "o.name"),
    rubrics: db("rubrics").where({ cycleId }).orderBy("roundKind").orderBy("version"),
    entries: db("entries")
      .where({ cycleId })
      .orderBy("code")
      .select("id", "code", "title", "organisationName", "category", "state", "position"),
    "entry-versions": db("entryVersions")
      .whereIn("entryId", entryIds)
      .orderBy("entryId")
      .orderBy("number"),
    lots: db("lots").where({ cycleId }).orderBy("drawnAt"),
    standings: db("standings").whereIn("roundId", roundIds).orderBy("roundId").orderBy("version"),
    history: db("events")
      .where({ subjectKind: "cycle", subjectId: cycleId })
      .orderBy("seq")
      .select("seq", "at", "actorRole", "transition", "fromState", "toState", "reason"),
  };
  const files: RecordFile[] = [];
  for (const [name, query] of Object.entries(parts)) {
    const rows = (await query) as Record<string, unknown>[];
    files.push({ name: `${name}.json`, content: `${JSON.stringify(rows.map(readable), null, 2)}\n` });
  }
  return files;
}
