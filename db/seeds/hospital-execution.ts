import { pressProject } from "~/commands/press-project.server";
import {
  planAmendment,
  planArchive,
  planCall,
  planCharter,
  planClosureReport,
  planEffect,
  planEvaluation,
  planMilestone,
  planReport,
  planVerification,
  type Work,
} from "./execution-steps";
import { FIRST_BATCH, PANEL, type Parts } from "./hospital-cast";
import { press } from "./project-steps";
import { planRound } from "./round-steps";
import type { Judges } from "./scores";
import type { Stage } from "./stage";
import { EXECUTIONS, type ExecutedName } from "./texts/executions";

/** From the signed charters of the first batch to closure, rectification and archive. */
export function planExecution(
  stage: Stage,
  cycle: { id: string },
  judges: Judges,
  parts: Parts,
): void {
  const work = (name: ExecutedName): Work => ({ part: parts[name], indicator: EXECUTIONS[name] });
  const all = FIRST_BATCH.map(work);
  all.forEach((one, index) => {
    planCharter(stage, one, -252 + (index % 4));
    planMilestone(stage, one.part, 0, -222 + (index % 4));
  });

  const first = planCall(stage, cycle, 1, "第一次阶段汇报", -200, -185);
  all.forEach((one, index) => {
    planReport(stage, first, one, -195 + (index % 6), "立项后第一季度");
  });
  all
    .filter(({ part }) => part !== parts.restroom)
    .forEach((one, index) => {
      planMilestone(stage, one.part, 1, -152 + (index % 6));
    });
  const second = planCall(stage, cycle, 2, "第二次阶段汇报", -130, -115);
  all.forEach((one, index) => {
    planReport(stage, second, one, -125 + (index % 7), "立项后第二季度");
  });

  for (const name of ["pharmacy", "appointment", "attitude", "triage", "inpatient"] as const) {
    planMilestone(stage, parts[name], 2, -96);
    planEvaluation(stage, parts[name], -94);
    planEffect(stage, work(name), -90);
    planVerification(stage, parts[name], -84);
  }
  planClosureReport(stage, work("pharmacy"), -80, "excellent");
  planClosureReport(stage, work("appointment"), -80, "qualified");
  planClosureReport(stage, work("attitude"), -79, "qualified");
  planClosureReport(stage, work("triage"), -12);
  planRound(stage, cycle, judges, {
    kind: "closure",
    name: "第一批结题考核",
    parts: [parts.pharmacy, parts.appointment, parts.attitude],
    experts: PANEL,
    opens: -72,
    ends: 8,
  });
  planArchive(stage, parts.pharmacy, -53);
  stage.plan(stage.at(-11, "10:40"), (hand) =>
    press(
      stage,
      hand,
      parts.inpatient,
      ["office", "office"],
      "rectify",
      "超时占比仍高，床旁结算只覆盖两个病区，请补齐后重新评价。",
      {
        dueOn: stage.day(19),
      },
    ),
  );

  planMilestone(stage, parts.reports, 2, -34);
  planEvaluation(stage, parts.reports, -32);
  planEffect(stage, work("reports"), -4);
  // Sixty days were given and are over: the lead finds it overdue.
  planEvaluation(stage, parts.screening, -62);
  planEffect(stage, work("screening"), -20, false);

  planAmendment(stage, parts.canteen, -70);
  stage.plan(stage.at(-21, "09:30"), (hand) =>
    press(
      stage,
      hand,
      parts.restroom,
      ["office", "office"],
      "hold",
      "门诊楼给排水改造施工，项目中止至施工结束。",
    ),
  );
  planMilestone(stage, parts.elderly, 2, -16, 60);
  planCall(stage, cycle, 3, "第三次阶段汇报", -6, 4);
  stage.plan(stage.at(-5, "10:00"), async (hand) => {
    await pressProject(await hand("office", "office"), {
      projectId: parts.parking.id,
      level: "reminder",
      text: "第三个里程碑已到期，请更新进度并说明原因。",
    });
  });
  stage.plan(stage.at(-4, "11:00"), async (hand) => {
    await pressProject(await hand("witness", "witness"), {
      projectId: parts.parking.id,
      level: "urge",
      text: "请于本周内反馈停车场错时共享协议的进展。",
    });
  });
}
