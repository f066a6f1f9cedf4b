import type { RoundFacts } from "~/domain/lifecycle/facts";
import type { Condition, Relation } from "~/domain/lifecycle/parties";
import type { Actor } from "~/domain/people";
import { rubricSchema } from "~/domain/rubric/rubric";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "../connection.server";
import { administratorsAmong, ENTRIES_TO_SCORE } from "../panels.server";
import { NO_DUE_DATE, ruleOf, type RoundWithCycle } from "../rounds.server";
import { fromJson } from "../rows.server";
import { countRows, covers, loadPast } from "./shared.server";

interface EntryCounts {
  title: string;
  isSetAside: number;
  panel: number;
  sheets: number;
}

/** Everything `decide` asks about a round, for this actor (null: the scheduler). */
export async function loadRoundFacts(
  db: Queryable,
  row: RoundWithCycle,
  actor: Actor | null,
  now: string,
): Promise<RoundFacts> {
  const past = await loadPast(db, "round", row.id);
  const entries = (await countedEntries(db, row)).filter((entry) => entry.isSetAside === 0);
  const panel = (await db("panelMembers")
    .where({ roundId: row.id })
    .whereIn("status", ["invited", "accepted"])
    .whereNotNull("personId")
    .pluck("personId")) as string[];
  const organisers = await administratorsAmong(db, row.organiserId, row.cycleId, panel, now);
  const minimumSheets = ruleOf(row).minimumSheets;
  const late = db("sheets").where({ roundId: row.id, generation: row.generation, isLate: 1 });
  return {
    state: row.state,
    today: shanghaiDate(now),
    relations: await relationsOf(db, row, actor),
    inScope: covers(actor, { organisationIds: [row.organiserId], cycleId: row.cycleId }),
    conditions: await conditionsOf(db, row),
    consents: past.consents,
    lastEvent: past.lastEvent,
    choices: {},
    resumeTo: null,
    rubricReady: rubricSchema.safeParse(fromJson(row.rubricBody)).success,
    subjects: entries.length,
    panelShort: entries
      .filter((entry) => Number(entry.panel) < row.minimumPanel)
      .map((entry) => entry.title),
    sheetsShort: entries
      .filter((entry) => Number(entry.sheets) < minimumSheets)
      .map((entry) => entry.title),
    scoringOrganisers: organisers.map((person) => person.name),
    closesOn: row.dueOn === NO_DUE_DATE ? null : row.dueOn,
    lateSheetWaiting:
      (await countRows(late.clone().where({ state: "submitted" }).count({ n: "*" }))) > 0,
    totalsSeen:
      (await countRows(
        db("standings").where({ roundId: row.id, generation: row.generation }).count({ n: "*" }),
      )) > 0,
    openConflicts: await countRows(
      db("sheets as s")
        .join("recusals as x", (join) => {
          join.on("x.panelMemberId", "s.panelMemberId").andOn("x.entryId", "s.entryId");
        })
        .where({ "s.roundId": row.id, "s.generation": row.generation, "s.isLate": 0 })
        .whereIn("s.state", ["submitted", "sealed"])
        .whereNull("x.dismissedAt")
        .count({ n: "*" }),
    ),
  };
}

/** The entries a round still has to score, with how many may and how many did: counts only. */
async function countedEntries(db: Queryable, row: RoundWithCycle): Promise<EntryCounts[]> {
  return (await db("entries as e")
    .where({ "e.roundId": row.id })
    .whereIn("e.state", ENTRIES_TO_SCORE)
    .orderBy("e.position")
    .orderBy("e.code")
    .select(
      "e.title",
      "e.isSetAside",
      db("panelMembers as m")
        .where({ "m.roundId": row.id, "m.status": "accepted" })
        .whereNot({ "m.seat": "reserve" })
        .whereNotExists(
          db("recusals as x")
            .whereRaw("x.panel_member_id = m.id")
            .whereRaw("x.entry_id = e.id")
            .whereNull("x.dismissedAt"),
        )
        .count()
        .as("panel"),
      db("sheets as s")
        .whereRaw("s.entry_id = e.id")
        .where({ "s.generation": row.generation, "s.isLate": 0 })
        .whereIn("s.state", ["submitted", "sealed"])
        .count()
        .as("sheets"),
    )) as EntryCounts[];
}

async function relationsOf(
  db: Queryable,
  row: RoundWithCycle,
  actor: Actor | null,
): Promise<Relation[]> {
  if (!actor) return [];
  const relations: Relation[] = [];
  if (actor.organisationIds.includes(row.organiserId)) relations.push("organiser");
  if (actor.hospitalId === row.organiserId) relations.push("own_hospital");
  const projects = db("entries").where({ roundId: row.id }).whereNotNull("projectId");
  const leads: unknown = await db("projects")
    .whereIn("id", projects.clone().select("projectId"))
    .andWhere({ leadId: actor.personId })
    .first("id");
  if (leads) relations.push("lead");
  const takesPart: unknown = await db("projectMembers")
    .whereIn("projectId", projects.clone().select("projectId"))
    .andWhere({ personId: actor.personId })
    .first("projectId");
  if (takesPart) relations.push("member");
  return relations;
}

/** A freeze is routine when nothing out of the ordinary happened to the round. */
async function conditionsOf(db: Queryable, row: RoundWithCycle): Promise<Condition[]> {
  if (row.generation > 1) return [];
  const exceptions = [
    db("sheets")
      .where({ roundId: row.id })
      .andWhere((where) => where.where({ state: "void" }).orWhere({ isLate: 1 }))
      .count({ n: "*" }),
    db("entries").where({ roundId: row.id, isSetAside: 1 }).count({ n: "*" }),
    db("recusals").where({ roundId: row.id }).whereNotNull("dismissedAt").count({ n: "*" }),
    db("events")
      .where({ subjectKind: "round", subjectId: row.id })
      .whereIn("transition", ["reopen", "take_late_sheet"])
      .count({ n: "*" }),
  ];
  for (const query of exceptions) if ((await countRows(query)) > 0) return [];
  return ["routine"];
}
