import type { Transaction } from "~/data/connection.server";
import { loadProjectRow } from "~/data/facts/project-facts.server";
import { loadPast } from "~/data/facts/shared.server";
import { seesProject } from "~/data/projects.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { advance, type Advanced, type PressInput } from "./advance.server";
import { collectingCycle } from "./create-project.server";
import { inTransaction } from "./transaction.server";

/** What a person may send along; what the meeting, the round or the objection decides is not theirs. */
export type PersonInput = Pick<
  PressInput,
  | "dueOn"
  | "fieldReasons"
  | "mergeIntoId"
  | "coSignDecision"
  | "departmentId"
  | "committeeInformed"
  | "evidence"
>;

export interface ProjectPress {
  projectId: string;
  transition: string;
  expectedState: string;
  reason: string;
  input?: PersonInput;
}

/**
 * A person presses a button of the project page. Refuses whatever the lifecycle table refuses, and a
 * project that the person does not see as if it did not exist.
 */
export function advanceProject(ctx: Context, press: ProjectPress): Promise<Advanced> {
  const { projectId, transition, expectedState, reason, input } = press;
  return inTransaction(
    ctx,
    `project.${transition}`,
    { kind: "project", id: projectId },
    async (tx) => {
      // Whoever does not see a project learns nothing from a refusal either.
      if (!(await seesProject(tx, ctx.actor, projectId))) refuse("not_found", {}, 404);
      if (transition === "submit") await takeOverOptions(tx, ctx, projectId);
      if (transition === "merge") await keepMergeTarget(tx, projectId, input?.mergeIntoId ?? "");
      const done = await advance(tx, ctx, {
        kind: "project",
        id: projectId,
        transition,
        expectedState,
        reason,
        ...(input ? { input } : {}),
      });
      // The other parties agree to the target that the first one named.
      if (transition === "merge" && done.consentOnly && input?.mergeIntoId)
        await tx("projects").where({ id: projectId }).update({ mergedIntoId: input.mergeIntoId });
      return done;
    },
  );
}

/** A project runs for life on the options that its cycle has on the day it is submitted. */
async function takeOverOptions(tx: Transaction, ctx: Context, projectId: string): Promise<void> {
  const project = await loadProjectRow(tx, projectId);
  if (project?.state !== "draft" || project.leadId !== ctx.actor.personId) return;
  const { options, workflowVersion } = await collectingCycle(tx, project.cycleId, ctx.now);
  await tx("projects")
    .where({ id: projectId, state: "draft" })
    .update({ options, workflowVersion });
}

const MERGEABLE = ["submitted", "accepted"];

async function keepMergeTarget(tx: Transaction, projectId: string, named: string): Promise<void> {
  const project = await loadProjectRow(tx, projectId);
  if (!project || named === "") return;
  const agreed = (await loadPast(tx, "project", projectId)).consents.merge ?? [];
  if (agreed.length > 0 && project.mergedIntoId !== named) refuse("merge_target_fixed", {}, 409);
  const target = await loadProjectRow(tx, named);
  const fits =
    target !== undefined &&
    target.id !== project.id &&
    target.cycleId === project.cycleId &&
    MERGEABLE.includes(target.state);
  if (!fits) refuse("merge_target_invalid", {}, 422, "mergeIntoId");
}
