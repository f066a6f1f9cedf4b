import { newId } from "~/data/ids.server";
import { listProjects } from "~/data/round-entries.server";
import { NO_DUE_DATE, type RoundKind } from "~/data/rounds.server";
import { fromJson } from "~/data/rows.server";
import { roundKindsOf, type CycleKind } from "~/domain/cycle";
import { workflowOptionsSchema } from "~/domain/lifecycle/options";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { StandingRule } from "~/domain/standing/types";
import { shanghaiDate } from "~/domain/working-days";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

export interface NewRound {
  readonly cycleId: string;
  readonly kind: RoundKind;
  readonly name: string;
  readonly rubricId: string;
  readonly rule: StandingRule;
  readonly minimumPanel: number;
  /** "" for no last day. */
  readonly dueOn: string;
  readonly affiliationsRecuse: boolean;
  /** Projects listed from the start, for rounds inside a hospital. */
  readonly projectIds: readonly string[];
}

interface CycleRow {
  id: string;
  kind: CycleKind;
  organisationId: string;
  options: string;
}

/**
 * Prepares a round. Refuses cycles out of reach (404), kinds the cycle does not have, a rubric of
 * another cycle or kind, minima below the cycle's and a last day that is over.
 */
export async function createRound(ctx: Context, input: NewRound): Promise<string> {
  const id = newId();
  await inTransaction(ctx, "round.create", { kind: "round", id }, async (tx) => {
    const cycle = (await tx("cycles")
      .where({ id: input.cycleId })
      .whereIn("organisationId", [...ctx.actor.organisationIds])
      .first("id", "kind", "organisationId", "options")) as CycleRow | undefined;
    if (!cycle) refuse("not_found", {}, 404);
    unless(can(ctx.actor, "round.manage", { organiserId: cycle.organisationId }));
    if (!roundKindsOf(cycle.kind).includes(input.kind))
      refuse("round_kind_unknown", {}, 422, "kind");
    const rubric: unknown = await tx("rubrics")
      .where({ id: input.rubricId, cycleId: cycle.id, roundKind: input.kind })
      .first("id");
    if (!rubric) refuse("rubric_unknown", {}, 422, "rubricId");
    const options = workflowOptionsSchema.parse(fromJson(cycle.options));
    checkMinima(input, options);
    checkDueDay(input.dueOn, ctx.now);
    await tx("rounds").insert({
      id,
      cycleId: cycle.id,
      kind: input.kind,
      name: input.name,
      state: "preparing",
      stateSince: ctx.now,
      generation: 1,
      rubricId: input.rubricId,
      rule: JSON.stringify(input.rule),
      recusalPolicy: cycle.kind === "municipal" ? "employer" : "department",
      affiliationsRecuse: input.affiliationsRecuse ? 1 : 0,
      minimumPanel: input.minimumPanel,
      dueOn: input.dueOn || NO_DUE_DATE,
      createdAt: ctx.now,
    });
    const round = { id, kind: input.kind, cycleId: cycle.id };
    if (input.kind !== "municipal")
      await listProjects(tx, round, input.projectIds, options.defence, ctx.now);
  });
  return id;
}

/** A round may ask for more than its cycle, never for less: projects check the cycle's own minima. */
export function checkMinima(
  input: { minimumPanel: number; rule: StandingRule },
  options: { minimumPanel: number; minimumSheets: number },
): void {
  if (input.minimumPanel < options.minimumPanel)
    refuse("below_cycle_minimum", { need: options.minimumPanel }, 422, "minimumPanel");
  if (input.rule.minimumSheets < options.minimumSheets)
    refuse("below_cycle_minimum", { need: options.minimumSheets }, 422, "minimumSheets");
}

export function checkDueDay(dueOn: string, now: string): void {
  if (dueOn !== "" && dueOn < shanghaiDate(now))
    refuse("due_date_in_past", { due: dueOn }, 422, "dueOn");
}
