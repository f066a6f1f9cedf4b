import type { Actor } from "~/domain/people";
import { dated, type WorkItem } from "~/domain/work";
import type { Queryable } from "../connection.server";

/* What waits in projects: each function is one kind of work of one role, a query and its wording. */

interface ProjectLine {
  id: string;
  code: string;
  title: string;
  state: string;
  dueOn: string;
  department: string;
}

const MOST = 50;

function projects(db: Queryable) {
  return db("projects as p")
    .join("organisations as o", "o.id", "p.departmentId")
    .orderBy("p.dueOn")
    .limit(MOST)
    .select("p.id", "p.code", "p.title", "p.state", "p.dueOn", "o.name as department");
}

const item =
  (key: string, path: (row: ProjectLine) => string) =>
  (row: ProjectLine): WorkItem => ({
    key,
    facts: { title: row.title, code: row.code, department: row.department },
    link: path(row),
    dueOn: dated(row.dueOn),
  });

const projectPage = (row: ProjectLine) => `/projects/${row.id}`;
const under = (tail: string) => (row: ProjectLine) => `/projects/${row.id}/${tail}`;

/** Nobody is asked twice: leaves out what this person has already agreed to in the present state. */
function notYetAgreed(query: ReturnType<typeof projects>, actor: Actor, transition: string): void {
  void query.whereNotExists((given) => {
    void given
      .from("consents as c")
      .where({ "c.subjectKind": "project", "c.transition": transition, "c.personId": actor.personId })
      .whereRaw("c.subject_id = p.id")
      .whereRaw("c.at >= p.state_since");
  });
}

export async function leadWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  const own = () => projects(db).where({ "p.leadId": actor.personId });
  const signing = own().where({ "p.state": "established" });
  notYetAgreed(signing, actor, "sign_charter");
  const rows = async (query: ReturnType<typeof projects>) => (await query) as ProjectLine[];
  const drafts = (await own()
    .where({ "p.state": "draft" })
    .join("cycles as y", "y.id", "p.cycleId")
    .select("y.dates")) as (ProjectLine & { dates: string })[];
  return [
    ...drafts.map((row) => ({
      ...item("finish_draft", under("application"))(row),
      dueOn: (JSON.parse(row.dates) as { applyUntil?: string }).applyUntil || null,
    })),
    ...(await rows(own().where({ "p.state": "returned" }))).map(
      item("answer_return", under("application")),
    ),
    ...(await rows(signing)).map(item("sign_charter", under("charter"))),
    ...(await reportsDue(db, actor)),
    ...(await rows(
      own().where({ "p.state": "evaluating" }).whereNotExists((sent) => {
        void sent
          .from("effectEvaluations as e")
          .whereIn("e.state", ["submitted", "verified"])
          .whereRaw("e.project_id = p.id");
      }),
    )).map(item("report_effect", under("effect"))),
    ...(await rows(
      own().where({ "p.state": "closing" }).whereNotExists((sent) => {
        void sent
          .from("closureReports as c")
          .whereNotNull("c.submittedAt")
          .whereRaw("c.project_id = p.id");
      }),
    )).map(item("write_closure", under("closure"))),
    ...(await rows(own().where({ "p.state": "rectifying" }))).map(item("rectify", under("effect"))),
  ];
}

interface ReportLine extends ProjectLine {
  callId: string;
  number: number;
  callDueOn: string;
}

async function reportsDue(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  const rows = (await projects(db)
    .join("reportCalls as c", "c.cycleId", "p.cycleId")
    .where({ "p.state": "executing", "p.leadId": actor.personId })
    .whereNotExists((given) => {
      void given
        .from("stageReports as s")
        .whereIn("s.state", ["submitted", "excused"])
        .whereRaw("s.call_id = c.id")
        .whereRaw("s.project_id = p.id");
    })
    .select("c.id as callId", "c.number", "c.dueOn as callDueOn")) as ReportLine[];
  return rows.map((row) => ({
    key: "stage_report",
    facts: { title: row.title, code: row.code, number: row.number },
    link: `/projects/${row.id}/reports/${row.callId}`,
    dueOn: dated(row.callDueOn),
  }));
}

export async function headWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  const mine = [...actor.organisationIds];
  if (mine.length === 0) return [];
  const endorsing = (await projects(db)
    .where({ "p.state": "endorsing" })
    .whereIn("p.departmentId", mine)
    .whereNot({ "p.leadId": actor.personId })) as ProjectLine[];
  const coSigning = (await projects(db)
    .join("coSigns as c", "c.projectId", "p.id")
    .where({ "p.state": "endorsing", "c.decision": "" })
    .whereIn("c.departmentId", mine)) as ProjectLine[];
  const signing = projects(db)
    .where({ "p.state": "established" })
    .whereIn("p.departmentId", mine)
    .whereNot({ "p.leadId": actor.personId });
  notYetAgreed(signing, actor, "sign_charter");
  return [
    ...endorsing.map(item("endorse", projectPage)),
    ...coSigning.map(item("co_sign", projectPage)),
    ...((await signing) as ProjectLine[]).map(item("sign_charter", under("charter"))),
  ];
}

/** Applications whose lead is the head of the department: the leader in charge endorses instead. */
export async function leaderWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  const rows = (await projects(db)
    .where({ "p.state": "endorsing" })
    .whereIn("p.departmentId", [...actor.organisationIds])
    .whereExists((head) => {
      void head
        .from("roleGrants as g")
        .where({ "g.role": "department_head" })
        .whereNull("g.revokedAt")
        .whereRaw("g.person_id = p.lead_id")
        .whereRaw("g.scope_id = p.department_id");
    })) as ProjectLine[];
  return rows.map(item("endorse", projectPage));
}

/** Kinds of office work that come in heaps: one line each, leading to the filtered list. */
export async function officeWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  const hospital = actor.hospitalId;
  if (!hospital) return [];
  const heaps = (await db("projects")
    .where({ hospitalId: hospital })
    .whereIn("state", ["submitted", "accepted", "reviewed", "closing"])
    .groupBy("state")
    .select("state")
    .min({ dueOn: "dueOn" })
    .count({ n: "*" })) as { state: string; dueOn: string; n: number }[];
  const signing = projects(db).where({ "p.state": "established", "p.hospitalId": hospital });
  notYetAgreed(signing, actor, "sign_charter");
  const amendments = (await projects(db)
    .join("amendments as a", "a.projectId", "p.id")
    .where({ "p.hospitalId": hospital, "p.state": "executing", "a.state": "proposed" })) as ProjectLine[];
  const overdue = (await projects(db)
    .where({ "p.hospitalId": hospital })
    .whereIn("p.state", ["evaluating", "rectifying"])
    .whereNot({ "p.dueOn": "9999-12-31" })) as ProjectLine[];
  const archiving = (await projects(db)
    .where({ "p.hospitalId": hospital, "p.state": "closed" })
    .whereNull("p.archivedAt")) as ProjectLine[];
  return [
    ...heaps.map(({ state, dueOn, n }) => ({
      key: `heap_${state}`,
      facts: { count: Number(n) },
      link: `/projects?state=${state}`,
      dueOn: dated(dueOn),
    })),
    ...((await signing) as ProjectLine[]).map(item("sign_charter", under("charter"))),
    ...amendments.map(item("decide_amendment", under("execution"))),
    ...overdue.map(item("watch_deadline", projectPage)),
    ...archiving.map(item("archive", under("closure"))),
  ];
}

export async function qualityWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  if (!actor.hospitalId) return [];
  const verifying = (await projects(db)
    .join("effectEvaluations as e", "e.projectId", "p.id")
    .where({ "p.hospitalId": actor.hospitalId, "p.state": "evaluating", "e.state": "submitted" })) as ProjectLine[];
  const reports = (await projects(db)
    .join("stageReports as s", "s.projectId", "p.id")
    .where({ "p.hospitalId": actor.hospitalId, "s.state": "submitted" })
    .whereNull("s.qualityAt")
    .select("s.callId")) as (ProjectLine & { callId: string })[];
  return [
    ...verifying.map(item("verify_effect", under("effect"))),
    ...reports.map((row) => ({
      ...item("assess_report", () => `/projects/${row.id}/reports/${row.callId}`)(row),
      dueOn: null,
    })),
  ];
}
