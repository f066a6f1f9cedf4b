import { judgeIndicator } from "~/domain/evaluation/verdict";
import { can } from "~/domain/permissions";
import type { Actor } from "~/domain/people";
import type { Queryable } from "./connection.server";
import { effectVersions, lastContest, possibleVerifiers, type EffectRow } from "./effect-evaluations.server";
import { findExecutionProject, subjectOf } from "./execution-projects.server";
import { NO_DUE_DATE } from "./facts/project-facts.server";
import { offerOf } from "./execution-tab.server";

const told = (row: EffectRow) => ({
  version: row.version,
  state: row.state,
  body: row.body,
  results: row.body.indicators.map(judgeIndicator),
  savedAt: row.savedAt,
  savedBy: row.savedByName,
  submittedAt: row.submittedAt,
  verifier: row.verifierName,
  verifiedBy: row.verifiedByName,
  verifiedAt: row.verifiedAt,
  finding: row.finding,
});

/** The effect evaluation with what its figures support, and what this actor may do. */
export async function loadEffectTab(db: Queryable, actor: Actor, id: string, now: string) {
  const project = await findExecutionProject(db, actor, id);
  const subject = await subjectOf(db, project);
  const [latest, ...earlier] = await effectVersions(db, id);
  const evaluating = project.state === "evaluating";
  const contest = await lastContest(db, id);
  const contested =
    evaluating && contest !== null && contest.at >= (latest?.submittedAt ?? latest?.savedAt ?? "")
      ? contest
      : null;
  const outside = ![project.leadId, ...subject.memberIds].includes(actor.personId);
  const verifies = latest?.state === "submitted" && outside && can(actor, "effect.verify", subject) === null;
  const names = evaluating && can(actor, "effect.name_verifier", subject) === null;
  // A draft is the team's own until it is handed in.
  const seesDraft = !outside || can(actor, "effect.write", subject) === null;
  const shown = latest && (latest.state !== "draft" || seesDraft) ? latest : (earlier[0] ?? null);
  return {
    project: { id, code: project.code, title: project.title, state: project.state },
    effect: shown && told(shown),
    earlier: earlier.filter((row) => row.id !== shown?.id).map(told),
    contested,
    dueOn: project.dueOn === NO_DUE_DATE ? null : project.dueOn,
    may: {
      write:
        evaluating &&
        (latest?.state === "draft" || contested !== null) &&
        can(actor, "effect.write", subject) === null,
      verify: evaluating && verifies ? await offerOf(db, actor, id, "verify", now) : null,
      nameVerifier: names ? await possibleVerifiers(db, project, now) : [],
    },
  };
}

/** The form: what is open to be written, with the version and revision it begins from. */
export async function loadEffectForm(db: Queryable, actor: Actor, id: string, now: string) {
  const tab = await loadEffectTab(db, actor, id, now);
  const [latest] = await effectVersions(db, id);
  return { ...tab, latest: latest ?? null };
}
