import { findCharter } from "~/data/charters.server";
import { projectAtHand } from "~/data/execution-projects.server";
import { optionsOf } from "~/data/facts/project-facts.server";
import { newId } from "~/data/ids.server";
import { tell } from "~/data/outbox.server";
import {
  compareCharters,
  isAboveThreshold,
  missingInCharter,
  tidyCharter,
  type Charter,
} from "~/domain/execution";
import { list } from "~/domain/lifecycle/guard-parts";
import { stateLabel } from "~/domain/lifecycle/machine";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { advance } from "./advance.server";
import { inTransaction } from "./transaction.server";

/**
 * The lead writes how the charter is to change, and agrees to it: the first press of the lifecycle's
 * `amend`. One at a time; above the cycle's threshold the committee has to approve before the office.
 */
export function proposeAmendment(
  ctx: Context,
  input: {
    projectId: string;
    version: number;
    body: Charter;
    reason: string;
    expectedState: string;
  },
): Promise<{ number: number; aboveThreshold: boolean }> {
  const { projectId } = input;
  return inTransaction(ctx, "amendment.propose", { kind: "project", id: projectId }, async (tx) => {
    const project = await projectAtHand(tx, ctx.actor, projectId, "amendment.propose");
    const charter = (await findCharter(tx, projectId)) ?? refuse("not_found", {}, 404);
    if (project.state !== "executing")
      refuse("not_from_here", { state: stateLabel("project", project.state) }, 409);
    const open = (await tx("amendments as a")
      .join("people as p", "p.id", "a.proposedBy")
      .where({ "a.projectId": projectId, "a.state": "proposed" })
      .first("p.name", "a.proposedAt")) as { name: string; proposedAt: string } | undefined;
    if (open) refuse("amendment_open", { by: open.name, at: open.proposedAt }, 409);
    if (charter.version !== input.version) refuse("charter_changed", {}, 409);
    const body = tidyCharter(input.body);
    const reason = input.reason.trim();
    if (reason === "") refuse("reason_required", {}, 422, "reason");
    if (compareCharters(charter.body, body).length === 0)
      refuse("amendment_changes_nothing", {}, 422);
    const missing = missingInCharter(body);
    if (missing.length > 0) refuse("form_incomplete", list(missing), 422);
    const percent = optionsOf(project).amendmentThresholdPercent;
    const aboveThreshold = isAboveThreshold(charter.body, body, percent);
    const last = (await tx("amendments").where({ projectId }).max({ n: "number" }).first()) as
      { n: number | null } | undefined;
    const number = Number(last?.n ?? 0) + 1;
    const added = (await tx("amendments")
      .insert({
        id: newId(),
        projectId,
        number,
        state: "proposed",
        body: JSON.stringify(body),
        aboveThreshold: aboveThreshold ? 1 : 0,
        reason,
        proposedBy: ctx.actor.personId,
        proposedAt: ctx.now,
      })
      .onConflict(["projectId", "number"])
      .ignore()
      .returning("id")) as unknown[];
    if (added.length !== 1) refuse("amendment_open", { by: ctx.actor.name, at: ctx.now }, 409);
    await advance(tx, ctx, {
      kind: "project",
      id: projectId,
      transition: "amend",
      expectedState: input.expectedState,
      reason,
    });
    return { number, aboveThreshold };
  });
}

/** The office turns an amendment down, with its reason; the lead may then propose another. */
export function rejectAmendment(
  ctx: Context,
  input: { projectId: string; reason: string },
): Promise<void> {
  const { projectId } = input;
  return inTransaction(ctx, "amendment.reject", { kind: "project", id: projectId }, async (tx) => {
    const project = await projectAtHand(tx, ctx.actor, projectId, "amendment.decide");
    const reason = input.reason.trim();
    if (reason === "") refuse("reason_required", {}, 422, "reason");
    const changed = await tx("amendments").where({ projectId, state: "proposed" }).update({
      state: "rejected",
      decidedBy: ctx.actor.personId,
      decidedAt: ctx.now,
      decisionReason: reason,
    });
    if (changed !== 1) refuse("amendment_missing", {}, 409);
    // The lead agreed to this amendment, not to the next one.
    await tx("consents")
      .where({ subjectKind: "project", subjectId: projectId, transition: "amend" })
      .delete();
    await tell(
      tx,
      [project.leadId],
      {
        kind: "amendment_rejected",
        link: `/projects/${projectId}/execution`,
        facts: { title: project.title, reason, by: ctx.actor.name },
      },
      ctx.now,
    );
  });
}
