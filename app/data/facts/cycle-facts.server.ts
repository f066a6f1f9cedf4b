import { rubricSchema } from "~/domain/rubric/rubric";
import { roundKindsOf, type CycleDates, type CycleKind } from "~/domain/cycle";
import type { CycleState } from "~/domain/lifecycle/cycle-states";
import type { CycleFacts } from "~/domain/lifecycle/facts";
import { workflowOptionsSchema, type WorkflowOptions } from "~/domain/lifecycle/options";
import type { Condition, Relation } from "~/domain/lifecycle/parties";
import type { Actor } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "../connection.server";
import { fromJson } from "../rows.server";
import { countRows, covers, loadPast } from "./shared.server";

export interface CycleRow {
  id: string;
  kind: CycleKind;
  organisationId: string;
  year: number;
  name: string;
  state: CycleState;
  stateSince: string;
  workflowVersion: number;
  options: string;
  dates: string;
  categories: string;
  quotas: string;
  rule: string;
  revision: number;
  eventSeq: number;
  isDemo: number;
  createdAt: string;
}

export async function loadCycleRow(db: Queryable, id: string): Promise<CycleRow | undefined> {
  return (await db("cycles").where({ id }).first()) as CycleRow | undefined;
}

export const cycleOptions = (row: Pick<CycleRow, "options">): WorkflowOptions =>
  workflowOptionsSchema.parse(fromJson(row.options));

/** States in which an entry counts for its organisation's number once the order is drawn. */
const IN_THE_FIELD = [
  "qualified",
  "scheduled",
  "postponed",
  "presented",
  "scored",
  "absent",
  "unrankable",
];

/** States of a hospital's project before anything was decided about it. */
const UNDECIDED = [
  "endorsing",
  "submitted",
  "returned",
  "accepted",
  "in_review",
  "reviewed",
  "on_agenda",
  "approved",
];

interface RoundOfCycle {
  id: string;
  state: string;
  generation: number;
}

/** Everything `decide` asks about a cycle of either kind, for this actor (null: the scheduler). */
export async function loadCycleFacts(
  db: Queryable,
  row: CycleRow,
  actor: Actor | null,
  now: string,
): Promise<CycleFacts> {
  const past = await loadPast(db, "cycle", row.id);
  const rounds = (await db("rounds")
    .where({ cycleId: row.id })
    .select("id", "state", "generation")) as RoundOfCycle[];
  const roundIds = rounds.map((round) => round.id);
  const notice = (await db("notices")
    .where({ cycleId: row.id, kind: "standing" })
    .whereNot({ state: "withdrawn" })
    .orderBy("publishedAt", "desc")
    .first("id", "endsOn")) as { id: string; endsOn: string } | undefined;
  const municipal = row.kind === "municipal";
  const { applyUntil } = fromJson<Partial<CycleDates>>(row.dates);
  return {
    state: row.state,
    today: shanghaiDate(now),
    relations: relationsOf(row, actor),
    inScope: covers(actor, { organisationIds: [row.organisationId], cycleId: row.id }),
    conditions: await conditionsOf(db, rounds),
    consents: past.consents,
    lastEvent: past.lastEvent,
    choices: {},
    resumeTo: null,
    rubricReady: await rubricReady(db, row),
    collectsUntil: applyUntil ? applyUntil : null,
    organisationsShort: municipal ? await organisationsShort(db, row) : [],
    entriesUnchecked: municipal
      ? await countRows(
          db("entries")
            .where({ cycleId: row.id })
            .whereIn("state", ["nominated", "returned"])
            .count({ n: "*" }),
        )
      : 0,
    panel: await countRows(
      db("panelMembers")
        .whereIn("roundId", roundIds)
        .where({ status: "accepted" })
        .whereNot({ seat: "reserve" })
        .count({ n: "*" }),
    ),
    rounds: rounds.length,
    roundsFrozen: rounds.filter(({ state }) => state === "frozen" || state === "revealed").length,
    sheetsStarted: await countRows(
      db("sheets").whereIn("roundId", roundIds).count({ n: "*" }),
    ),
    noticeEndsOn: notice?.endsOn ?? null,
    openObjections: await countRows(
      db("objections as o")
        .join("notices as n", "n.id", "o.noticeId")
        .where({ "n.cycleId": row.id, "n.kind": "standing" })
        .whereIn("o.state", ["lodged", "checking"])
        .count({ n: "*" }),
    ),
    projectsUndecided: municipal
      ? 0
      : await countRows(
          db("projects")
            .where({ cycleId: row.id })
            .whereIn("state", UNDECIDED)
            .count({ n: "*" }),
        ),
    packageSealed: (await findCyclePackage(db, row.id)) !== undefined,
  };
}

export interface CyclePackage {
  id: string;
  name: string;
  size: number;
  sha256: string;
  uploadedAt: string;
}

/** The latest sealed package of a cycle. */
export function findCyclePackage(db: Queryable, cycleId: string): Promise<CyclePackage | undefined> {
  return db("attachments")
    .where({ subjectKind: "cycle", subjectId: cycleId, purpose: "archive" })
    .whereNull("removedAt")
    .orderBy("uploadedAt", "desc")
    .first("id", "name", "size", "sha256", "uploadedAt") as Promise<CyclePackage | undefined>;
}

function relationsOf(row: CycleRow, actor: Actor | null): Relation[] {
  if (!actor) return [];
  const relations: Relation[] = [];
  if (actor.organisationIds.includes(row.organisationId)) relations.push("organiser");
  if (actor.hospitalId === row.organisationId) relations.push("own_hospital");
  return relations;
}

/** Routine: scored once, nothing voided, no late sheet taken. */
async function conditionsOf(db: Queryable, rounds: readonly RoundOfCycle[]): Promise<Condition[]> {
  if (rounds.some((round) => round.generation > 1)) return [];
  const exceptions = await countRows(
    db("sheets")
      .whereIn(
        "roundId",
        rounds.map((round) => round.id),
      )
      .andWhere((where) => where.where({ state: "void" }).orWhere({ isLate: 1 }))
      .count({ n: "*" }),
  );
  return exceptions === 0 ? ["routine"] : [];
}

/** Every round the cycle will hold has criteria that can be scored. */
async function rubricReady(db: Queryable, row: CycleRow): Promise<boolean> {
  const rubrics = (await db("rubrics")
    .where({ cycleId: row.id })
    .orderBy("version")
    .select("roundKind", "body")) as { roundKind: string; body: string }[];
  const latest = new Map(rubrics.map((rubric) => [rubric.roundKind, rubric.body]));
  return roundKindsOf(row.kind).every((kind) => {
    const body = latest.get(kind);
    return body !== undefined && rubricSchema.safeParse(fromJson(body)).success;
  });
}

/** Names of participants without exactly the number of entries that the cycle asks for. */
async function organisationsShort(db: Queryable, row: CycleRow): Promise<string[]> {
  const { entriesPerOrganisation } = cycleOptions(row);
  if (entriesPerOrganisation === null) return [];
  const participants = (await db("cycleParticipants as p")
    .join("organisations as o", "o.id", "p.organisationId")
    .where({ "p.cycleId": row.id })
    .orderBy("o.sortKey")
    .select("o.id", "o.name")) as { id: string; name: string }[];
  const counts = (await db("entries")
    .where({ cycleId: row.id })
    .whereIn("state", IN_THE_FIELD)
    .groupBy("organisationId")
    .select("organisationId")
    .count({ n: "*" })) as { organisationId: string | null; n: number }[];
  const have = new Map(counts.map((count) => [count.organisationId, Number(count.n)]));
  return participants
    .filter((participant) => (have.get(participant.id) ?? 0) !== entriesPerOrganisation)
    .map((participant) => participant.name);
}
