import type { Transaction } from "~/data/connection.server";
import { memberIdsOf, projectAtHand } from "~/data/execution-projects.server";
import type { ProjectRow } from "~/data/facts/project-facts.server";
import { newId } from "~/data/ids.server";
import { milestonesOf } from "~/data/milestones.server";
import { reportOf, type CalledReport } from "~/data/stage-reports.server";
import { peopleOf } from "~/data/audience.server";
import { tell } from "~/data/outbox.server";
import { missingInReport, type StageReport } from "~/domain/execution-report";
import { list } from "~/domain/lifecycle/guard-parts";
import { stateLabel } from "~/domain/lifecycle/machine";
import type { Ability } from "~/domain/permissions";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

interface Named {
  projectId: string;
  callId: string;
}

async function reportAtHand(
  tx: Transaction,
  ctx: Context,
  { projectId, callId }: Named,
  ability: Ability,
): Promise<{ project: ProjectRow; report: CalledReport }> {
  const project = await projectAtHand(tx, ctx.actor, projectId, ability);
  const report = (await reportOf(tx, project, callId)) ?? refuse("not_found", {}, 404);
  return { project, report };
}

const audience = (project: ProjectRow) => ({
  hospitalId: project.hospitalId,
  organiserId: project.hospitalId,
  departmentId: project.departmentId,
  leadId: project.leadId,
  projectId: project.id,
  cycleId: project.cycleId,
  roundId: null,
});

/**
 * Saves or hands in a stage report. Refuses what was handed in or excused already, a revision that
 * somebody saved over (409), and handing in with gaps.
 */
export function saveStageReport(
  ctx: Context,
  input: Named & { revision: number; body: StageReport; submit: boolean },
): Promise<{ revision: number; savedAt: string }> {
  const { projectId, callId, body, submit } = input;
  const action = submit ? "report.submit" : "report.save";
  return inTransaction(ctx, action, { kind: "project", id: projectId }, async (tx) => {
    const { project, report } = await reportAtHand(tx, ctx, input, "report.write");
    if (project.state !== "executing")
      refuse("not_from_here", { state: stateLabel("project", project.state) }, 409);
    if (report.state === "submitted")
      refuse(
        "report_submitted",
        { by: report.savedByName ?? "–", at: report.submittedAt ?? "–" },
        409,
      );
    if (report.state === "excused") refuse("report_excused", { reason: report.excuse }, 409);
    if (submit) {
      const missing = missingInReport(body);
      if (missing.length > 0) refuse("form_incomplete", list(missing), 422);
    }
    const revision = input.revision + 1;
    const snapshot = (await milestonesOf(tx, projectId)).map(({ title, progress, doneOn }) => ({
      title,
      progress,
      doneOn,
    }));
    const row = {
      body: JSON.stringify(body),
      revision,
      state: submit ? "submitted" : "draft",
      savedBy: ctx.actor.personId,
      savedAt: ctx.now,
      submittedAt: submit ? ctx.now : null,
      progress: submit ? JSON.stringify(snapshot) : "[]",
    };
    await write(tx, input, row);
    if (submit)
      await tell(
        tx,
        await peopleOf(tx, ["office", "qc_officer"], audience(project), [], ctx.now),
        {
          kind: "report_submitted",
          link: `/projects/${projectId}/reports/${callId}`,
          facts: { title: project.title, report: report.title, by: ctx.actor.name },
        },
        ctx.now,
      );
    return { revision, savedAt: ctx.now };
  });
}

async function write(
  tx: Transaction,
  { projectId, callId, revision }: Named & { revision: number },
  row: Record<string, unknown>,
): Promise<void> {
  const changed = await tx("stageReports").where({ projectId, callId, revision }).update(row);
  if (changed === 1) return;
  if (revision === 0) {
    const added = (await tx("stageReports")
      .insert({ id: newId(), projectId, callId, ...row })
      .onConflict(["projectId", "callId"])
      .ignore()
      .returning("id")) as unknown[];
    if (added.length === 1) return;
  }
  const stored = (await tx("stageReports as s")
    .join("people as p", "p.id", "s.savedBy")
    .where({ "s.projectId": projectId, "s.callId": callId })
    .first("p.name", "s.savedAt")) as { name: string; savedAt: string } | undefined;
  refuse("draft_changed", { by: stored?.name ?? "–", at: stored?.savedAt ?? "–" }, 409);
}

/** The office excuses a report that will not come, with the reason; it counts as explained. */
export function excuseReport(ctx: Context, input: Named & { reason: string }): Promise<void> {
  const { projectId, callId, reason } = input;
  return inTransaction(ctx, "report.excuse", { kind: "project", id: projectId }, async (tx) => {
    const { project, report } = await reportAtHand(tx, ctx, input, "report.excuse");
    if (reason.trim() === "") refuse("reason_required", {}, 422, "reason");
    if (report.state === "submitted")
      refuse(
        "report_submitted",
        { by: report.savedByName ?? "–", at: report.submittedAt ?? "–" },
        409,
      );
    if (report.state === "excused") refuse("report_excused", { reason: report.excuse }, 409);
    await write(
      tx,
      { projectId, callId, revision: report.revision },
      {
        state: "excused",
        excuse: reason.trim(),
        revision: report.revision + 1,
        ...(report.state === "none"
          ? { body: "{}", savedBy: ctx.actor.personId, savedAt: ctx.now }
          : {}),
      },
    );
    await tell(
      tx,
      [project.leadId],
      {
        kind: "report_excused",
        link: `/projects/${projectId}/execution`,
        facts: { title: project.title, report: report.title, reason: reason.trim() },
      },
      ctx.now,
    );
  });
}

/** The quality officer's opinion 质控意见 on a report handed in; nobody assesses a project of their own. */
export function assessReport(ctx: Context, input: Named & { opinion: string }): Promise<void> {
  const { projectId, callId, opinion } = input;
  return inTransaction(ctx, "report.assess", { kind: "project", id: projectId }, async (tx) => {
    const { project, report } = await reportAtHand(tx, ctx, input, "report.assess");
    const team = [project.leadId, ...(await memberIdsOf(tx, projectId))];
    if (team.includes(ctx.actor.personId)) refuse("own_project");
    if (report.state !== "submitted") refuse("report_not_submitted", {}, 409);
    if (opinion.trim() === "") refuse("opinion_missing", {}, 422, "opinion");
    await tx("stageReports").where({ projectId, callId }).update({
      qualityOpinion: opinion.trim(),
      qualityBy: ctx.actor.personId,
      qualityAt: ctx.now,
    });
    await tell(
      tx,
      [project.leadId],
      {
        kind: "report_assessed",
        link: `/projects/${projectId}/reports/${callId}`,
        facts: { title: project.title, report: report.title, by: ctx.actor.name },
      },
      ctx.now,
    );
  });
}
