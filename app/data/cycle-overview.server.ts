import type { RoundKind } from "~/domain/cycle";
import { available } from "~/domain/lifecycle/decide";
import type { CycleFacts } from "~/domain/lifecycle/facts";
import type { HospitalCycleState, MunicipalCycleState } from "~/domain/lifecycle/cycle-states";
import { workflow } from "~/domain/lifecycle/workflow";
import { can } from "~/domain/permissions";
import type { Actor } from "~/domain/people";
import type { Queryable } from "./connection.server";
import { cycleSubject, findCycle, type Cycle } from "./cycles.server";
import { visibleEntries } from "./entries.server";
import {
  cycleOptions,
  findCyclePackage,
  loadCycleFacts,
  loadCycleRow,
} from "./facts/cycle-facts.server";
import { countRows } from "./facts/shared.server";
import { listHistory } from "./history.server";
import { stepsOf, type OfferedStep } from "./offered-steps.server";

async function cycleSteps(
  db: Queryable,
  actor: Actor,
  id: string,
  now: string,
): Promise<OfferedStep[]> {
  const row = await loadCycleRow(db, id);
  if (!row) return [];
  const facts = await loadCycleFacts(db, row, actor, now);
  const machines = workflow(row.workflowVersion).machines;
  const options = cycleOptions(row);
  const offers =
    row.kind === "municipal"
      ? available(
          machines.municipal_cycle,
          options,
          facts as CycleFacts<MunicipalCycleState>,
          actor,
        )
      : available(machines.hospital_cycle, options, facts as CycleFacts<HospitalCycleState>, actor);
  return stepsOf(offers);
}

export interface CycleRound {
  id: string;
  kind: RoundKind;
  name: string;
  state: string;
  dueOn: string;
}

/** The page of one cycle: where it stands, what comes next, how much is in it. */
export async function findCycleOverview(db: Queryable, actor: Actor, id: string, now: string) {
  const cycle = await findCycle(db, actor, id);
  const subject = cycleSubject(cycle);
  const runs = can(actor, "cycle.manage", subject) === null;
  const seesRounds = can(actor, "round.read", subject) === null;
  const nominates =
    cycle.kind === "municipal" &&
    actor.role === "office" &&
    actor.hospitalId !== null &&
    cycle.participantIds.includes(actor.hospitalId);
  const published = ["published", "archived"].includes(cycle.state);
  const seesResult =
    can(actor, "standing.read", { ...subject, published }) === null &&
    (published || seesRounds);
  const sealed = runs ? await findCyclePackage(db, id) : undefined;
  return {
    cycle,
    steps: await cycleSteps(db, actor, id, now),
    rounds: seesRounds
      ? ((await db("rounds")
          .where({ cycleId: id })
          .orderBy("createdAt")
          .select("id", "kind", "name", "state", "dueOn")) as CycleRound[])
      : [],
    counts: await countContents(db, actor, cycle),
    // The order tells which codes there are: other hospitals learn it with the result.
    lots: seesRounds || published ? await listLots(db, id) : [],
    history: runs || actor.role === "witness" ? await listHistory(db, "cycle", id) : [],
    package: sealed ?? null,
    may: {
      manage: runs,
      edit: runs && cycle.mayBeEdited,
      nominate: nominates,
      entries: cycle.kind === "municipal" && !["expert", "panel_chair"].includes(actor.role),
      seeEntriesOfAll: seesRounds,
      standing: seesResult,
      import: can(actor, "entry.import", subject) === null,
      rounds: seesRounds,
      day: cycle.kind === "municipal" && cycle.options.defence && cycle.state !== "collecting",
      seal: runs && ["published", "finished"].includes(cycle.state),
    },
  };
}

async function countContents(db: Queryable, actor: Actor, cycle: Cycle) {
  const entries = db("entries as e")
    .join("cycles as c", "c.id", "e.cycleId")
    .where({ "e.cycleId": cycle.id })
    .whereNotIn("e.state", ["draft", "withdrawn", "disqualified"])
    .andWhere(visibleEntries(actor));
  const ownProjects = db("projects").where({ cycleId: cycle.id });
  const seesProjects =
    cycle.kind === "hospital" && actor.organisationIds.includes(cycle.organisationId);
  return {
    participants: cycle.participantIds.length,
    entries: await countRows(entries.count({ n: "*" })),
    projects: seesProjects
      ? await countRows(ownProjects.whereNot({ state: "draft" }).count({ n: "*" }))
      : null,
  };
}

export interface Lot {
  id: string;
  seed: string;
  drawn: string[];
  drawnAt: string;
}

/** Every drawing of lots with its seed: to be repeated by whoever doubts it. */
export async function listLots(db: Queryable, cycleId: string): Promise<Lot[]> {
  const rows = (await db("lots")
    .where({ cycleId })
    .orderBy("drawnAt", "desc")
    .select("id", "seed", "drawn", "drawnAt")) as (Omit<Lot, "drawn"> & { drawn: string })[];
  return rows.map((row) => ({ ...row, drawn: JSON.parse(row.drawn) as string[] }));
}
