import { proposeAmendment } from "~/commands/propose-amendment.server";
import { saveEffect } from "~/commands/save-effect.server";
import { signCharter } from "~/commands/sign-charter.server";
import { addCharter, findCharter } from "~/data/charters.server";
import type { Database } from "~/data/connection.server";
import { findEffect } from "~/data/effect-evaluations.server";
import { closureReportSchema, type ClosureReport } from "~/domain/closure";
import { effectEvaluationSchema, type EffectEvaluation } from "~/domain/evaluation/effect";
import { charterSchema, type Charter } from "~/domain/execution";
import { stageReportSchema, type StageReport } from "~/domain/execution-report";
import type { WorkflowOptions } from "~/domain/lifecycle/options";
import type { ProjectState } from "~/domain/lifecycle/project-table";
import { advanceProject } from "~/commands/advance-project.server";
import { NOW } from "./factories";
import { contextOf, makeProject, type HospitalWorld, type MadeProject } from "./factories-projects";

export const INDICATOR = "取药等候超过 20 分钟占比";

/** A charter that may be signed. */
export function makeCharter(given: Partial<Charter> = {}): Charter {
  return charterSchema.parse({
    targets: [
      {
        indicator: INDICATOR,
        definition: "等候超过 20 分钟的处方 ÷ 全部处方",
        unit: "percent",
        direction: "down",
        baseline: {
          numerator: "1204",
          denominator: "8310",
          period: "2023 年 9 月至 11 月",
          source: "叫号系统",
        },
        target: "6",
      },
    ],
    measures: [{ text: "发药窗口动线改造", owner: "刘某某", dueOn: "2024-05-31" }],
    milestones: [
      { title: "发药窗口动线改造", owner: "刘某某", plannedOn: "2024-05-31" },
      { title: "处方前置审核上线", owner: "郭某某", plannedOn: "2024-07-31" },
    ],
    budget: "50000",
    duties: [{ department: "信息中心", duty: "改造叫号系统" }],
    ...given,
  });
}

export function makeReport(given: Partial<StageReport> = {}): StageReport {
  return stageReportSchema.parse({
    period: "第一阶段",
    milestonesDone: "完成动线改造",
    measuresDone: "弹性排班已试行",
    indicators: [{ indicator: INDICATOR, numerator: "700", denominator: "8000" }],
    deviations: "无",
    spending: "12000",
    nextPlan: "上线处方前置审核",
    ...given,
  });
}

export function makeEffect(given: Partial<EffectEvaluation> = {}): EffectEvaluation {
  return effectEvaluationSchema.parse({
    indicators: [
      {
        indicator: INDICATOR,
        definition: "等候超过 20 分钟的处方 ÷ 全部处方",
        kind: "proportion",
        direction: "down",
        before: {
          numerator: "1204",
          denominator: "8310",
          from: "2023-09-01",
          to: "2023-11-30",
          source: "叫号系统",
        },
        after: {
          numerator: "402",
          denominator: "8955",
          from: "2024-09-01",
          to: "2024-11-30",
          source: "叫号系统",
        },
        exclusions: "无",
      },
    ],
    confounders: "门诊量增加 8%",
    sideEffects: "无",
    sustainability: "已写入窗口排班制度",
    ...given,
  });
}

export function makeClosure(given: Partial<ClosureReport> = {}): ClosureReport {
  return closureReportSchema.parse({
    completion: "措施全部落实",
    actuals: [{ indicator: INDICATOR, numerator: "402", denominator: "8955" }],
    outputs: [{ kind: "rule", title: "门诊药房弹性排班办法" }],
    evidence: "叫号系统月报",
    spending: "48000",
    spread: "拟在住院药房推广",
    leftovers: "无",
    ...given,
  });
}

/** A project whose charter is written and waits for its signatures. */
export async function makeEstablished(
  db: Database,
  world: HospitalWorld,
  row: {
    options?: Partial<WorkflowOptions>;
    dueOn?: string;
    charter?: Charter;
    title?: string;
  } = {},
): Promise<MadeProject> {
  const { charter = makeCharter(), ...rest } = row;
  const project = await makeProject(db, world, {
    state: "established",
    dueOn: "2024-04-03",
    ...rest,
  });
  await db.write.transaction((tx) => addCharter(tx, project.id, 1, charter, null, NOW));
  return project;
}

/** Signed by all three parties. */
export async function makeExecuting(
  db: Database,
  world: HospitalWorld,
  row: { options?: Partial<WorkflowOptions>; charter?: Charter; title?: string } = {},
): Promise<MadeProject> {
  const project = await makeEstablished(db, world, row);
  for (const actor of [world.lead, world.head, world.office])
    await signCharter(contextOf(db, actor), {
      projectId: project.id,
      revision: 0,
      expectedState: "established",
    });
  return project;
}

/** In effect evaluation, with the evaluation handed in. */
export async function makeEvaluating(
  db: Database,
  world: HospitalWorld,
  row: { submitted?: boolean; title?: string; effect?: EffectEvaluation } = {},
): Promise<MadeProject> {
  const project = await makeExecuting(db, world, row.title ? { title: row.title } : {});
  await press(db, world, project.id, "report_effect", "executing");
  if (row.submitted === false) return project;
  const draft = await findEffect(db.read, project.id);
  await saveEffect(contextOf(db, world.lead), {
    projectId: project.id,
    version: draft?.version ?? 0,
    revision: draft?.revision ?? 0,
    body: row.effect ?? makeEffect(),
    submit: true,
  });
  return project;
}

/** The lead presses a button of the project page. */
export function press(
  db: Database,
  world: HospitalWorld,
  projectId: string,
  transition: string,
  expectedState: ProjectState,
) {
  return advanceProject(contextOf(db, world.lead), {
    projectId,
    transition,
    expectedState,
    reason: "",
  });
}

export async function amend(db: Database, world: HospitalWorld, projectId: string, body: Charter) {
  const charter = await findCharter(db.read, projectId);
  return proposeAmendment(contextOf(db, world.lead), {
    projectId,
    version: charter?.version ?? 0,
    body,
    reason: "设备到货推迟",
    expectedState: "executing",
  });
}
