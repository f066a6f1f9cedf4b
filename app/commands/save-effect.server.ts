import { peopleOf } from "~/data/audience.server";
import type { Transaction } from "~/data/connection.server";
import {
  addEffectVersion,
  findEffect,
  lastContest,
  possibleVerifiers,
  type EffectRow,
} from "~/data/effect-evaluations.server";
import { projectAtHand } from "~/data/execution-projects.server";
import type { ProjectRow } from "~/data/facts/project-facts.server";
import { tell } from "~/data/outbox.server";
import { missingInEffect, type EffectEvaluation } from "~/domain/evaluation/effect";
import { list } from "~/domain/lifecycle/guard-parts";
import { stateLabel } from "~/domain/lifecycle/machine";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { advance, type Advanced } from "./advance.server";
import { inTransaction } from "./transaction.server";

async function evaluating(tx: Transaction, project: ProjectRow): Promise<EffectRow> {
  if (project.state !== "evaluating")
    refuse("not_from_here", { state: stateLabel("project", project.state) }, 409);
  return (await findEffect(tx, project.id)) ?? refuse("not_found", {}, 404);
}

/** What was handed in may be written again only after the verifier contested it, as a new version. */
async function openVersion(tx: Transaction, ctx: Context, projectId: string, latest: EffectRow) {
  if (latest.state === "draft") return latest;
  const contest = await lastContest(tx, projectId);
  const contested =
    latest.state === "submitted" && contest !== null && contest.at >= (latest.submittedAt ?? "");
  if (!contested)
    refuse(
      "effect_submitted",
      { by: latest.savedByName, at: latest.submittedAt ?? latest.savedAt },
      409,
    );
  await tx("effectEvaluations").where({ id: latest.id }).update({ state: "contested" });
  const { version, body, verifierId } = latest;
  await addEffectVersion(
    tx,
    projectId,
    { version: version + 1, body, savedBy: ctx.actor.personId, verifierId },
    ctx.now,
  );
  return (await findEffect(tx, projectId)) ?? refuse("not_found", {}, 404);
}

/**
 * Saves or hands in the effect evaluation. `version` and `revision` are those the person began from:
 * when somebody saved since, nothing is written (409).
 */
export function saveEffect(
  ctx: Context,
  input: {
    projectId: string;
    version: number;
    revision: number;
    body: EffectEvaluation;
    submit: boolean;
  },
): Promise<{ version: number; revision: number; savedAt: string }> {
  const { projectId, body, submit } = input;
  const action = submit ? "effect.submit" : "effect.save";
  return inTransaction(ctx, action, { kind: "project", id: projectId }, async (tx) => {
    const project = await projectAtHand(tx, ctx.actor, projectId, "effect.write");
    const latest = await evaluating(tx, project);
    const open = await openVersion(tx, ctx, projectId, latest);
    // The first save after a contest begins from the version contested.
    const began = open.id === latest.id ? open : latest;
    if (input.version !== began.version || input.revision !== began.revision)
      refuse("draft_changed", { by: began.savedByName, at: began.savedAt }, 409);
    if (submit) {
      const missing = missingInEffect(body);
      if (missing.length > 0) refuse("form_incomplete", list(missing), 422);
    }
    const revision = open.revision + 1;
    const changed = await tx("effectEvaluations")
      .where({ id: open.id, revision: open.revision, state: "draft" })
      .update({
        body: JSON.stringify(body),
        revision,
        state: submit ? "submitted" : "draft",
        savedBy: ctx.actor.personId,
        savedAt: ctx.now,
        submittedAt: submit ? ctx.now : null,
      });
    if (changed !== 1) refuse("draft_changed", { by: open.savedByName, at: open.savedAt }, 409);
    if (submit) await tellVerifiers(tx, ctx, project, open.verifierId);
    return { version: open.version, revision, savedAt: ctx.now };
  });
}

async function tellVerifiers(
  tx: Transaction,
  ctx: Context,
  project: ProjectRow,
  verifierId: string | null,
): Promise<void> {
  const { hospitalId, departmentId, leadId, cycleId, id: projectId } = project;
  const officers = await peopleOf(
    tx,
    ["qc_officer"],
    {
      hospitalId,
      organiserId: hospitalId,
      departmentId,
      leadId,
      projectId,
      cycleId,
      roundId: null,
    },
    [],
    ctx.now,
  );
  await tell(
    tx,
    verifierId ? [...officers, verifierId] : officers,
    {
      kind: "effect_submitted",
      link: `/projects/${projectId}/effect`,
      facts: { title: project.title, by: ctx.actor.name },
    },
    ctx.now,
  );
}

/** The office names an outsider who may verify beside the quality officers. */
export function nameVerifier(
  ctx: Context,
  input: { projectId: string; personId: string },
): Promise<void> {
  const { projectId, personId } = input;
  return inTransaction(
    ctx,
    "effect.name_verifier",
    { kind: "project", id: projectId },
    async (tx) => {
      const project = await projectAtHand(tx, ctx.actor, projectId, "effect.name_verifier");
      const latest = await evaluating(tx, project);
      const chosen = (await possibleVerifiers(tx, project, ctx.now)).find(
        (one) => one.id === personId,
      );
      if (!chosen) refuse("verifier_not_outside", {}, 422, "personId");
      await tx("effectEvaluations").where({ id: latest.id }).update({ verifierId: personId });
      await tell(
        tx,
        [personId],
        {
          kind: "verifier_named",
          link: `/projects/${projectId}/effect`,
          facts: { title: project.title, by: ctx.actor.name },
        },
        ctx.now,
      );
    },
  );
}

/**
 * The verifier says what they found. With `verify` the measurement is right — which an honest null
 * effect may be — and the project goes on to its closure; otherwise the finding is only kept.
 */
export function recordFinding(
  ctx: Context,
  input: {
    projectId: string;
    finding: string;
    expectedState: string;
    verify: boolean;
    reason?: string;
  },
): Promise<Advanced | null> {
  const { projectId, verify } = input;
  const action = verify ? "project.verify" : "effect.record_finding";
  return inTransaction(ctx, action, { kind: "project", id: projectId }, async (tx) => {
    const project = await projectAtHand(tx, ctx.actor, projectId, "effect.verify");
    const latest = await evaluating(tx, project);
    if (latest.state !== "submitted") refuse("effect_not_submitted", {}, 409);
    const finding = input.finding.trim();
    if (finding === "") refuse("finding_missing", {}, 422, "finding");
    await tx("effectEvaluations").where({ id: latest.id }).update({ finding });
    if (!verify) return null;
    return advance(tx, ctx, {
      kind: "project",
      id: projectId,
      transition: "verify",
      expectedState: input.expectedState,
      ...(input.reason === undefined ? {} : { reason: input.reason }),
    });
  });
}
