import type { Transaction } from "~/data/connection.server";
import { findCycle, type Cycle } from "~/data/cycles.server";
import type { CycleSettings } from "~/domain/cycle-form";
import { stateLabel } from "~/domain/lifecycle/machine";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { roundColumns, settingColumns, writeParticipants } from "./create-cycle.server";
import { inTransaction } from "./transaction.server";

/**
 * Changes the settings of a cycle. Refuses once they are fixed (`cycle_fixed`: a municipal cycle after
 * the draw, a hospital's when it is over), when somebody saved in between (409), and when a category or
 * participant that is in use would go.
 */
export function editCycle(
  ctx: Context,
  input: { cycleId: string; revision: number; settings: CycleSettings },
): Promise<void> {
  const { cycleId, settings } = input;
  return inTransaction(ctx, "cycle.edit", { kind: "cycle", id: cycleId }, async (tx) => {
    const cycle = await findCycle(tx, ctx.actor, cycleId);
    unless(can(ctx.actor, "cycle.manage", { organiserId: cycle.organisationId }));
    if (!cycle.mayBeEdited) refuse("cycle_fixed", { state: stateLabel("cycle", cycle.state) }, 409);
    await keepCategoriesInUse(tx, cycle, settings);
    if (cycle.kind === "municipal") {
      await keepParticipantsInUse(tx, cycle, settings);
      await writeParticipants(tx, cycleId, cycle.organisationId, settings.participants);
      await tx("rounds").where({ cycleId, state: "preparing" }).update(roundColumns(settings));
    }
    const changed = await tx("cycles")
      .where({ id: cycleId, revision: input.revision })
      .update({ ...settingColumns(settings), revision: input.revision + 1 });
    if (changed !== 1) refuse("changed_meanwhile", {}, 409);
  });
}

async function keepCategoriesInUse(
  tx: Transaction,
  cycle: Cycle,
  settings: CycleSettings,
): Promise<void> {
  const kept = new Set(settings.categories.map((category) => category.key));
  const gone = cycle.categories.filter((category) => !kept.has(category.key));
  if (gone.length === 0) return;
  const keys = gone.map((category) => category.key);
  const entries = (await tx("entries")
    .where({ cycleId: cycle.id })
    .whereIn("category", keys)
    .distinct("category")
    .pluck("category")) as string[];
  const projects = (await tx("projects")
    .where({ cycleId: cycle.id })
    .whereIn("category", keys)
    .distinct("category")
    .pluck("category")) as string[];
  const used = gone.filter(({ key }) => entries.includes(key) || projects.includes(key));
  if (used.length > 0)
    refuse(
      "category_in_use",
      { missing: used.map((category) => category.name).join(",") },
      409,
      "categories",
    );
}

async function keepParticipantsInUse(
  tx: Transaction,
  cycle: Cycle,
  settings: CycleSettings,
): Promise<void> {
  if (settings.participants === "all") return;
  const kept = settings.participants;
  const gone = cycle.participantIds.filter((id) => !kept.includes(id));
  const used = (await tx("entries as e")
    .join("organisations as o", "o.id", "e.organisationId")
    .where({ "e.cycleId": cycle.id })
    .whereIn("e.organisationId", gone)
    .whereNotIn("e.state", ["draft", "withdrawn", "disqualified"])
    .distinct("o.name")
    .pluck("o.name")) as string[];
  if (used.length > 0)
    refuse("participant_in_use", { missing: used.join(",") }, 409, "participantIds");
}
