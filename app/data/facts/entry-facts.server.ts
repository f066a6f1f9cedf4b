import { type Category } from "~/domain/cycle";
import { missingToNominate, type EntrySnapshot } from "~/domain/entry-snapshot";
import type { CycleState } from "~/domain/lifecycle/cycle-states";
import type { EntryState } from "~/domain/lifecycle/entry-table";
import type { EntryFacts } from "~/domain/lifecycle/facts";
import type { Relation } from "~/domain/lifecycle/parties";
import type { Actor } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "../connection.server";
import { fromJson } from "../rows.server";
import { countRows, covers, loadPast } from "./shared.server";

/** An entry with what its cycle and project say about it. */
export interface EntryRow {
  id: string;
  cycleId: string;
  roundId: string | null;
  projectId: string | null;
  code: string;
  title: string;
  organisationId: string | null;
  organisationName: string;
  departmentId: string | null;
  category: string;
  state: EntryState;
  stateSince: string;
  snapshot: string;
  revision: number;
  dueOn: string;
  position: number;
  isSetAside: number;
  replacedById: string | null;
  eventSeq: number;
  createdAt: string;
  updatedAt: string;
  organiserId: string;
  cycleState: CycleState;
  cycleName: string;
  cycleKind: "hospital" | "municipal";
  options: string;
  categories: string;
  workflowVersion: number;
  leadId: string | null;
}

const NO_DUE_DATE = "9999-12-31";

export async function loadEntryRow(db: Queryable, id: string): Promise<EntryRow | undefined> {
  return (await db("entries as e")
    .join("cycles as c", "c.id", "e.cycleId")
    .leftJoin("projects as p", "p.id", "e.projectId")
    .where({ "e.id": id })
    .first(
      "e.*",
      "c.organisationId as organiserId",
      "c.state as cycleState",
      "c.name as cycleName",
      "c.kind as cycleKind",
      "c.options",
      "c.categories",
      "c.workflowVersion",
      "p.leadId",
    )) as EntryRow | undefined;
}

/** Everything `decide` asks about an entry, for this actor (null: the scheduler). */
export async function loadEntryFacts(
  db: Queryable,
  row: EntryRow,
  actor: Actor | null,
  now: string,
): Promise<EntryFacts> {
  const past = await loadPast(db, "entry", row.id);
  return {
    state: row.state,
    today: shanghaiDate(now),
    relations: relationsOf(row, actor),
    inScope: await isInScope(db, row, actor),
    conditions: [],
    consents: past.consents,
    lastEvent: past.lastEvent,
    choices: {},
    resumeTo: null,
    formMissing: missingToNominate(
      { title: row.title, category: row.category, snapshot: fromJson<EntrySnapshot>(row.snapshot) },
      fromJson<Category[]>(row.categories).map((category) => category.key),
    ),
    organisationEntries: await countRows(
      db("entries")
        .where({ cycleId: row.cycleId, organisationId: row.organisationId })
        .whereNot({ id: row.id })
        .whereNotIn("state", ["draft", "disqualified", "withdrawn"])
        .count({ n: "*" }),
    ),
    cycleState: row.cycleState,
    dueOn: row.dueOn === NO_DUE_DATE ? null : row.dueOn,
    validSheets: await countValidSheets(db, row),
  };
}

function relationsOf(row: EntryRow, actor: Actor | null): Relation[] {
  if (!actor) return [];
  const relations: Relation[] = [];
  if (actor.organisationIds.includes(row.organiserId)) relations.push("organiser");
  if (row.organisationId !== null && actor.hospitalId === row.organisationId)
    relations.push("own_hospital");
  if (row.leadId === actor.personId) relations.push("lead");
  return relations;
}

/**
 * A hospital's office acts on its own entries, everybody else within the organisation that runs the
 * cycle; a chair hosts the rounds they sit in, wherever they were appointed.
 */
async function isInScope(db: Queryable, row: EntryRow, actor: Actor | null): Promise<boolean> {
  if (!actor) return true;
  if (actor.role === "panel_chair") {
    if (row.roundId === null) return false;
    const seat: unknown = await db("panelMembers")
      .where({ roundId: row.roundId, personId: actor.personId, status: "accepted" })
      .first("id");
    return seat !== undefined;
  }
  return covers(actor, {
    organisationIds:
      actor.role === "office" ? [row.organiserId, row.organisationId] : [row.organiserId],
    cycleId: row.cycleId,
  });
}

function countValidSheets(db: Queryable, row: EntryRow): Promise<number> {
  if (row.roundId === null) return Promise.resolve(0);
  return countRows(
    db("sheets as s")
      .join("rounds as r", "r.id", "s.roundId")
      .where({ "s.entryId": row.id, "s.isLate": 0 })
      .whereRaw("s.generation = r.generation")
      .whereIn("s.state", ["submitted", "sealed"])
      .count({ n: "*" }),
  );
}
