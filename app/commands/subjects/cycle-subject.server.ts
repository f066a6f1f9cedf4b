import type { Transaction } from "~/data/connection.server";
import { cycleOptions, loadCycleFacts, loadCycleRow } from "~/data/facts/cycle-facts.server";
import type { HospitalCycleState, MunicipalCycleState } from "~/domain/lifecycle/cycle-states";
import { decide } from "~/domain/lifecycle/decide";
import type { CycleFacts } from "~/domain/lifecycle/facts";
import { stateLabel } from "~/domain/lifecycle/machine";
import { workflow } from "~/domain/lifecycle/workflow";
import { refuse } from "~/domain/refusal";
import type { OpenSubject } from "../subjects.server";
import type { CommandContext } from "../transaction.server";

export async function openCycle(
  tx: Transaction,
  id: string,
  ctx: CommandContext,
): Promise<OpenSubject> {
  const row = (await loadCycleRow(tx, id)) ?? refuse("not_found", {}, 404);
  const facts = await loadCycleFacts(tx, row, ctx.actor, ctx.now);
  const options = cycleOptions(row);
  const { municipal_cycle: municipal, hospital_cycle: hospital } = workflow(
    row.workflowVersion,
  ).machines;
  const isMunicipal = row.kind === "municipal";
  const round = (await tx("rounds").where({ cycleId: id }).orderBy("createdAt").first("id")) as
    { id: string } | undefined;
  const participants = isMunicipal
    ? ((await tx("cycleParticipants").where({ cycleId: id }).pluck("organisationId")) as string[])
    : [row.organisationId];
  return {
    table: "cycles",
    machine: isMunicipal ? municipal : hospital,
    eventSeq: row.eventSeq,
    cleared: {},
    remembers: false,
    touches: false,
    title: row.name,
    link: `/cycles/${id}`,
    audience: {
      hospitalId: isMunicipal ? null : row.organisationId,
      hospitalIds: participants,
      organiserId: row.organisationId,
      departmentId: null,
      leadId: null,
      projectId: null,
      cycleId: id,
      roundId: isMunicipal ? (round?.id ?? null) : null,
    },
    label: (state) => stateLabel("cycle", state),
    // The kind in the row says which of the two machines the state belongs to.
    decide: (request) =>
      isMunicipal
        ? decide(municipal, options, facts as CycleFacts<MunicipalCycleState>, request)
        : decide(hospital, options, facts as CycleFacts<HospitalCycleState>, request),
  };
}
