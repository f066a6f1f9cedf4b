import { callStageReports } from "~/commands/call-stage-reports.server";
import { proposeAmendment } from "~/commands/propose-amendment.server";
import { saveCharter } from "~/commands/save-charter.server";
import { proposeGrade, saveClosure } from "~/commands/save-closure.server";
import { recordFinding, saveEffect } from "~/commands/save-effect.server";
import { assessReport, saveStageReport } from "~/commands/save-stage-report.server";
import { sealPackage } from "~/commands/seal-package.server";
import { signCharter } from "~/commands/sign-charter.server";
import { updateMilestone } from "~/commands/update-milestone.server";
import { findCharter } from "~/data/charters.server";
import { findEffect } from "~/data/effect-evaluations.server";
import { milestonesOf } from "~/data/milestones.server";
import { closureReportSchema } from "~/domain/closure";
import type { Grade } from "~/domain/execution-terms";
import { readEffect } from "~/domain/evaluation/effect";
import type { Charter } from "~/domain/execution";
import { stageReportSchema } from "~/domain/execution-report";
import { press, type Part } from "./project-steps";
import type { Hand, Stage } from "./stage";
import type { Indicator } from "./texts/executions";

/** A project that was established, with what it measures. */
export interface Work {
  readonly part: Part;
  readonly indicator: Indicator;
}

const must = <T>(value: T | null | undefined, what: string): T => {
  if (value === null || value === undefined) throw new Error(`the demo has no ${what}`);
  return value;
};

async function charterOf(stage: Stage, part: Part) {
  return must(await findCharter(stage.db.read, part.id), `charter of ${part.text.title}`);
}

/** The lead completes the charter, then lead, head and office sign it. */
export function planCharter(stage: Stage, { part, indicator }: Work, day: number): void {
  stage.plan(stage.at(day - 3, "10:15"), async (hand) => {
    const charter = await charterOf(stage, part);
    const body: Charter = {
      ...charter.body,
      targets: [
        {
          indicator: indicator.name,
          definition: indicator.definition,
          unit: "percent",
          direction: "down",
          baseline: {
            numerator: String(indicator.before[0]),
            denominator: String(indicator.before[1]),
            period: "立项前六个月",
            source: indicator.source,
          },
          target: indicator.target,
        },
      ],
      duties: part.text.helpers.map((department) => ({
        department,
        duty: "指定联络员，按里程碑配合实施并提供数据。",
      })),
    };
    const ctx = await hand(part.lead, "applicant");
    await saveCharter(ctx, { projectId: part.id, revision: charter.revision, body });
  });
  stage.plan(stage.at(day, "09:40"), async (hand) => {
    const { revision } = await charterOf(stage, part);
    const sign = { projectId: part.id, revision, expectedState: "established" };
    await signCharter(await hand(part.lead, "applicant"), sign);
    await signCharter(await hand(...part.endorser), sign);
    await signCharter(await hand(part.office, "office"), sign);
  });
}

/** Reaches the first milestones, on the day each was planned for or a little later. */
export function planMilestone(
  stage: Stage,
  part: Part,
  position: number,
  day: number,
  progress = 100,
): void {
  stage.plan(stage.at(day, "16:30"), async (hand) => {
    const row = must((await milestonesOf(stage.db.read, part.id))[position], "milestone");
    await updateMilestone(await hand(part.lead, "applicant"), {
      projectId: part.id,
      milestoneId: row.id,
      revision: row.revision,
      progress,
      doneOn: progress === 100 ? stage.day(day) : "",
      note: progress === 100 ? "已完成并留存记录。" : "按计划推进中。",
    });
  });
}

export interface Call {
  id: string;
}

export function planCall(
  stage: Stage,
  cycle: { id: string },
  number: number,
  title: string,
  day: number,
  due: number,
): Call {
  const call: Call = { id: "" };
  stage.plan(stage.at(day, "09:05"), async (hand) => {
    const { callId } = await callStageReports(await hand("office", "office"), {
      cycleId: cycle.id,
      number,
      title,
      dueOn: stage.day(due),
    });
    call.id = callId;
  });
  return call;
}

/** The lead reports, the quality officer gives an opinion two days later. */
export function planReport(
  stage: Stage,
  call: Call,
  { part, indicator }: Work,
  day: number,
  period: string,
): void {
  stage.plan(stage.at(day, "14:20"), async (hand) => {
    await saveStageReport(await hand(part.lead, "applicant"), {
      projectId: part.id,
      callId: call.id,
      revision: 0,
      submit: true,
      body: stageReportSchema.parse({
        period,
        milestonesDone: "方案、人员与培训按计划完成。",
        measuresDone: part.text.measures.map(([what]) => `已开展：${what}。`).join("\n"),
        indicators: [
          {
            indicator: indicator.name,
            numerator: String(indicator.midway[0]),
            denominator: String(indicator.midway[1]),
            note: "",
          },
        ],
        deviations: "高峰时段人手仍紧，个别时段未达预期。",
        helpNeeded: "请信息中心协助提供时段数据。",
        spending: part.text.budget === "" ? "0" : String(Math.round(Number(part.text.budget) / 3)),
        nextPlan: "扩大到全部时段，并做前后对比。",
      }),
    });
  });
  stage.plan(stage.at(day + 2, "10:45"), async (hand) => {
    await assessReport(await hand("qc", "qc_officer"), {
      projectId: part.id,
      callId: call.id,
      opinion: "数据与系统核对一致，进度与计划相符。",
    });
  });
}

export function planEvaluation(stage: Stage, part: Part, day: number): void {
  stage.plan(stage.at(day, "15:10"), (hand) =>
    press(stage, hand, part, [part.lead, "applicant"], "report_effect"),
  );
}

/** The evaluation as the lead hands it in; counts before and after over periods of the same length. */
export function planEffect(
  stage: Stage,
  { part, indicator }: Work,
  day: number,
  submit = true,
): void {
  stage.plan(stage.at(day, "11:30"), async (hand) => {
    const latest = must(await findEffect(stage.db.read, part.id), "evaluation");
    const side = ([numerator, denominator]: readonly [number, number], from: number) => ({
      numerator: String(numerator),
      denominator: String(denominator),
      from: stage.day(from),
      to: stage.day(from + 90),
      source: indicator.source,
      stated: "",
    });
    await saveEffect(await hand(part.lead, "applicant"), {
      projectId: part.id,
      version: latest.version,
      revision: latest.revision,
      submit,
      body: readEffect({
        indicators: [
          {
            indicator: indicator.name,
            definition: indicator.definition,
            kind: "proportion",
            direction: "down",
            before: side(indicator.before, day - 365),
            after: side(indicator.after, day - 95),
            exclusions: "前后均未剔除。",
          },
        ],
        comparison: "未设对照科室，以上一年同期为参照。",
        threeRates: "相关工单响应率 100%，解决率与满意率较立项前提高。",
        confounders: "前后均避开长假；门诊量变化不足 5%，表扬工单未计入。",
        sideEffects: "未发现其他时段等候延长。",
        sustainability: submit ? "已写入科室制度，由质控科每季度抽查。" : "",
      }),
    });
  });
}

export function planVerification(stage: Stage, part: Part, day: number): void {
  stage.plan(stage.at(day, "16:00"), async (hand) => {
    await recordFinding(await hand("qc", "qc_officer"), {
      projectId: part.id,
      finding: "抽取原始记录 60 条复算，分子分母与口径一致，测量属实。",
      expectedState: "evaluating",
      verify: true,
    });
  });
}

export function planClosureReport(
  stage: Stage,
  { part, indicator }: Work,
  day: number,
  grade?: Grade,
): void {
  stage.plan(stage.at(day, "10:30"), async (hand) => {
    await saveClosure(await hand(part.lead, "applicant"), {
      projectId: part.id,
      revision: 0,
      submit: true,
      body: closureReportSchema.parse({
        completion: "任务书各项措施与里程碑均已完成。",
        actuals: [
          {
            indicator: indicator.name,
            numerator: String(indicator.after[0]),
            denominator: String(indicator.after[1]),
            note: "",
          },
        ],
        outputs: [
          { kind: "rule", title: `${part.text.title}管理规定` },
          { kind: "process", title: `${part.text.title}流程图` },
        ],
        evidence: "系统导出数据、培训签到、巡查记录、患者回访。",
        spending:
          part.text.budget === "" ? "0" : String(Math.round(Number(part.text.budget) * 0.92)),
        spread: "已在两个同类科室试用，材料共享于院内网。",
        leftovers: "节假日高峰仍需预案，转入下一年度问题清单。",
      }),
    });
    if (grade) await proposeGrade(await hand(part.office, "office"), { projectId: part.id, grade });
  });
}

/** The lead asks for a longer last milestone and a smaller budget; the office agrees. */
export function planAmendment(stage: Stage, part: Part, day: number): void {
  stage.plan(stage.at(day, "09:50"), async (hand) => {
    const charter = await charterOf(stage, part);
    const last = charter.body.milestones.length - 1;
    const milestones = charter.body.milestones.map((row, index) =>
      index === last ? { ...row, plannedOn: stage.day(45) } : row,
    );
    await proposeAmendment(await hand(part.lead, "applicant"), {
      projectId: part.id,
      version: charter.version,
      expectedState: "executing",
      reason: "保温餐车到货推迟六周，末期对比相应顺延；部分餐具利旧，预算核减。",
      body: { ...charter.body, milestones, budget: String(Number(charter.body.budget) * 0.9) },
    });
  });
  stage.plan(stage.at(day + 3, "10:10"), (hand) =>
    press(stage, hand, part, [part.office, "office"], "amend", "同意顺延并核减预算。"),
  );
}

export function planArchive(stage: Stage, part: Part, day: number): void {
  stage.plan(stage.at(day, "15:30"), (hand) => archive(stage, hand, part));
}

async function archive(stage: Stage, hand: Hand, part: Part): Promise<void> {
  const { state } = (await stage.db.read("projects").where({ id: part.id }).first("state")) as {
    state: string;
  };
  await sealPackage(await hand(part.office, "office"), {
    projectId: part.id,
    expectedState: state,
  });
}
