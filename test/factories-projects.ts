import type { Database } from "~/data/connection.server";
import {
  addVersion,
  replaceCoSigns,
  replaceMembers,
  titleColumns,
} from "~/data/applications.server";
import { newId } from "~/data/ids.server";
import type { Actor, Role } from "~/domain/people";
import { applicationSchema, type Application } from "~/domain/application";
import { defaultOptions, type WorkflowOptions } from "~/domain/lifecycle/options";
import type { ProjectState } from "~/domain/lifecycle/project-table";
import { WORKFLOW_VERSION } from "~/domain/lifecycle/workflow";
import type { Context } from "~/platform/context";
import { makeActor, makeOrganisation, NOW } from "./factories";

/** One person for each role of a hospital; members of the committee are `members`. */
const HOSPITAL_ROLES = {
  office: "office",
  leader: "leader_in_charge",
  secretary: "secretary",
  clerk: "clerk",
  witness: "witness",
  qc: "qc_officer",
  liaison: "liaison",
  appraiser: "appraiser",
} as const satisfies Record<string, Role>;

export interface HospitalWorld {
  hospital: { id: string; name: string };
  /** 药学部: the department of `lead`, `colleague` and `head`. */
  department: { id: string; name: string };
  /** 信息中心: cooperates, headed by `helperHead`. */
  helper: { id: string; name: string };
  branch: { id: string; name: string };
  cycleId: string;
  lead: Actor;
  colleague: Actor;
  head: Actor;
  helperHead: Actor;
  office: Actor;
  leader: Actor;
  secretary: Actor;
  members: Actor[];
  clerk: Actor;
  witness: Actor;
  qc: Actor;
  liaison: Actor;
  appraiser: Actor;
}

export const CATEGORIES = [
  { key: "medical_service", name: "医疗服务" },
  { key: "facilities", name: "设备设施及后勤" },
];

/** A hospital with two departments, everybody a project needs, and a cycle that collects applications. */
export async function makeHospitalWorld(
  db: Database,
  row: {
    name?: string;
    options?: Partial<WorkflowOptions>;
    applicationsPerDepartment?: number | null;
  } = {},
): Promise<HospitalWorld> {
  const name = row.name ?? "示范医院";
  const hospital = await makeOrganisation(db, { kind: "hospital", name });
  const below = (kind: "department" | "branch", called: string) =>
    makeOrganisation(db, { kind, name: called, parentId: hospital.id });
  const department = await below("department", "药学部");
  await db.write("organisations").where({ id: department.id }).update({ code: "07" });
  const helper = await below("department", "信息中心");
  const branch = await below("branch", "第三党支部");
  const of = (organisationId: string, role: Role, called: string) =>
    makeActor(db, { organisationId, role, name: `${name.slice(0, 1)}${called}` });
  const actors = {} as Record<keyof typeof HOSPITAL_ROLES, Actor>;
  for (const [key, role] of Object.entries(HOSPITAL_ROLES))
    actors[key as keyof typeof HOSPITAL_ROLES] = await of(hospital.id, role, key);
  const members: Actor[] = [];
  for (let n = 1; n <= 4; n += 1)
    members.push(await of(hospital.id, "committee_member", `委员${n}`));
  return {
    hospital,
    department,
    helper,
    branch,
    cycleId: await makeCycle(db, hospital.id, row),
    lead: await of(department.id, "applicant", "负责人"),
    colleague: await of(department.id, "applicant", "同事"),
    head: await of(department.id, "department_head", "主任"),
    helperHead: await of(helper.id, "department_head", "信息主任"),
    ...actors,
    members,
  };
}

/** A collecting hospital cycle, open for applications. */
export async function makeCycle(
  db: Database,
  hospitalId: string,
  row: {
    options?: Partial<WorkflowOptions>;
    applicationsPerDepartment?: number | null;
    state?: string;
    year?: number;
  } = {},
): Promise<string> {
  const id = newId();
  const year = row.year ?? 2024;
  await db.write("cycles").insert({
    id,
    kind: "hospital",
    organisationId: hospitalId,
    year,
    name: `${year} 年度院级项目`,
    state: row.state ?? "collecting",
    stateSince: NOW,
    workflowVersion: WORKFLOW_VERSION,
    options: JSON.stringify({ ...defaultOptions, ...row.options }),
    dates: JSON.stringify({ applyFrom: "2024-01-01", applyUntil: "2024-12-31" }),
    categories: JSON.stringify(CATEGORIES),
    quotas: JSON.stringify({ applicationsPerDepartment: row.applicationsPerDepartment ?? null }),
    createdAt: NOW,
  });
  return id;
}

/** A body that may be submitted; without helpers unless given. */
export function makeApplication(given: Partial<Application> = {}): Application {
  return applicationSchema.parse({
    title: "优化门诊药房药品调配流程",
    category: "medical_service",
    problem: "2023 年取药等候超过 20 分钟的占 14.5%（1,204 / 8,310）。",
    measures: [{ text: "发药窗口动线改造", owner: "刘某某", dueOn: "2024-05-31" }],
    noHelpers: (given.helpers ?? []).length === 0,
    ...given,
  });
}

export interface MadeProject {
  id: string;
  code: string;
  title: string;
}

let running = 0;

/**
 * A project put straight into a state, with its application and, after the draft, a first version. For
 * what depends on how a state was reached, press the buttons instead (`advanceProject`).
 */
export async function makeProject(
  db: Database,
  world: HospitalWorld,
  row: {
    state?: ProjectState;
    title?: string;
    lead?: Actor;
    departmentId?: string;
    cycleId?: string;
    body?: Partial<Application>;
    dueOn?: string;
    resumeTo?: ProjectState;
    outcome?: string;
    options?: Partial<WorkflowOptions>;
    score?: string;
    updatedAt?: string;
  } = {},
): Promise<MadeProject> {
  running += 1;
  const id = newId();
  const state = row.state ?? "draft";
  const lead = row.lead ?? world.lead;
  const body = makeApplication({ ...(row.title ? { title: row.title } : {}), ...row.body });
  const project = {
    id,
    code: `2024-99-${String(running).padStart(3, "0")}`,
    leadId: lead.personId,
    hospitalId: world.hospital.id,
    departmentId: row.departmentId ?? world.department.id,
  };
  const { score = "" } = row;
  await db.write.transaction(async (tx) => {
    await tx("projects").insert({
      ...project,
      ...(await titleColumns(tx, project, body.title)),
      cycleId: row.cycleId ?? world.cycleId,
      category: body.category,
      state,
      stateSince: NOW,
      resumeTo: row.resumeTo ?? null,
      dueOn: row.dueOn ?? "9999-12-31",
      isMajorMatter: body.majorMatter ? 1 : 0,
      workflowVersion: WORKFLOW_VERSION,
      options: JSON.stringify({ ...defaultOptions, ...row.options }),
      outcome: row.outcome ?? "",
      score,
      scoreRank: score === "" ? 0 : Math.round(Number(score) * 1_000_000),
      createdAt: NOW,
      updatedAt: row.updatedAt ?? NOW,
    });
    await tx("applications").insert({
      projectId: id,
      body: JSON.stringify(body),
      revision: 1,
      savedAt: NOW,
      savedBy: lead.personId,
    });
    if (state === "draft") return;
    await addVersion(tx, id, body, lead.personId, NOW);
    await replaceMembers(tx, project, body.members);
    await replaceCoSigns(tx, project, body.noHelpers ? [] : body.helpers);
  });
  return { id, code: project.code, title: body.title };
}

/** The context of a command run by this person. */
export function contextOf(db: Database, actor: Actor, now: string = NOW): Context {
  return { db, actor, now, requestId: "test" };
}
