import type { Knex } from "knex";
import type { Actor, Role } from "~/domain/people";
import type { ProjectState } from "~/domain/lifecycle/project-table";
import type { ProjectQuery, ProjectSort } from "~/domain/project-list";
import type { Queryable } from "./connection.server";
import { readPage, type KeysetOrder, type Page } from "./keyset.server";
import { countUpTo } from "./rows.server";
import { likePattern } from "./text.server";

/** Roles that see the submitted projects of what their grants reach. */
const HOSPITAL_EYES: readonly Role[] = [
  "office",
  "leader_in_charge",
  "secretary",
  "committee_member",
  "clerk",
  "witness",
  "qc_officer",
  "liaison",
];
const DEPARTMENT_EYES: readonly Role[] = ["department_head", "branch_secretary"];

/**
 * Which projects an actor sees, as a condition over `projects as p`: applicants those they lead or
 * work in (and what is to be merged into theirs), heads and branch secretaries those of their
 * departments and those they cooperate in, the hospital's officers those their grant reaches. Drafts are
 * their team's alone, and stay so when they are withdrawn unsubmitted. Every other role sees none.
 */
export function visibleProjects(actor: Actor): Knex.QueryCallback {
  return (where) => {
    const { role, hospitalId, personId } = actor;
    if (hospitalId === null) return void where.whereRaw("1 = 0");
    if (role === "applicant")
      return void where.where("p.hospitalId", hospitalId).andWhere((own) => {
        own.where("p.leadId", personId);
        void own.orWhereIn("p.id", (member) => {
          void member.from("projectMembers").where({ personId }).select("projectId");
        });
        void own.orWhereIn("p.mergedIntoId", (target) => {
          void target.from("projects").where({ leadId: personId }).select("id");
        });
      });
    if (HOSPITAL_EYES.includes(role)) {
      where.where("p.hospitalId", hospitalId).andWhere(submittedOnce);
      reach(where, actor, hospitalId);
      return;
    }
    if (DEPARTMENT_EYES.includes(role)) {
      const ids = [...actor.organisationIds];
      where.where("p.hospitalId", hospitalId).andWhere((known) => {
        known.where(submittedOnce).orWhere("p.leadId", personId);
      });
      where.andWhere((department) => {
        department.whereIn("p.departmentId", ids).orWhereIn("p.branchId", ids);
        void department.orWhereIn("p.id", (helping) => {
          void helping.from("coSigns").whereIn("departmentId", ids).select("projectId");
        });
      });
      return;
    }
    where.whereRaw("1 = 0");
  };
}

const submittedOnce: Knex.QueryCallback = (where) => {
  where.whereNot("p.state", "draft").andWhere((known) => {
    known.whereNot("p.state", "withdrawn");
    void known.orWhereIn("p.id", (version) => {
      void version.from("applicationVersions").select("projectId");
    });
  });
};

/** A grant over the hospital reaches all of it; a narrower one its departments, cycle or project. */
function reach(where: Knex.QueryBuilder, actor: Actor, hospitalId: string): void {
  if (actor.organisationIds.includes(hospitalId)) return;
  if (actor.scopes.some((scope) => scope.kind === "installation")) return;
  const ids = [...actor.organisationIds];
  const scoped = (kind: "cycle" | "project") =>
    actor.scopes.filter((scope) => scope.kind === kind).map((scope) => scope.id);
  where.andWhere((within) => {
    within
      .whereIn("p.departmentId", ids)
      .orWhereIn("p.branchId", ids)
      .orWhereIn("p.cycleId", scoped("cycle"))
      .orWhereIn("p.id", scoped("project"));
  });
}

/** Whether the actor sees the project at all. */
export async function seesProject(db: Queryable, actor: Actor, id: string): Promise<boolean> {
  const row: unknown = await db("projects as p")
    .where("p.id", id)
    .andWhere(visibleProjects(actor))
    .first("p.id");
  return row !== undefined;
}

const SORT_COLUMN: Readonly<Record<ProjectSort, "updatedAt" | "code" | "sortKey" | "dueOn" | "scoreRank">> = {
  updated: "updatedAt",
  code: "code",
  title: "sortKey",
  due: "dueOn",
  score: "scoreRank",
};

export interface ProjectListRow {
  id: string;
  code: string;
  title: string;
  category: string;
  state: ProjectState;
  dueOn: string;
  isOnHold: number;
  score: string;
  scoreRank: number;
  sortKey: string;
  updatedAt: string;
  leadName: string;
  departmentName: string;
  cycleName: string;
  categories: string;
}

/** The projects an actor sees, narrowed by what was searched and chosen. */
function listed(db: Queryable, actor: Actor, query: ProjectQuery, today: string): Knex.QueryBuilder {
  const found = db("projects as p").where(visibleProjects(actor));
  for (const word of query.q.split(/\s+/).filter((part) => part !== "").slice(0, 5))
    found.whereRaw("p.search_text LIKE ? ESCAPE '\\'", [likePattern(word)]);
  if (query.cycle) found.andWhere("p.cycleId", query.cycle);
  if (query.state) found.andWhere("p.state", query.state);
  if (query.category) found.andWhere("p.category", query.category);
  if (query.department) found.andWhere("p.departmentId", query.department);
  if (query.overdue) found.andWhere("p.dueOn", "<", today);
  return found;
}

export async function listProjects(
  db: Queryable,
  actor: Actor,
  query: ProjectQuery,
  today: string,
  cursor: string | null,
  size = 50,
): Promise<Page<ProjectListRow>> {
  const column = SORT_COLUMN[query.sort];
  const order: KeysetOrder = { column: `p.${column}`, id: "p.id", direction: query.direction };
  const rows = listed(db, actor, query, today)
    .join("people as l", "l.id", "p.leadId")
    .join("organisations as d", "d.id", "p.departmentId")
    .join("cycles as c", "c.id", "p.cycleId")
    .select(
      "p.id",
      "p.code",
      "p.title",
      "p.category",
      "p.state",
      "p.dueOn",
      "p.isOnHold",
      "p.score",
      "p.scoreRank",
      "p.sortKey",
      "p.updatedAt",
      "l.name as leadName",
      "d.name as departmentName",
      "c.name as cycleName",
      "c.categories",
    );
  return readPage<ProjectListRow>(rows, order, cursor, size, (row) => row[column]);
}

/** How many the list holds in all, counted up to 10,000. */
export function countProjects(db: Queryable, actor: Actor, query: ProjectQuery, today: string) {
  return countUpTo(db, listed(db, actor, query, today));
}

/** Every listed project up to `most`, page by page, for exports. */
export async function allProjects(
  db: Queryable,
  actor: Actor,
  query: ProjectQuery,
  today: string,
  most: number,
): Promise<{ rows: ProjectListRow[]; cut: boolean }> {
  const rows: ProjectListRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<ProjectListRow> = await listProjects(db, actor, query, today, cursor, 500);
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null && rows.length < most);
  return { rows: rows.slice(0, most), cut: cursor !== null || rows.length > most };
}

export interface ListChoices {
  cycles: { id: string; name: string; categories: string }[];
  departments: { id: string; name: string }[];
}

/** What the filters of the list offer: only what occurs among the visible projects. */
export async function projectListChoices(db: Queryable, actor: Actor): Promise<ListChoices> {
  const seen = (column: string) => db("projects as p").where(visibleProjects(actor)).select(column);
  const cycles = (await db("cycles")
    .whereIn("id", seen("p.cycleId"))
    .orderBy("year", "desc")
    .orderBy("id")
    .select("id", "name", "categories")) as ListChoices["cycles"];
  const departments = (await db("organisations")
    .whereIn("id", seen("p.departmentId"))
    .orderBy("sortKey")
    .select("id", "name")) as ListChoices["departments"];
  return { cycles, departments };
}
