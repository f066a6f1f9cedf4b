import { advanceCycle } from "~/commands/advance-cycle.server";
import { createCycle } from "~/commands/create-cycle.server";
import { runDueTransitions } from "~/commands/run-due-transitions.server";
import { defaultOptions } from "~/domain/lifecycle/options";
import { castParts, FIRST_BATCH, PANEL, SECOND_BATCH, STAFF, type Parts } from "./hospital-cast";
import { planDecisions } from "./hospital-decisions";
import { planExecution } from "./hospital-execution";
import {
  planApplication,
  planDraft,
  planEndorsement,
  planSubmission,
  press,
} from "./project-steps";
import { planRound } from "./round-steps";
import { RUBRIC, RUBRIC_NAME, ruleWith, prizes } from "./rubric";
import { Judges } from "./scores";
import type { Stage } from "./stage";
import { CATEGORIES } from "./texts/categories";

/**
 * One hospital's cycle with applications in every state of the lifecycle. Its days lie around the day
 * of the generation, so that something is overdue, due today and due this week whenever it is made.
 */
export function planFirstHospital(stage: Stage): void {
  const cycle = { id: "" };
  const parts = castParts();
  const judges = new Judges();
  planCycle(stage, cycle);
  FIRST_BATCH.forEach((name, index) => {
    planApplication(stage, cycle, parts[name], STAFF, -322 + (index % 5), -250);
  });
  planRound(stage, cycle, judges, {
    kind: "establishment",
    name: "第一批立项评审",
    parts: FIRST_BATCH.map((name) => parts[name]),
    experts: PANEL,
    opens: -300,
    ends: 12,
  });
  SECOND_BATCH.forEach((name, index) => {
    planApplication(stage, cycle, parts[name], STAFF, -90 + (index % 4), 0);
  });
  planRound(stage, cycle, judges, {
    kind: "establishment",
    name: "第二批立项评审",
    parts: SECOND_BATCH.map((name) => parts[name]),
    experts: PANEL,
    opens: -70,
    ends: 14,
  });
  planApplication(stage, cycle, parts.heart, STAFF, -30, 20);
  planRound(stage, cycle, judges, {
    kind: "establishment",
    name: "第三批立项评审",
    parts: [parts.heart],
    experts: PANEL,
    opens: -8,
    scored: 2,
    dueOn: stage.workingDay(2),
  });
  planExecution(stage, cycle, judges, parts);
  planDecisions(stage, parts);
  planDesks(stage, cycle, parts);
  // The scheduler of those days: notices end, forgotten things lapse.
  for (const day of [-257, -30])
    stage.plan(stage.at(day, "00:10"), (_hand, now) => runDueTransitions(stage.db, now));
}

function planCycle(stage: Stage, cycle: { id: string }): void {
  stage.plan(stage.at(-330, "09:00"), async (hand) => {
    const ctx = await hand("office", "office");
    cycle.id = await createCycle(ctx, {
      kind: "hospital",
      organisationId: stage.organisation("h1"),
      roundName: "",
      rubric: { name: RUBRIC_NAME, body: RUBRIC },
      settings: {
        year: 2024,
        name: "2024 年度“未诉先办”主动治理项目（演示）",
        dates: {
          applyFrom: stage.day(-328),
          applyUntil: stage.day(30),
          scoreUntil: "",
          reviewOn: "",
        },
        options: defaultOptions,
        categories: CATEGORIES,
        quotas: { applicationsPerDepartment: null },
        rule: ruleWith(3, prizes(1, 2, 3), null),
        participants: [],
      },
    });
    await stage.db.write("cycles").where({ id: cycle.id }).update({ isDemo: 1 });
  });
  stage.plan(stage.at(-328, "08:30"), async (hand) => {
    await advanceCycle(await hand("office", "office"), {
      cycleId: cycle.id,
      transition: "open",
      expectedState: "preparing",
      reason: "",
    });
  });
}

/** What lies on the desks of lead, head, office and leader in charge today. */
function planDesks(stage: Stage, cycle: { id: string }, parts: Parts): void {
  const office = ["office", "office"] as const;
  planApplication(stage, cycle, parts.infusion, STAFF, -20, 30);

  planDraft(stage, cycle, parts.blood, -18, 30);
  planSubmission(stage, parts.blood, -16);
  planEndorsement(stage, parts.blood, STAFF, -14);

  planDraft(stage, cycle, parts.queue, -19, 30);
  planSubmission(stage, parts.queue, -17);
  planEndorsement(stage, parts.queue, STAFF, -15);
  stage.plan(stage.at(-12, "10:00"), async (hand) => {
    const input = { mergeIntoId: parts.blood.id };
    const reason = "与同科室“晨间采血分时段预约”同源，合并实施。";
    await press(stage, hand, parts.queue, office, "merge", reason, input);
    await press(stage, hand, parts.queue, [parts.queue.lead, "applicant"], "merge", reason, input);
  });

  planDraft(stage, cycle, parts.night, -33, 30);
  planSubmission(stage, parts.night, -31);
  planEndorsement(stage, parts.night, STAFF, -29);
  stage.plan(stage.at(-26, "11:20"), (hand) =>
    press(
      stage,
      hand,
      parts.night,
      [parts.night.lead, "applicant"],
      "withdraw",
      "人员编制未落实，先在急诊药房试行。",
    ),
  );

  planDraft(stage, cycle, parts.prices, -34, 30);
  planSubmission(stage, parts.prices, -32);
  planEndorsement(stage, parts.prices, STAFF, -28);
  stage.plan(stage.at(-24, "14:40"), (hand) =>
    press(
      stage,
      hand,
      parts.prices,
      office,
      "decline",
      "属于职工福利事项，不涉及患者诉求，不在申报范围。",
    ),
  );

  planDraft(stage, cycle, parts.refund, -9, 40);
  planSubmission(stage, parts.refund, -8);
  planEndorsement(stage, parts.refund, STAFF, -6);
  stage.plan(stage.at(-3, "16:20"), (hand) =>
    press(
      stage,
      hand,
      parts.refund,
      office,
      "return",
      "基线统计时段不清，预算缺少明细，请补充后重新提交。",
      {
        fieldReasons: [
          { field: "baseline", reason: "请写明统计起止日期与数据导出口径。" },
          { field: "budget", reason: "请列出信息系统改造与培训的分项金额。" },
        ],
        dueOn: stage.day(3),
      },
    ),
  );

  planDraft(stage, cycle, parts.clinics, -5, 40);
  planSubmission(stage, parts.clinics, -3);
  planEndorsement(stage, parts.clinics, STAFF, -2, false);

  planDraft(stage, cycle, parts.translation, -6, 40);
  planSubmission(stage, parts.translation, -4);
  planEndorsement(stage, parts.translation, STAFF, -2, false);

  planDraft(stage, cycle, parts.chairs, -1, 50);
}
