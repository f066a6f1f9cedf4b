import type { ProjectState } from "~/domain/lifecycle";
import type { Actor } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "./connection.server";
import { visibleProjects } from "./projects.server";

export interface Dashboard {
  /** How many projects came at least this far. */
  funnel: { step: string; count: number }[];
  byState: { state: ProjectState; count: number }[];
  byCategory: { category: string; count: number }[];
  byDepartment: { department: string; count: number; established: number; overdue: number }[];
  overdue: {
    id: string;
    code: string;
    title: string;
    department: string;
    state: ProjectState;
    dueOn: string;
  }[];
  total: number;
}

/** Reached once a project has been in one of these states, as its events tell. */
const FUNNEL: readonly { step: string; states: readonly ProjectState[] }[] = [
  { step: "applied", states: ["endorsing", "submitted"] },
  { step: "accepted", states: ["accepted"] },
  { step: "reviewed", states: ["reviewed"] },
  { step: "established", states: ["established"] },
  { step: "executing", states: ["executing"] },
  { step: "closed", states: ["closed"] },
];

const ESTABLISHED: readonly ProjectState[] = [
  "established",
  "executing",
  "evaluating",
  "closing",
  "rectifying",
  "closed",
];

/**
 * The committee's overview of the projects that the actor sees and, if given, of one cycle: a leader in
 * charge of some departments has theirs. Drafts are their applicants' own and not counted.
 */
export async function loadDashboard(
  db: Queryable,
  actor: Actor,
  cycleId: string | null,
  now: string,
): Promise<Dashboard> {
  const scope = () => {
    const query = db("projects as p")
      .where(visibleProjects(actor))
      .whereNot({ "p.state": "draft" });
    return cycleId ? query.andWhere({ "p.cycleId": cycleId }) : query;
  };
  const counted = async (query: ReturnType<typeof scope>) => {
    const [row] = (await query.count({ n: "*" })) as unknown as { n: number }[];
    return Number(row?.n ?? 0);
  };
  const funnel = [];
  for (const { step, states } of FUNNEL)
    funnel.push({
      step,
      count: await counted(
        scope().whereExists((passed) => {
          void passed
            .from("events as e")
            .where({ "e.subjectKind": "project" })
            .whereIn("e.toState", [...states])
            .whereRaw("e.subject_id = p.id");
        }),
      ),
    });
  const today = shanghaiDate(now);
  const late = () => scope().andWhere("p.dueOn", "<", today);
  const departments = (await scope()
    .join("organisations as o", "o.id", "p.departmentId")
    .groupBy("o.id", "o.name", "o.sortKey")
    .orderBy("o.sortKey")
    .select("o.name as department")
    .count({ count: "*" })
    .select(
      db.raw(
        `sum(case when p.state in (${ESTABLISHED.map(() => "?").join(",")}) then 1 else 0 end) as established`,
        [...ESTABLISHED],
      ),
      db.raw("sum(case when p.due_on < ? then 1 else 0 end) as overdue", [today]),
    )) as unknown as Dashboard["byDepartment"];
  return {
    funnel,
    total: await counted(scope()),
    byState: (
      (await scope().groupBy("p.state").select("p.state").count({ count: "*" })) as unknown as Dashboard["byState"]
    ).map((row) => ({ ...row, count: Number(row.count) })),
    byCategory: (
      (await scope()
        .groupBy("p.category")
        .orderBy("p.category")
        .select("p.category")
        .count({ count: "*" })) as unknown as Dashboard["byCategory"]
    ).map((row) => ({ ...row, count: Number(row.count) })),
    byDepartment: departments.map((row) => ({
      department: row.department,
      count: Number(row.count),
      established: Number(row.established),
      overdue: Number(row.overdue),
    })),
    overdue: (await late()
      .join("organisations as o", "o.id", "p.departmentId")
      .orderBy("p.dueOn")
      .limit(50)
      .select(
        "p.id",
        "p.code",
        "p.title",
        "p.state",
        "p.dueOn",
        "o.name as department",
      )) as Dashboard["overdue"],
  };
}

export async function listHospitalCycles(
  db: Queryable,
  actor: Actor,
): Promise<{ id: string; name: string; categories: string }[]> {
  return (await db("cycles")
    .where({ organisationId: actor.hospitalId ?? "", kind: "hospital" })
    .orderBy("year", "desc")
    .orderBy("createdAt", "desc")
    .limit(50)
    .select("id", "name", "categories")) as { id: string; name: string; categories: string }[];
}
