import { projectAtHand } from "~/data/execution-projects.server";
import type { MilestoneRow } from "~/data/milestones.server";
import { stateLabel } from "~/domain/lifecycle/machine";
import { can } from "~/domain/permissions";
import { refuse } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/**
 * How far a milestone has come, by the team or the office. A day of completion means 100 %, and 100 %
 * needs a day. Refuses (409) when it was changed since `revision`.
 */
export function updateMilestone(
  ctx: Context,
  input: {
    projectId: string;
    milestoneId: string;
    revision: number;
    progress: number;
    doneOn: string;
    note: string;
  },
): Promise<void> {
  const { projectId, milestoneId } = input;
  return inTransaction(ctx, "milestone.update", { kind: "project", id: projectId }, async (tx) => {
    const ability = can(ctx.actor, "report.write") === null ? "report.write" : "milestone.update";
    const project = await projectAtHand(tx, ctx.actor, projectId, ability);
    if (project.state !== "executing")
      refuse("not_from_here", { state: stateLabel("project", project.state) }, 409);
    if (project.isOnHold === 1) refuse("on_hold");
    const doneOn = input.doneOn === "" ? null : input.doneOn;
    if (doneOn !== null && doneOn > shanghaiDate(ctx.now))
      refuse("done_in_future", {}, 422, "doneOn");
    if (input.progress === 100 && doneOn === null) refuse("done_on_missing", {}, 422, "doneOn");
    const changed = await tx("milestones")
      .where({ id: milestoneId, projectId, revision: input.revision })
      .update({
        progress: doneOn === null ? input.progress : 100,
        doneOn,
        note: input.note,
        revision: input.revision + 1,
        updatedAt: ctx.now,
      });
    if (changed === 1) return;
    const row = (await tx("milestones").where({ id: milestoneId, projectId }).first()) as
      MilestoneRow | undefined;
    if (!row) refuse("not_found", {}, 404);
    refuse("milestone_changed", { progress: row.progress }, 409);
  });
}
