import type { Database } from "~/data/connection.server";
import { newId } from "~/data/ids.server";
import { insertImportedSheets } from "~/data/sheets.server";

import { searchText, sortKey } from "~/data/text.server";
import type { Actor } from "~/domain/people";
import { defaultRubric, type Rubric } from "~/domain/rubric/rubric";
import type { StandingRule } from "~/domain/standing/types";
import { defaultOptions, type WorkflowOptions } from "~/domain/lifecycle/options";
import { emptyApplication } from "~/domain/application";
import { makeActor, makeOrganisation, NOW } from "#test/factories";

/* A hospital's or a centre's round with everything around it, as short as a test can say it. */

export const RUBRIC: Rubric = defaultRubric({
  problem: { name: "问题精准", anchors: ["有数据定位", "分析不足", "笼统"] },
  measures: { name: "措施合理" },
  effect: { name: "效果明显" },
});

export const RULE: StandingRule = {
  aggregation: "mean",
  minimumSheets: 2,
  ties: [],
  tiers: { basis: "overall", list: [] },
  groups: { entriesRequired: null, incomplete: "after_complete" },
};

export interface MadeRound {
  id: string;
  cycleId: string;
  rubricId: string;
  hospitalId: string;
  office: Actor;
  witness: Actor;
  lead: Actor;
  experts: { actor: Actor; memberId: string }[];
  entries: { id: string; title: string; projectId: string | null }[];
}

export interface RoundPlan {
  kind?: "establishment" | "annual" | "closure" | "municipal";
  state?: "preparing" | "open" | "closed";
  entries?: number;
  experts?: number;
  /** Default: the plan's cycle has a minimum of 2 sheets and 2 experts and no presentation. */
  options?: Partial<WorkflowOptions>;
  rule?: Partial<StandingRule>;
  rubric?: Rubric;
  name?: string;
  /** Experts of this hospital's own departments instead of outside bodies. */
  insideExperts?: boolean;
}

/** A round whose projects stand where its state puts them: accepted, or in review once it is open. */
export async function makeRound(db: Database, plan: RoundPlan = {}): Promise<MadeRound> {
  const kind = plan.kind ?? "establishment";
  const state = plan.state ?? "open";
  const municipal = kind === "municipal";
  const tag = newId().slice(0, 4);
  const organiser = await makeOrganisation(db, {
    kind: municipal ? "centre" : "hospital",
    name: municipal ? `中心${tag}` : `示范医院${tag}`,
  });
  const options: WorkflowOptions = {
    ...defaultOptions,
    minimumSheets: 2,
    minimumPanel: 2,
    defence: false,
    ...plan.options,
  };
  const cycleId = newId();
  await db.write("cycles").insert({
    id: cycleId,
    kind: municipal ? "municipal" : "hospital",
    organisationId: organiser.id,
    year: 2024,
    name: `2024年度${tag}`,
    state: "running",
    stateSince: NOW,
    workflowVersion: 1,
    options: JSON.stringify(options),
    createdAt: NOW,
  });
  const rubricId = newId();
  await db.write("rubrics").insert({
    id: rubricId,
    cycleId,
    roundKind: kind,
    version: 1,
    name: "评分标准",
    body: JSON.stringify(plan.rubric ?? RUBRIC),
    createdAt: NOW,
  });
  const roundId = newId();
  await db.write("rounds").insert({
    id: roundId,
    cycleId,
    kind,
    name: plan.name ?? `立项评审${tag}`,
    state,
    stateSince: NOW,
    rubricId,
    rule: JSON.stringify({ ...RULE, ...plan.rule }),
    recusalPolicy: municipal ? "employer" : "department",
    minimumPanel: options.minimumPanel,
    createdAt: NOW,
  });
  const role = municipal ? "centre_officer" : "office";
  const office = await makeActor(db, { organisationId: organiser.id, role, name: `组织人${tag}` });
  const witness = await makeActor(db, {
    organisationId: organiser.id,
    role: "witness",
    name: `监督员${tag}`,
  });
  const department = municipal
    ? organiser
    : await makeOrganisation(db, {
        kind: "department",
        name: `门诊部${tag}`,
        parentId: organiser.id,
      });
  const lead = await makeActor(db, {
    organisationId: department.id,
    role: "applicant",
    name: `负责人${tag}`,
  });
  const entries: MadeRound["entries"] = [];
  for (let n = 1; n <= (plan.entries ?? 2); n += 1) {
    const owner = municipal
      ? await makeOrganisation(db, { kind: "hospital", name: `参评医院${n}${tag}` })
      : null;
    entries.push(
      await makeEntry(db, {
        cycleId,
        roundId,
        roundState: state,
        kind,
        number: n,
        organisationId: owner?.id ?? organiser.id,
        departmentId: municipal ? null : department.id,
        leadId: municipal ? null : lead.personId,
        options,
      }),
    );
  }
  const experts: MadeRound["experts"] = [];
  for (let n = 1; n <= (plan.experts ?? 3); n += 1) {
    const home = plan.insideExperts
      ? await makeOrganisation(db, {
          kind: "department",
          name: `科室${n}${tag}`,
          parentId: organiser.id,
        })
      : await makeOrganisation(db, { kind: "external", name: `大学${n}${tag}` });
    experts.push(await makeExpert(db, { roundId, cycleId, organisationId: home.id, number: n }));
  }
  return {
    id: roundId,
    cycleId,
    rubricId,
    hospitalId: organiser.id,
    office,
    witness,
    lead,
    experts,
    entries,
  };
}

export async function makeExpert(
  db: Database,
  row: {
    roundId: string;
    cycleId: string;
    organisationId: string;
    number: number;
    seat?: "member" | "reserve" | "chair";
    status?: "invited" | "accepted";
  },
): Promise<{ actor: Actor; memberId: string }> {
  const actor = await makeActor(db, {
    organisationId: row.organisationId,
    role: "expert",
    name: `专家${row.number}`,
    username: `expert-${newId()}`,
    scope: { kind: "cycle", id: row.cycleId },
  });
  const memberId = newId();
  const home = (await db
    .read("organisations")
    .where({ id: row.organisationId })
    .first("name", "hospitalId")) as { name: string; hospitalId: string | null };
  await db.write("panelMembers").insert({
    id: memberId,
    roundId: row.roundId,
    personId: actor.personId,
    name: actor.name,
    employerId: home.hospitalId ?? row.organisationId,
    employerName: home.name,
    seat: row.seat ?? "member",
    status: row.status ?? "accepted",
    invitedAt: NOW,
    answeredAt: NOW,
    position: row.number,
  });
  return { actor, memberId };
}

async function makeEntry(
  db: Database,
  row: {
    cycleId: string;
    roundId: string;
    roundState: string;
    kind: string;
    number: number;
    organisationId: string;
    departmentId: string | null;
    leadId: string | null;
    options: WorkflowOptions;
  },
): Promise<MadeRound["entries"][number]> {
  const title = `候诊提醒项目${row.number}`;
  const code = `2024-${String(row.number).padStart(3, "0")}`;
  let projectId: string | null = null;
  if (row.leadId && row.departmentId) {
    projectId = newId();
    const inReview = row.roundState === "preparing" ? "accepted" : "in_review";
    await db.write("projects").insert({
      id: projectId,
      code,
      cycleId: row.cycleId,
      hospitalId: row.organisationId,
      departmentId: row.departmentId,
      leadId: row.leadId,
      title,
      state: row.kind === "establishment" ? inReview : "closing",
      stateSince: NOW,
      workflowVersion: 1,
      options: JSON.stringify(row.options),
      sortKey: sortKey(title),
      searchText: searchText(title, code),
      createdAt: NOW,
      updatedAt: NOW,
    });
    await db.write("applications").insert({
      projectId,
      body: JSON.stringify({ ...emptyApplication, title, problem: "候诊时间不透明" }),
      revision: 1,
      savedAt: NOW,
      savedBy: row.leadId,
    });
  }
  const id = newId();
  const organisation = (await db
    .read("organisations")
    .where({ id: row.organisationId })
    .first("name")) as { name: string };
  await db.write("entries").insert({
    id,
    cycleId: row.cycleId,
    roundId: row.roundId,
    projectId,
    code,
    title,
    organisationId: row.organisationId,
    organisationName: organisation.name,
    departmentId: row.departmentId,
    category: "service",
    state: row.options.defence ? "presented" : "scheduled",
    stateSince: NOW,
    snapshot: JSON.stringify({
      source: "project",
      problem: "候诊时间不透明，2023年相关诉求58件",
      measures: "叫号数据接入移动端",
      effect: "诉求减半",
      leadDepartment: "门诊部",
      leadName: "",
      projectCode: code,
    }),
    position: row.number,
    sortKey: sortKey(title),
    searchText: searchText(title, code),
    createdAt: NOW,
    updatedAt: NOW,
  });
  return { id, title, projectId };
}

/** Submitted sheets: `scores[entry][expert]`, null for none. Units of the rubric, in its order. */
export async function makeSheets(
  db: Database,
  round: MadeRound,
  scores: readonly (readonly (readonly number[] | null)[])[],
  rubric: Rubric = RUBRIC,
): Promise<void> {
  await db.write.transaction(async (tx) => {
    const imported = scores.flatMap((row, entry) =>
      row.flatMap((units, expert) =>
        units === null
          ? []
          : [
              {
                entryId: round.entries[entry]!.id,
                panelMemberId: round.experts[expert]!.memberId,
                scores: Object.fromEntries(
                  rubric.criteria.map(({ key }, index) => [key, units[index] ?? null]),
                ),
              },
            ],
      ),
    );
    await insertImportedSheets(
      tx,
      { id: round.id, generation: 1, rubricId: round.rubricId },
      imported,
      round.office.personId,
      NOW,
    );
  });
}
