import type { Knex } from "knex";
import { milestoneLights, projectLight, reportLight, type Light, type LightKind } from "~/domain/execution-progress";
import type { Actor } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "./connection.server";
import type { MilestoneRow } from "./milestones.server";
import { visibleProjects } from "./projects.server";
import { likePattern } from "./text.server";

export interface RunningProject {
  id: string;
  code: string;
  title: string;
  department: string;
  lead: string;
  light: Light;
  milestonesDone: number;
  milestones: number;
  reportsIn: number;
  reports: number;
  reportsOverdue: number;
  presses: number;
  nextDue: string | null;
}

export interface ExecutionQuery {
  readonly q: string;
  readonly light: string;
  readonly sort: string;
}

/** More than an office can run at once; beyond it the list says so. */
const MOST = 500;
const URGENT: readonly LightKind[] = ["overdue", "behind", "near", "on_time", "done", "held"];

/** The running projects an actor sees with their lights; a light is reckoned from today, so not in SQL. */
export async function listRunning(
  db: Queryable,
  actor: Actor,
  query: ExecutionQuery,
  now: string,
): Promise<{ rows: RunningProject[]; cut: boolean }> {
  const found = db("projects as p").where(visibleProjects(actor)).andWhere("p.state", "executing");
  for (const word of query.q.split(/\s+/).filter((part) => part !== "").slice(0, 5))
    found.whereRaw("p.search_text LIKE ? ESCAPE '\\'", [likePattern(word)]);
  const projects = (await found
    .join("people as l", "l.id", "p.leadId")
    .join("organisations as d", "d.id", "p.departmentId")
    .orderBy("p.code")
    .limit(MOST + 1)
    .select("p.id", "p.code", "p.title", "p.cycleId", "p.isOnHold", "p.stateSince")
    .select("d.name as department", "l.name as lead")) as (Pick<
    RunningProject,
    "id" | "code" | "title" | "department" | "lead"
  > & { cycleId: string; isOnHold: number; stateSince: string })[];
  const shown = projects.slice(0, MOST);
  const ids = shown.map((project) => project.id);
  const milestones = (await db("milestones").whereIn("projectId", ids).orderBy("position")) as MilestoneRow[];
  const calls = (await db("reportCalls as c")
    .whereIn("c.cycleId", [...new Set(shown.map((project) => project.cycleId))])
    .select("c.id", "c.cycleId", "c.dueOn")) as { id: string; cycleId: string; dueOn: string }[];
  const answered = (await db("stageReports")
    .whereIn("projectId", ids)
    .whereIn("state", ["submitted", "excused"])
    .select("projectId", "callId")) as { projectId: string; callId: string }[];
  const pressed = await countBy(db("presses").whereIn("projectId", ids));
  const today = shanghaiDate(now);
  const rows = shown.map((project): RunningProject => {
    const own = milestones.filter((row) => row.projectId === project.id);
    const called = calls.filter((call) => call.cycleId === project.cycleId);
    const isIn = (callId: string) =>
      answered.some((one) => one.projectId === project.id && one.callId === callId);
    const due = [
      ...own.filter((row) => row.doneOn === null).map((row) => row.plannedOn),
      ...called.filter((call) => !isIn(call.id)).map((call) => call.dueOn),
    ].sort();
    return {
      id: project.id,
      code: project.code,
      title: project.title,
      department: project.department,
      lead: project.lead,
      light: projectLight(
        [
          ...milestoneLights(own, shanghaiDate(project.stateSince), today),
          ...called.map((call) => reportLight(call.dueOn, isIn(call.id), today)),
        ],
        project.isOnHold === 1,
      ),
      milestonesDone: own.filter((row) => row.doneOn !== null).length,
      milestones: own.length,
      reportsIn: called.filter((call) => isIn(call.id)).length,
      reports: called.length,
      reportsOverdue: called.filter((call) => !isIn(call.id) && call.dueOn < today).length,
      presses: pressed.get(project.id) ?? 0,
      nextDue: due[0] ?? null,
    };
  });
  return {
    rows: rows.filter((row) => query.light === "" || row.light.kind === query.light).sort(by(query.sort)),
    cut: projects.length > MOST,
  };
}

async function countBy(query: Knex.QueryBuilder): Promise<Map<string, number>> {
  const rows = (await query.groupBy("projectId").select("projectId").count({ n: "*" })) as {
    projectId: string;
    n: number;
  }[];
  return new Map(rows.map((row) => [row.projectId, Number(row.n)]));
}

const LAST = "9999-12-31";
function by(sort: string): (a: RunningProject, b: RunningProject) => number {
  const descending = sort.startsWith("-") ? -1 : 1;
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0) * descending;
  switch (sort.replace(/^-/, "")) {
    case "code":
      return (a, b) => compare(a.code, b.code);
    case "next":
      return (a, b) => compare(a.nextDue ?? LAST, b.nextDue ?? LAST);
    default:
      return (a, b) =>
        compare(URGENT.indexOf(a.light.kind), URGENT.indexOf(b.light.kind)) ||
        (a.nextDue ?? LAST).localeCompare(b.nextDue ?? LAST);
  }
}

/** The cycles for which this office may call for reports, with the next number of each. */
export async function callableCycles(
  db: Queryable,
  actor: Actor,
): Promise<{ id: string; name: string; next: number }[]> {
  const cycles = (await db("cycles")
    .where({ kind: "hospital" })
    .whereIn("organisationId", [...actor.organisationIds])
    .whereIn("id", db("projects").where({ state: "executing" }).select("cycleId"))
    .orderBy("year", "desc")
    .select("id", "name")) as { id: string; name: string }[];
  const last = (await db("reportCalls")
    .whereIn("cycleId", cycles.map((cycle) => cycle.id))
    .groupBy("cycleId")
    .select("cycleId")
    .max({ n: "number" })) as { cycleId: string; n: number }[];
  return cycles.map((cycle) => ({
    ...cycle,
    next: Number(last.find((one) => one.cycleId === cycle.id)?.n ?? 0) + 1,
  }));
}
