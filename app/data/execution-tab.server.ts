import { compareCharters, missingInCharter } from "~/domain/execution";
import { milestoneLights, projectLight, reportLight } from "~/domain/execution-progress";
import { courses } from "~/domain/execution-report";
import { available } from "~/domain/lifecycle/decide";
import { workflow } from "~/domain/lifecycle/workflow";
import type { Actor } from "~/domain/people";
import { can } from "~/domain/permissions";
import { offeredLevels } from "~/domain/pressing";
import type { Refusal } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import { amendmentsOf, charterVersions, findCharter, signaturesOf } from "./charters.server";
import type { Queryable } from "./connection.server";
import { findExecutionProject, subjectOf } from "./execution-projects.server";
import { loadProjectFacts, loadProjectRow, NO_DUE_DATE, optionsOf } from "./facts/project-facts.server";
import { milestonesOf } from "./milestones.server";
import { pressesOf, reportsOf } from "./stage-reports.server";

/** What the execution tab shows this actor, and what they may do there. */
export async function loadExecutionTab(db: Queryable, actor: Actor, id: string, now: string) {
  const project = await findExecutionProject(db, actor, id);
  const subject = await subjectOf(db, project);
  const today = shanghaiDate(now);
  const versions = await charterVersions(db, id);
  const charter = versions[0] ?? null;
  const signed = charter?.signedAt ? charter : null;
  const milestones = await milestonesOf(db, id);
  const first = versions.at(-1)?.signedAt ?? null;
  const lights = milestoneLights(milestones, first ? shanghaiDate(first) : today, today);
  const reports = signed ? await reportsOf(db, project) : [];
  const handedIn = reports.filter((one) => one.state === "submitted" && one.body !== null);
  const running = project.state === "executing";
  const reportLights = reports.map((one) =>
    reportLight(one.dueOn, one.state === "submitted" || one.state === "excused", today),
  );
  const amendments = await amendmentsOf(db, id);
  const may = (ability: Parameters<typeof can>[1]) => can(actor, ability, subject) === null;
  const writesReports = running && may("report.write");
  return {
    project: {
      id,
      state: project.state,
      title: project.title,
      onHold: project.isOnHold === 1,
      dueOn: project.dueOn === NO_DUE_DATE ? null : project.dueOn,
    },
    today,
    light: running ? projectLight([...lights, ...reportLights], project.isOnHold === 1) : null,
    charter: charter && {
      version: charter.version,
      signedAt: charter.signedAt,
      budget: charter.body.budget,
      complete: missingInCharter(charter.body).length === 0,
    },
    signatures: charter && !charter.signedAt ? await signaturesOf(db, id) : [],
    milestones: milestones.map((row, index) => ({ ...row, light: lights[index] ?? { kind: "on_time" as const } })),
    targets: signed ? courses(signed.body, handedIn.flatMap((one) => (one.body ? [{ label: one.title, body: one.body }] : []))) : [],
    spent: handedIn.at(-1)?.body?.spending ?? "",
    reports: reports.map((one, index) => ({
      callId: one.callId,
      number: one.number,
      title: one.title,
      dueOn: one.dueOn,
      state: one.state,
      submittedAt: one.submittedAt,
      excuse: one.excuse,
      qualityOpinion: one.qualityOpinion,
      qualityBy: one.qualityByName,
      light: running || one.state === "submitted" ? (reportLights[index] ?? null) : null,
    })),
    amendments: amendments.map((one) => {
      const base = versions.find((version) => version.version === (one.charterVersion ?? (charter?.version ?? 1) + 1) - 1);
      return {
        number: one.number,
        state: one.state,
        reason: one.reason,
        above: one.aboveThreshold === 1,
        committeeApproved: one.committeeApproved === 1,
        proposedBy: one.proposedByName,
        proposedAt: one.proposedAt,
        decidedBy: one.decidedByName,
        decidedAt: one.decidedAt,
        decisionReason: one.decisionReason,
        changes: base && one.state !== "rejected" ? compareCharters(base.body, one.body) : [],
      };
    }),
    presses: await pressesOf(db, id),
    may: {
      editCharter: project.state === "established" && may("charter.edit"),
      milestones: running && project.isOnHold === 0 && (may("report.write") || may("milestone.update")),
      writeReport: writesReports,
      amend: running && may("amendment.propose") && !amendments.some((one) => one.state === "proposed"),
      rejectAmendment: may("amendment.decide") && amendments.some((one) => one.state === "proposed"),
      press: ["established", "executing", "evaluating", "closing", "rectifying"].includes(project.state) && may("project.press") ? offeredLevels(actor.role) : [],
    },
  };
}

export type ExecutionTabData = Awaited<ReturnType<typeof loadExecutionTab>>;

/** The charter with what this actor may do to it. */
export async function loadCharterPage(db: Queryable, actor: Actor, id: string, now: string) {
  const project = await findExecutionProject(db, actor, id);
  const charter = await findCharter(db, id);
  if (!charter) return { project, charter: null };
  const subject = await subjectOf(db, project);
  const unsigned = project.state === "established" && charter.signedAt === null;
  return {
    project,
    charter,
    missing: unsigned ? missingInCharter(charter.body) : [],
    editable: unsigned && can(actor, "charter.edit", subject) === null,
    signatures: unsigned ? await signaturesOf(db, id) : [],
    sign: unsigned ? await offerOf(db, actor, id, "sign_charter", now) : null,
    percent: optionsOf(project).amendmentThresholdPercent,
    dueOn: project.dueOn === NO_DUE_DATE ? null : project.dueOn,
    mayAmend: can(actor, "amendment.propose", subject),
    openAmendment: (await amendmentsOf(db, id)).find((one) => one.state === "proposed") ?? null,
  };
}

/** A row of the lifecycle for this actor: null when they are no party of it. */
export async function offerOf(
  db: Queryable,
  actor: Actor,
  id: string,
  transition: string,
  now: string,
): Promise<{ refusal: Refusal | null } | null> {
  const row = await loadProjectRow(db, id);
  if (!row) return null;
  const facts = await loadProjectFacts(db, row, actor, now);
  const machine = workflow(row.workflowVersion).machines.project;
  const offer = available(machine, optionsOf(row), facts, actor).find((one) => one.transition === transition);
  return offer ? { refusal: offer.refusal } : null;
}
