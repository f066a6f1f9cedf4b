import { readApplication } from "~/domain/application";
import { matchCategory, type Category } from "~/domain/cycle";
import { EMPTY_SNAPSHOT, type EntryContent } from "~/domain/entry-snapshot";
import { readEffect } from "~/domain/evaluation/effect";
import type { EntryState } from "~/domain/lifecycle/entry-table";
import type { ProjectState } from "~/domain/lifecycle/project-table";
import { can } from "~/domain/permissions";
import type { Actor } from "~/domain/people";
import { refuse, unless } from "~/domain/refusal";
import type { Queryable } from "./connection.server";
import { findCycle, type Cycle } from "./cycles.server";
import { readPage, type Page } from "./keyset.server";
import { countUpTo, fromJson } from "./rows.server";
import { likePattern } from "./text.server";

/** A hospital nominates what runs or was closed, never what was not yet established. */
export const NOMINABLE: readonly ProjectState[] = [
  "established",
  "executing",
  "evaluating",
  "closing",
  "rectifying",
  "closed",
];

/** The cycle, for the office that nominates in it. Refuses 403 who does not take part. */
export async function nominatingCycle(db: Queryable, actor: Actor, cycleId: string) {
  const cycle = await findCycle(db, actor, cycleId);
  const hospitalId =
    actor.hospitalId ?? refuse("out_of_reach", { role: actor.role, ability: "entry.nominate" });
  unless(can(actor, "entry.nominate", { hospitalId }));
  if (cycle.kind !== "municipal" || !cycle.participantIds.includes(hospitalId))
    refuse("not_taking_part");
  return { cycle, hospitalId };
}

export interface Candidate {
  id: string;
  code: string;
  title: string;
  category: string;
  departmentName: string;
  state: ProjectState;
  outcome: string;
  score: string;
  scoreRank: number;
  chosen: number;
}

export interface NominatedEntry {
  id: string;
  code: string;
  title: string;
  category: string;
  state: EntryState;
  dueOn: string;
  projectId: string | null;
  score: string | null;
}

/** The nomination page: what was put forward, what could be, and how many places are left. */
export async function findNomination(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  filter: { q: string; cursor: string | null },
) {
  const { cycle, hospitalId } = await nominatingCycle(db, actor, cycleId);
  const entries = (await db("entries as e")
    .leftJoin("projects as p", "p.id", "e.projectId")
    .where({ "e.cycleId": cycleId, "e.organisationId": hospitalId })
    .orderBy("e.code")
    .select("e.id", "e.code", "e.title", "e.category", "e.state", "e.dueOn", "e.projectId")
    .select("p.score")) as NominatedEntry[];
  const query = db("projects as p")
    .join("organisations as d", "d.id", "p.departmentId")
    .join("cycles as c", "c.id", "p.cycleId")
    .where({ "p.hospitalId": hospitalId })
    .whereIn("p.state", [...NOMINABLE])
    .select("p.id", "p.code", "p.title", "p.category", "p.state", "p.outcome", "p.score")
    .select("p.scoreRank", "d.name as departmentName", "c.categories")
    .select(
      db("entries as x")
        .whereRaw("x.project_id = p.id")
        .where({ "x.cycleId": cycleId })
        .whereNotIn("x.state", ["withdrawn", "disqualified"])
        .count()
        .as("chosen"),
    );
  if (filter.q) query.whereRaw("p.search_text like ? escape '\\'", [likePattern(filter.q)]);
  const total = await countUpTo(db, query);
  type Row = Candidate & { categories: string };
  const page: Page<Row> = await readPage<Row>(
    query,
    { column: "p.scoreRank", id: "p.id", direction: "desc" },
    filter.cursor,
    20,
    (row) => row.scoreRank,
  );
  const limit = cycle.options.entriesPerOrganisation;
  const counting = entries.filter(
    ({ state }) => !["draft", "withdrawn", "disqualified"].includes(state),
  ).length;
  return {
    cycle,
    entries,
    limit,
    counting,
    candidates: {
      ...page,
      rows: page.rows.map(({ categories, ...row }) => ({
        ...row,
        chosen: Number(row.chosen),
        category:
          fromJson<Category[]>(categories).find(({ key }) => key === row.category)?.name ??
          row.category,
      })),
    },
    total,
  };
}

/** What an entry would say of a project today. Refuses a project that may not be nominated. */
export async function contentOfProject(
  db: Queryable,
  hospitalId: string,
  cycle: Cycle,
  projectId: string,
): Promise<EntryContent & { departmentId: string }> {
  const project = (await db("projects as p")
    .join("organisations as d", "d.id", "p.departmentId")
    .join("people as l", "l.id", "p.leadId")
    .join("cycles as c", "c.id", "p.cycleId")
    .where({ "p.id": projectId, "p.hospitalId": hospitalId })
    .first(
      "p.code",
      "p.title",
      "p.category",
      "p.state",
      "p.departmentId",
      "p.leadId",
      "d.name as departmentName",
      "l.name as leadName",
      "c.categories",
    )) as ProjectForEntry | undefined;
  if (!project) refuse("not_found", {}, 404);
  if (!NOMINABLE.includes(project.state))
    refuse("project_not_nominable", { state: `lifecycle:project.state.${project.state}.staff` });
  const version = (await db("applicationVersions")
    .where({ projectId })
    .orderBy("number", "desc")
    .first("body")) as { body: string } | undefined;
  const application = readApplication(version ? fromJson(version.body) : {});
  const memberIds = (await db("projectMembers").where({ projectId }).pluck("personId")) as string[];
  const evaluation = (await db("effectEvaluations")
    .where({ projectId })
    .whereIn("state", ["submitted", "verified", "unverified"])
    .orderBy("version", "desc")
    .first("body")) as { body: string } | undefined;
  const categories = fromJson<Category[]>(project.categories);
  const named = categories.find(({ key }) => key === project.category);
  return {
    title: project.title,
    category: matchCategory(
      cycle.categories,
      named ?? { key: project.category, name: project.category },
    ),
    departmentId: project.departmentId,
    snapshot: {
      ...EMPTY_SNAPSHOT,
      source: "project",
      problem: application.problem,
      measures: application.measures
        .filter(({ text }) => text !== "")
        .map(({ text }, index) => `${index + 1}. ${text}`)
        .join("\n"),
      effect: effectText(evaluation?.body) || application.expectedResults,
      leadDepartment: project.departmentName,
      leadName: project.leadName,
      leadId: project.leadId,
      memberIds,
      projectCode: project.code,
    },
  };
}

interface ProjectForEntry {
  code: string;
  title: string;
  category: string;
  state: ProjectState;
  departmentId: string;
  leadId: string;
  departmentName: string;
  leadName: string;
  categories: string;
}

/** The figures of an effect evaluation in one line each, then its word on what lasts. */
function effectText(body: string | undefined): string {
  if (!body) return "";
  const evaluation = readEffect(fromJson(body));
  const share = ({ numerator, denominator }: { numerator: string; denominator: string }) =>
    denominator === "" ? numerator : `${numerator}/${denominator}`;
  const lines = evaluation.indicators.map(
    ({ indicator, before, after }) => `${indicator}: ${share(before)} → ${share(after)}`,
  );
  return [...lines, evaluation.sustainability].filter((line) => line !== "").join("\n");
}
