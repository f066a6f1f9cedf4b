import { available } from "~/domain/lifecycle/decide";
import type { EntryState } from "~/domain/lifecycle/entry-table";
import { workflow } from "~/domain/lifecycle/workflow";
import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import type { Queryable } from "./connection.server";
import { findCycle } from "./cycles.server";
import { visibleEntries } from "./entries.server";
import { cycleOptions, loadCycleRow } from "./facts/cycle-facts.server";
import { loadEntryFacts, loadEntryRow } from "./facts/entry-facts.server";
import { stepsOf } from "./offered-steps.server";

/** The hosts' buttons; what else an entry offers is on its own page. */
const ON_THE_DAY = ["present", "postpone", "mark_absent", "readmit"];
/** Postponed entries come at the end of the session, in the order they had. */
const LAST: readonly EntryState[] = ["postponed"];

/**
 * The run of a municipal review's day. A chair sees the entries of the panels they sit on, everybody
 * else what they may see of the cycle anyway.
 */
export async function findDay(db: Queryable, actor: Actor, cycleId: string, now: string) {
  const cycle = await findCycle(db, actor, cycleId);
  if (cycle.kind !== "municipal") refuse("not_found", {}, 404);
  const hosts = actor.role === "panel_chair";
  const query = db("entries as e")
    .join("cycles as c", "c.id", "e.cycleId")
    .where({ "e.cycleId": cycleId })
    .whereNotNull("e.roundId")
    .whereNotIn("e.state", ["withdrawn", "disqualified"]);
  if (hosts)
    query.whereExists((seat) => {
      void seat
        .from("panelMembers as m")
        .where({ "m.personId": actor.personId, "m.status": "accepted" })
        .whereRaw("m.round_id = e.round_id");
    });
  else query.andWhere(visibleEntries(actor));
  const rows = (await query
    .orderBy("e.position")
    .orderBy("e.id")
    .select("e.id", "e.code", "e.title", "e.organisationName", "e.position", "e.state")) as {
    id: string;
    code: string;
    title: string;
    organisationName: string;
    position: number;
    state: EntryState;
  }[];
  const row = (await loadCycleRow(db, cycleId)) ?? refuse("not_found", {}, 404);
  const machine = workflow(row.workflowVersion).machines.entry;
  const mayHost = hosts || actor.organisationIds.includes(cycle.organisationId);
  const entries = [];
  for (const entry of rows) {
    const full = mayHost ? await loadEntryRow(db, entry.id) : undefined;
    const offers = full
      ? available(machine, cycleOptions(row), await loadEntryFacts(db, full, actor, now), actor)
      : [];
    entries.push({
      ...entry,
      steps: stepsOf(offers).filter((step) => ON_THE_DAY.includes(step.transition)),
    });
  }
  const last = (state: EntryState) => LAST.includes(state);
  return {
    cycle: { id: cycle.id, name: cycle.name },
    entries: [
      ...entries.filter(({ state }) => !last(state)),
      ...entries.filter(({ state }) => last(state)),
    ],
    done: entries.filter(({ state }) => !["scheduled", "postponed"].includes(state)).length,
  };
}
