import { findClosure, isInClosureRound } from "~/data/closures.server";
import { peopleOf } from "~/data/audience.server";
import { projectAtHand } from "~/data/execution-projects.server";
import { tell } from "~/data/outbox.server";
import { missingInClosure, type ClosureReport } from "~/domain/closure";
import type { Grade } from "~/domain/execution-terms";
import { list } from "~/domain/lifecycle/guard-parts";
import { stateLabel } from "~/domain/lifecycle/machine";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

const WRITABLE = ["evaluating", "closing", "rectifying"];

/**
 * Saves or hands in the closure report. It may be written again until its closure round opens; then the
 * experts have it before them.
 */
export function saveClosure(
  ctx: Context,
  input: { projectId: string; revision: number; body: ClosureReport; submit: boolean },
): Promise<{ revision: number; savedAt: string }> {
  const { projectId, body, submit } = input;
  const action = submit ? "closure.submit" : "closure.save";
  return inTransaction(ctx, action, { kind: "project", id: projectId }, async (tx) => {
    const project = await projectAtHand(tx, ctx.actor, projectId, "closure.write");
    if (!WRITABLE.includes(project.state))
      refuse("not_from_here", { state: stateLabel("project", project.state) }, 409);
    if (project.state === "closing" && (await isInClosureRound(tx, projectId)))
      refuse("closure_in_review", {}, 409);
    if (submit) {
      const missing = missingInClosure(body);
      if (missing.length > 0) refuse("form_incomplete", list(missing), 422);
    }
    const revision = input.revision + 1;
    const row = {
      body: JSON.stringify(body),
      revision,
      savedBy: ctx.actor.personId,
      savedAt: ctx.now,
      submittedAt: submit ? ctx.now : null,
      proposedGrade: "",
    };
    const written =
      input.revision === 0
        ? (
            (await tx("closureReports")
              .insert({ projectId, ...row })
              .onConflict("projectId")
              .ignore()
              .returning("projectId")) as unknown[]
          ).length
        : await tx("closureReports").where({ projectId, revision: input.revision }).update(row);
    if (written !== 1) {
      const stored = (await findClosure(tx, projectId)) ?? refuse("not_found", {}, 404);
      refuse("draft_changed", { by: stored.savedByName, at: stored.savedAt }, 409);
    }
    if (submit) {
      const { hospitalId, departmentId, leadId, cycleId, title } = project;
      const about = {
        hospitalId,
        organiserId: hospitalId,
        departmentId,
        leadId,
        projectId,
        cycleId,
      };
      await tell(
        tx,
        await peopleOf(tx, ["office"], { ...about, roundId: null }, [], ctx.now),
        {
          kind: "closure_submitted",
          link: `/projects/${projectId}/closure`,
          facts: { title, by: ctx.actor.name },
        },
        ctx.now,
      );
    }
    return { revision, savedAt: ctx.now };
  });
}

/** The office proposes a grade for the committee to confirm; it decides nothing by itself. */
export function proposeGrade(
  ctx: Context,
  input: { projectId: string; grade: Grade },
): Promise<void> {
  const { projectId, grade } = input;
  return inTransaction(
    ctx,
    "closure.propose_grade",
    { kind: "project", id: projectId },
    async (tx) => {
      const project = await projectAtHand(tx, ctx.actor, projectId, "closure.propose_grade");
      if (project.state !== "closing")
        refuse("not_from_here", { state: stateLabel("project", project.state) }, 409);
      const closure = await findClosure(tx, projectId);
      if (!closure?.submittedAt) refuse("closure_not_submitted", {}, 409);
      await tx("closureReports").where({ projectId }).update({ proposedGrade: grade });
    },
  );
}
