import type { Transaction } from "~/data/connection.server";
import { cycleOptions } from "~/data/facts/cycle-facts.server";
import { loadObjection, loadObjectionFacts } from "~/data/facts/objection-facts.server";
import { decide } from "~/domain/lifecycle/decide";
import { stateLabel } from "~/domain/lifecycle/machine";
import { workflow } from "~/domain/lifecycle/workflow";
import { refuse } from "~/domain/refusal";
import type { PressInput } from "../advance.server";
import type { OpenSubject } from "../subjects.server";
import type { CommandContext } from "../transaction.server";

export async function openObjection(
  tx: Transaction,
  id: string,
  ctx: CommandContext,
  input: PressInput,
): Promise<OpenSubject> {
  const { row, notice } = (await loadObjection(tx, id)) ?? refuse("not_found", {}, 404);
  const machine = workflow(notice.workflowVersion).machines.objection;
  const facts = await loadObjectionFacts(tx, row, notice, ctx.actor, ctx.now, {
    ...(input.flaw ? { flaw: input.flaw } : {}),
    ...(input.receiptHash ? { receipt: input.receiptHash } : {}),
  });
  const project = row.projectId
    ? ((await tx("projects").where({ id: row.projectId }).first("leadId")) as { leadId: string })
    : null;
  return {
    table: "objections",
    machine,
    eventSeq: row.eventSeq,
    cleared: {},
    remembers: false,
    touches: false,
    title: notice.title,
    link: `/objections/${id}`,
    audience: {
      hospitalId: notice.organisationKind === "hospital" ? notice.organisationId : null,
      organiserId: notice.organisationId,
      departmentId: null,
      leadId: project?.leadId ?? null,
      projectId: row.projectId,
      cycleId: notice.cycleId,
      roundId: null,
      objectorId: row.personId,
    },
    label: (state) => stateLabel("objection", state),
    decide: (request) => decide(machine, cycleOptions(notice), facts, request),
  };
}
