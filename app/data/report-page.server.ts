import { reportFromCharter, readReport } from "~/domain/execution-report";
import { can } from "~/domain/permissions";
import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import { findCharter } from "./charters.server";
import type { Queryable } from "./connection.server";
import { findExecutionProject, subjectOf } from "./execution-projects.server";
import { reportOf } from "./stage-reports.server";

/** One stage report with what this actor may do with it. */
export async function loadReportPage(db: Queryable, actor: Actor, id: string, callId: string) {
  const project = await findExecutionProject(db, actor, id);
  const report = (await reportOf(db, project, callId)) ?? refuse("not_found", {}, 404);
  const charter = await findCharter(db, id);
  const subject = await subjectOf(db, project);
  const open = report.state === "none" || report.state === "draft";
  const running = project.state === "executing";
  const outside = ![project.leadId, ...subject.memberIds].includes(actor.personId);
  const stored = report.body ?? (charter ? reportFromCharter(charter.body) : readReport({}));
  const { savedAt, savedByName } = report;
  return {
    project: { id, code: project.code, title: project.title },
    report: {
      callId,
      title: report.title,
      dueOn: report.dueOn,
      state: report.state,
      submittedAt: report.submittedAt,
      savedBy: savedByName,
      excuse: report.excuse,
      qualityOpinion: report.qualityOpinion,
      qualityBy: report.qualityByName,
      qualityAt: report.qualityAt,
      progress: report.progress,
    },
    body: stored,
    stored,
    form: {
      revision: report.revision,
      saved: savedAt && savedByName ? { at: savedAt, by: savedByName } : null,
    },
    may: {
      write: running && open && can(actor, "report.write", subject) === null,
      excuse: running && open && can(actor, "report.excuse", subject) === null,
      assess: report.state === "submitted" && outside && can(actor, "report.assess", subject) === null,
    },
  };
}
