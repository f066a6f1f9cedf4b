import type { Transaction } from "~/data/connection.server";
import { cycleOptions } from "~/data/facts/cycle-facts.server";
import { loadEntryFacts, loadEntryRow } from "~/data/facts/entry-facts.server";
import { NO_DUE_DATE } from "~/data/facts/project-facts.server";
import { decide } from "~/domain/lifecycle/decide";
import { stateLabel } from "~/domain/lifecycle/machine";
import { workflow } from "~/domain/lifecycle/workflow";
import { refuse } from "~/domain/refusal";
import type { OpenSubject } from "../subjects.server";
import type { CommandContext } from "../transaction.server";

export async function openEntry(
  tx: Transaction,
  id: string,
  ctx: CommandContext,
): Promise<OpenSubject> {
  const row = (await loadEntryRow(tx, id)) ?? refuse("not_found", {}, 404);
  const machine = workflow(row.workflowVersion).machines.entry;
  const facts = await loadEntryFacts(tx, row, ctx.actor, ctx.now);
  return {
    table: "entries",
    machine,
    eventSeq: row.eventSeq,
    cleared: { dueOn: NO_DUE_DATE },
    remembers: false,
    touches: true,
    title: row.title,
    link: `/entries/${id}`,
    audience: {
      hospitalId: row.organisationId,
      organiserId: row.organiserId,
      departmentId: row.departmentId,
      leadId: row.leadId,
      projectId: row.projectId,
      cycleId: row.cycleId,
      roundId: row.roundId,
    },
    label: (state) => stateLabel("entry", state),
    decide: (request) => decide(machine, cycleOptions(row), facts, request),
  };
}
