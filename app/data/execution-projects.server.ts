import type { ProjectState } from "~/domain/lifecycle/project-table";
import { can, type Ability } from "~/domain/permissions";
import type { Actor } from "~/domain/people";
import { refuse, unless } from "~/domain/refusal";
import type { Queryable } from "./connection.server";
import { loadProjectRow, type ProjectRow } from "./facts/project-facts.server";
import { visibleProjects } from "./projects.server";

export interface ExecutionProject {
  id: string;
  code: string;
  title: string;
  state: ProjectState;
  stateSince: string;
  dueOn: string;
  isOnHold: number;
  isExtended: number;
  isUnverified: number;
  wasRectified: number;
  outcome: string;
  archivedAt: string | null;
  hospitalId: string;
  departmentId: string;
  cycleId: string;
  leadId: string;
  leadName: string;
  departmentName: string;
  memberCount: number;
  options: string;
}

/** The project for its execution, effect and closure pages; 404 where the actor does not see it. */
export async function findExecutionProject(
  db: Queryable,
  actor: Actor,
  id: string,
): Promise<ExecutionProject> {
  const row = (await db("projects as p")
    .join("people as l", "l.id", "p.leadId")
    .join("organisations as d", "d.id", "p.departmentId")
    .where("p.id", id)
    .andWhere(visibleProjects(actor))
    .first("p.*", "l.name as leadName", "d.name as departmentName")) as
    Omit<ExecutionProject, "memberCount"> | undefined;
  if (!row) refuse("not_found", {}, 404);
  const members = await memberIdsOf(db, id);
  return { ...row, memberCount: members.length };
}

export async function memberIdsOf(db: Queryable, projectId: string): Promise<string[]> {
  return (await db("projectMembers").where({ projectId }).pluck("personId")) as string[];
}

/**
 * The row a command is about: 403 for a role without the ability, 404 for a project the actor does not
 * see, 403 with the reason for one they see but may not touch.
 */
export async function projectAtHand(
  db: Queryable,
  actor: Actor,
  id: string,
  ability: Ability,
): Promise<ProjectRow> {
  unless(can(actor, ability));
  const seen: unknown = await db("projects as p")
    .where("p.id", id)
    .andWhere(visibleProjects(actor))
    .first("p.id");
  const row = seen === undefined ? undefined : await loadProjectRow(db, id);
  if (!row) refuse("not_found", {}, 404);
  unless(can(actor, ability, await subjectOf(db, row)));
  return row;
}

/** What permissions ask about a project. */
export async function subjectOf(
  db: Queryable,
  row: { id: string; hospitalId: string; departmentId: string; leadId: string },
) {
  const verifier = (await db("effectEvaluations")
    .where({ projectId: row.id })
    .orderBy("version", "desc")
    .first("verifierId")) as { verifierId: string | null } | undefined;
  return {
    hospitalId: row.hospitalId,
    departmentIds: [row.departmentId],
    leadId: row.leadId,
    memberIds: await memberIdsOf(db, row.id),
    personId: verifier?.verifierId ?? null,
  };
}
