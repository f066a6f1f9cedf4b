import { closureFromCharter, readClosure, targetResults } from "~/domain/closure";
import { isGrade } from "~/domain/execution-terms";
import { isEnd } from "~/domain/execution-ends";
import { can } from "~/domain/permissions";
import type { Actor } from "~/domain/people";
import { findCharter } from "./charters.server";
import { findArchive, findClosure, isInClosureRound } from "./closures.server";
import type { Queryable } from "./connection.server";
import { findEffect } from "./effect-evaluations.server";
import { findExecutionProject, subjectOf } from "./execution-projects.server";

/** Closure report, grade and archive package, with what this actor may do. */
export async function loadClosureTab(db: Queryable, actor: Actor, id: string) {
  const project = await findExecutionProject(db, actor, id);
  const subject = await subjectOf(db, project);
  const may = (ability: Parameters<typeof can>[1]) => can(actor, ability, subject) === null;
  const charter = await findCharter(db, id);
  const found = await findClosure(db, id);
  // A draft is the team's own until it is handed in.
  const closure = found && (found.submittedAt || may("closure.write")) ? found : null;
  const archive = await findArchive(db, id);
  const writable =
    ["evaluating", "rectifying"].includes(project.state) ||
    (project.state === "closing" && !(await isInClosureRound(db, id)));
  return {
    project: {
      id,
      code: project.code,
      title: project.title,
      state: project.state,
      outcome: project.state === "closed" && isGrade(project.outcome) ? project.outcome : null,
      rectified: project.wasRectified === 1,
      unverified: project.isUnverified === 1,
    },
    closure: closure && {
      body: closure.body,
      savedAt: closure.savedAt,
      savedBy: closure.savedByName,
      submittedAt: closure.submittedAt,
      proposedGrade: isGrade(closure.proposedGrade) ? closure.proposedGrade : null,
    },
    results: charter && closure ? targetResults(charter.body, closure.body) : [],
    archive: archive && {
      sealedAt: archive.sealedAt,
      sealedBy: archive.sealedByName,
      digest: archive.digest,
      files: archive.files,
      size: archive.size,
    },
    may: {
      write: charter !== null && writable && may("closure.write"),
      propose: project.state === "closing" && Boolean(found?.submittedAt) && may("closure.propose_grade"),
      seal: isEnd(project.state) && project.archivedAt === null && may("archive.seal"),
      download: archive !== null && may("archive.read"),
    },
  };
}

/** The form: the stored report, or one begun from the charter and the evaluation. */
export async function loadClosureForm(db: Queryable, actor: Actor, id: string) {
  const tab = await loadClosureTab(db, actor, id);
  const stored = await findClosure(db, id);
  const charter = await findCharter(db, id);
  const effect = await findEffect(db, id);
  const measured = (effect?.body.indicators ?? []).map(({ indicator, after }) => ({ indicator, ...after }));
  return {
    project: tab.project,
    mayWrite: tab.may.write,
    body: stored?.body ?? (charter ? closureFromCharter(charter.body, measured) : readClosure({})),
    revision: stored?.revision ?? 0,
    saved: stored && { at: stored.savedAt, by: stored.savedByName },
  };
}
