import { readApplication, type Application } from "~/domain/application";
import type { EntrySnapshot } from "~/domain/entry-snapshot";
import { attachmentsOf } from "./attachments.server";
import type { Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import type { RoundKind } from "./rounds.server";
import { fromJson } from "./rows.server";

/** What experts read of a hospital's own project, as of the day it was listed. */
export interface ProjectSnapshot extends EntrySnapshot {
  readonly application: Application;
  readonly applicationVersion: number;
  /** The latest effect evaluation handed in, for annual and closure rounds. */
  readonly evaluation: unknown;
  readonly files: readonly { id: string; name: string; size: number }[];
}

interface ProjectRow {
  id: string;
  code: string;
  title: string;
  category: string;
  state: string;
  cycleId: string;
  hospitalId: string;
  departmentId: string;
  leadId: string;
  leadName: string;
  departmentName: string;
  sortKey: string;
  searchText: string;
}

/** The state a project has to be in to be listed for a kind of round. */
export const LISTED_STATES: Readonly<Record<RoundKind, readonly string[]>> = {
  establishment: ["accepted"],
  annual: ["executing", "evaluating", "closing", "closed"],
  closure: ["closing"],
  municipal: [],
};

function projects(db: Queryable, kind: RoundKind, cycleId: string) {
  return db("projects as p")
    .join("people as l", "l.id", "p.leadId")
    .join("organisations as d", "d.id", "p.departmentId")
    .where({ "p.cycleId": cycleId })
    .whereIn("p.state", [...LISTED_STATES[kind]])
    .whereNotExists(
      // Already listed in a round of the kind that has not come to its end.
      db("entries as e")
        .join("rounds as r", "r.id", "e.roundId")
        .whereRaw("e.project_id = p.id")
        .where({ "r.kind": kind })
        .whereIn("r.state", ["preparing", "open", "closed"]),
    )
    .orderBy("p.code");
}

export interface Listable {
  id: string;
  code: string;
  title: string;
  departmentName: string;
}

export async function listableProjects(
  db: Queryable,
  kind: RoundKind,
  cycleId: string,
): Promise<Listable[]> {
  return (await projects(db, kind, cycleId).select(
    "p.id",
    "p.code",
    "p.title",
    "d.name as departmentName",
  )) as Listable[];
}

/**
 * Lists projects as entries of a round; ids that may not be listed are left out.
 * Experts read a hospital's entries at the desk, nobody calls them up: where the cycle asks for a
 * presentation, they count as presented from the start.
 * @returns how many were listed
 */
export async function listProjects(
  tx: Transaction,
  round: { id: string; kind: RoundKind; cycleId: string },
  projectIds: readonly string[],
  defence: boolean,
  now: string,
): Promise<number> {
  const rows = (await projects(tx, round.kind, round.cycleId)
    .whereIn("p.id", [...projectIds])
    .select(
      "p.id",
      "p.code",
      "p.title",
      "p.category",
      "p.state",
      "p.cycleId",
      "p.hospitalId",
      "p.departmentId",
      "p.leadId",
      "l.name as leadName",
      "d.name as departmentName",
      "p.sortKey",
      "p.searchText",
    )) as ProjectRow[];
  const before = (await tx("entries")
    .where({ roundId: round.id })
    .max({ last: "position" })
    .first()) as { last: number | null } | undefined;
  let position = Number(before?.last ?? 0);
  for (const row of rows) {
    position += 1;
    await tx("entries").insert({
      id: newId(),
      cycleId: row.cycleId,
      roundId: round.id,
      projectId: row.id,
      code: row.code,
      title: row.title,
      organisationId: row.hospitalId,
      organisationName: row.departmentName,
      departmentId: row.departmentId,
      category: row.category,
      state: defence ? "presented" : "scheduled",
      stateSince: now,
      snapshot: JSON.stringify(await snapshotOf(tx, row)),
      position,
      sortKey: row.sortKey,
      searchText: row.searchText,
      createdAt: now,
      updatedAt: now,
    });
  }
  return rows.length;
}

async function snapshotOf(db: Queryable, project: ProjectRow): Promise<ProjectSnapshot> {
  const version = (await db("applicationVersions")
    .where({ projectId: project.id })
    .orderBy("number", "desc")
    .first("number", "body")) as { number: number; body: string } | undefined;
  const draft = version
    ? undefined
    : ((await db("applications").where({ projectId: project.id }).first("body")) as
        | { body: string }
        | undefined);
  const stored = version?.body ?? draft?.body;
  const application = readApplication(stored ? fromJson(stored) : {});
  const evaluation = (await db("effectEvaluations")
    .where({ projectId: project.id })
    .whereNot({ state: "draft" })
    .orderBy("version", "desc")
    .first("body")) as { body: string } | undefined;
  const files = (await attachmentsOf(db, "project", project.id)).filter(({ purpose }) =>
    ["application", "closure"].includes(purpose),
  );
  return {
    source: "project",
    problem: application.problem,
    measures: application.measures.map((row) => row.text).join("\n"),
    effect: application.expectedResults,
    leadDepartment: project.departmentName,
    leadName: project.leadName,
    projectCode: project.code,
    application,
    applicationVersion: version?.number ?? 0,
    evaluation: evaluation ? fromJson(evaluation.body) : null,
    files: files.map(({ id, name, size }) => ({ id, name, size })),
  };
}
