import type { Transaction } from "~/data/connection.server";
import { hospitalsOf, organisationsToRun } from "~/data/cycles.server";
import { newId } from "~/data/ids.server";
import { insertMany } from "~/data/rows.server";
import { roundKindsOf, type CycleKind, type RoundKind } from "~/domain/cycle";
import type { CycleSettings } from "~/domain/cycle-form";
import { WORKFLOW_VERSION } from "~/domain/lifecycle/workflow";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Rubric } from "~/domain/rubric/score";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

export interface NewCycle {
  readonly kind: CycleKind;
  /** The hospital or the centre that runs it. */
  readonly organisationId: string;
  readonly settings: CycleSettings;
  /** What every round's rubric starts from; versions follow by the rubric page. */
  readonly rubric: { readonly name: string; readonly body: Rubric };
  /** Name of the municipal cycle's one round. */
  readonly roundName: string;
}

/**
 * Sets up a cycle with a first rubric for each of its rounds. A municipal cycle gets its one round at
 * once, so that the panel can be invited while hospitals still nominate. Refuses an organisation the
 * actor does not run, and a hospital that is not the centre's.
 */
export function createCycle(ctx: Context, input: NewCycle): Promise<string> {
  const id = newId();
  return inTransaction(ctx, "cycle.create", { kind: "cycle", id }, async (tx) => {
    unless(can(ctx.actor, "cycle.create"));
    const own = await organisationsToRun(tx, ctx.actor);
    const wanted = input.kind === "municipal" ? "centre" : "hospital";
    const organisation = own.find((one) => one.id === input.organisationId && one.kind === wanted);
    if (!organisation) refuse("organisation_not_yours", {}, 403, "organisationId");
    await tx("cycles").insert({
      id,
      kind: input.kind,
      organisationId: input.organisationId,
      state: input.kind === "municipal" ? "collecting" : "preparing",
      stateSince: ctx.now,
      workflowVersion: WORKFLOW_VERSION,
      ...settingColumns(input.settings),
      createdAt: ctx.now,
    });
    if (input.kind === "municipal")
      await writeParticipants(tx, id, input.organisationId, input.settings.participants);
    for (const kind of roundKindsOf(input.kind)) {
      const rubricId = newId();
      await tx("rubrics").insert({
        id: rubricId,
        cycleId: id,
        roundKind: kind,
        version: 1,
        name: input.rubric.name,
        body: JSON.stringify(input.rubric.body),
        createdAt: ctx.now,
      });
      if (kind === "municipal") await createRound(tx, id, kind, rubricId, input, ctx.now);
    }
    return id;
  });
}

export function settingColumns(settings: CycleSettings) {
  return {
    year: settings.year,
    name: settings.name,
    options: JSON.stringify(settings.options),
    dates: JSON.stringify(settings.dates),
    categories: JSON.stringify(settings.categories),
    quotas: JSON.stringify(settings.quotas),
    rule: JSON.stringify(settings.rule),
  };
}

export const roundColumns = (settings: CycleSettings) => ({
  rule: JSON.stringify(settings.rule),
  minimumPanel: settings.options.minimumPanel,
  dueOn: settings.dates.scoreUntil || "9999-12-31",
});

async function createRound(
  tx: Transaction,
  cycleId: string,
  kind: RoundKind,
  rubricId: string,
  input: NewCycle,
  now: string,
): Promise<void> {
  await tx("rounds").insert({
    id: newId(),
    cycleId,
    kind,
    name: input.roundName,
    state: "preparing",
    stateSince: now,
    rubricId,
    recusalPolicy: "employer",
    ...roundColumns(input.settings),
    createdAt: now,
  });
}

/** Writes the list of participants; who is no hospital of the centre is refused. */
export async function writeParticipants(
  tx: Transaction,
  cycleId: string,
  centreId: string,
  participants: CycleSettings["participants"],
): Promise<void> {
  const hospitals = (await hospitalsOf(tx, centreId)).map((hospital) => hospital.id);
  const chosen = participants === "all" ? hospitals : [...new Set(participants)];
  if (chosen.length === 0) refuse("participants_missing", {}, 422, "participantIds");
  if (chosen.some((id) => !hospitals.includes(id)))
    refuse("participant_unknown", {}, 422, "participantIds");
  await tx("cycleParticipants").where({ cycleId }).delete();
  await insertMany(
    tx,
    "cycleParticipants",
    chosen.map((organisationId) => ({ cycleId, organisationId })),
  );
}
