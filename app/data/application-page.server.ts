import type { Application } from "~/domain/application";
import type { Category } from "~/domain/cycle";
import type { CycleDates } from "~/domain/cycle";
import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import { findDraft, findVersion, lastVersionNumber } from "./applications.server";
import type { Queryable } from "./connection.server";
import { findProject, type SeenProject } from "./project-page.server";
import { fromJson } from "./rows.server";

/** Names for the ids that a body holds. */
export interface ApplicationNames {
  organisations: Record<string, string>;
  people: Record<string, string>;
  categories: Category[];
}

export async function namesIn(
  db: Queryable,
  project: SeenProject,
  bodies: readonly Application[],
): Promise<ApplicationNames> {
  const named = async (table: "organisations" | "people", ids: string[]) =>
    Object.fromEntries(
      ((await db(table).where({ hospitalId: project.hospitalId }).whereIn("id", ids).select("id", "name")) as {
        id: string;
        name: string;
      }[]).map(({ id, name }) => [id, name]),
    );
  return {
    organisations: await named("organisations", bodies.flatMap((body) => body.helpers)),
    people: await named(
      "people",
      bodies.flatMap((body) => body.members.map((member) => member.personId)),
    ),
    categories: fromJson<Category[]>(project.cycleCategories),
  };
}

export function worksIn(actor: Actor, project: SeenProject, memberIds: readonly string[]): boolean {
  return project.leadId === actor.personId || memberIds.includes(actor.personId);
}

export async function memberIdsOf(db: Queryable, projectId: string): Promise<string[]> {
  return (await db("projectMembers").where({ projectId }).pluck("personId")) as string[];
}

/** What the actor reads as the application: the team its working copy, everybody else what was submitted. */
export async function readableApplication(
  db: Queryable,
  actor: Actor,
  project: SeenProject,
): Promise<{ body: Application; version: number | null; savedAt: string | null }> {
  const number = await lastVersionNumber(db, project.id);
  const writing = project.state === "draft" || project.state === "returned" || number === 0;
  if (writing && worksIn(actor, project, await memberIdsOf(db, project.id))) {
    const draft = (await findDraft(db, project.id)) ?? refuse("not_found", {}, 404);
    return { body: draft.body, version: null, savedAt: draft.savedAt };
  }
  const body = await findVersion(db, project.id, number);
  return body ? { body, version: number, savedAt: null } : refuse("not_found", {}, 404);
}

export interface FormChoices {
  categories: Category[];
  /** Departments that may help: the hospital's, without the project's own. */
  departments: { id: string; name: string }[];
  /** Colleagues of the department and of those that help, and who is already in. */
  people: { id: string; name: string; organisation: string }[];
}

export async function formChoices(
  db: Queryable,
  project: { hospitalId: string; departmentId: string; leadId: string; categories: Category[] },
  body: Application,
): Promise<FormChoices> {
  const departments = (await db("organisations")
    .where({ hospitalId: project.hospitalId, kind: "department" })
    .whereNull("closedAt")
    .whereNot({ id: project.departmentId })
    .orderBy("sortKey")
    .select("id", "name")) as FormChoices["departments"];
  const people = (await db("people as p")
    .join("organisations as o", "o.id", "p.organisationId")
    .where("p.hospitalId", project.hospitalId)
    .whereNull("p.disabledAt")
    .whereNot("p.id", project.leadId)
    .andWhere((near) => {
      near
        .whereIn("p.organisationId", [project.departmentId, ...body.helpers])
        .orWhereIn("p.id", body.members.map((member) => member.personId));
    })
    .orderBy("p.sortKey")
    .orderBy("p.id")
    .limit(500)
    .select("p.id", "p.name", "o.name as organisation")) as FormChoices["people"];
  return { categories: project.categories, departments, people };
}

/** The project and its working copy, for whoever may edit it now (404 for everybody else). */
export async function findEditable(db: Queryable, actor: Actor, id: string) {
  const project = await findProject(db, actor, id);
  if (!worksIn(actor, project, await memberIdsOf(db, id))) refuse("not_found", {}, 404);
  const draft = (await findDraft(db, id)) ?? refuse("not_found", {}, 404);
  return { project, draft, editable: project.state === "draft" || project.state === "returned" };
}

export interface OpenCycle {
  id: string;
  name: string;
  categories: Category[];
  applyUntil: string;
}

/** The cycles of the actor's hospital that take applications today, the latest first. */
export async function openCycles(db: Queryable, actor: Actor, now: string): Promise<OpenCycle[]> {
  if (actor.hospitalId === null) return [];
  const rows = (await db("cycles")
    .where({ kind: "hospital", organisationId: actor.hospitalId, state: "collecting" })
    .orderBy("year", "desc")
    .orderBy("id")
    .select("id", "name", "categories", "dates")) as {
    id: string;
    name: string;
    categories: string;
    dates: string;
  }[];
  const today = shanghaiDate(now);
  return rows.flatMap((row) => {
    const { applyFrom = "", applyUntil = "" } = fromJson<Partial<CycleDates>>(row.dates);
    if ((applyFrom && today < applyFrom) || (applyUntil && today > applyUntil)) return [];
    const categories = fromJson<Category[]>(row.categories);
    return [{ id: row.id, name: row.name, categories, applyUntil }];
  });
}

/** The departments an applicant may apply for: their own and those of their grants. */
export async function ownDepartments(db: Queryable, actor: Actor): Promise<{ id: string; name: string }[]> {
  if (actor.hospitalId === null) return [];
  return (await db("organisations")
    .where({ hospitalId: actor.hospitalId, kind: "department" })
    .whereNull("closedAt")
    .whereIn("id", [actor.organisationId, ...actor.organisationIds])
    .orderBy("sortKey")
    .select("id", "name")) as { id: string; name: string }[];
}
