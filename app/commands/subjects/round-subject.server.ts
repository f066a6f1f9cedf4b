import type { Transaction } from "~/data/connection.server";
import { loadRoundFacts } from "~/data/facts/round-facts.server";
import { loadRound, roundOptions } from "~/data/rounds.server";
import { decide } from "~/domain/lifecycle/decide";
import { stateLabel, type Audience } from "~/domain/lifecycle/machine";
import { workflow } from "~/domain/lifecycle/workflow";
import { refuse } from "~/domain/refusal";
import type { OpenSubject } from "../subjects.server";
import type { CommandContext } from "../transaction.server";

/** Who may open a round's page; the others are told of it in their inbox. */
const MAY_OPEN: readonly Audience[] = ["organiser", "office", "witness", "next_party"];

/** A round made ready for one press. */
export async function openRound(
  tx: Transaction,
  id: string,
  ctx: CommandContext,
): Promise<OpenSubject> {
  const row = (await loadRound(tx, id)) ?? refuse("not_found", {}, 404);
  const machine = workflow(row.workflowVersion).machines.round;
  const facts = await loadRoundFacts(tx, row, ctx.actor, ctx.now);
  return {
    table: "rounds",
    machine,
    eventSeq: row.eventSeq,
    cleared: {},
    remembers: false,
    touches: false,
    title: row.name,
    link: `/rounds/${id}`,
    linkFor: (audience) =>
      audience === "experts" ? "/scoring" : MAY_OPEN.includes(audience) ? undefined : "/inbox",
    audience: {
      hospitalId: row.cycleKind === "hospital" ? row.organiserId : null,
      organiserId: row.organiserId,
      departmentId: null,
      leadId: null,
      projectId: null,
      cycleId: row.cycleId,
      roundId: id,
    },
    label: (state) => stateLabel("round", state),
    decide: (request) => decide(machine, roundOptions(row), facts, request),
  };
}
