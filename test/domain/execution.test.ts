import { describe, expect, it } from "vitest";
import { applicationSchema } from "~/domain/application";
import { closureReportSchema, missingInClosure, targetResults } from "~/domain/closure";
import {
  charterFromApplication,
  charterSchema,
  compareCharters,
  isAboveThreshold,
  malformedInCharter,
  missingInCharter,
  tidyCharter,
} from "~/domain/execution";
import { figureOf } from "~/domain/execution-terms";
import { carryProgress, milestoneLights, projectLight } from "~/domain/execution-progress";
import { courses, missingInReport, stageReportSchema } from "~/domain/execution-report";

const charter = charterSchema.parse({
  targets: [
    {
      indicator: "取药等候超过 20 分钟占比",
      definition: "等候超过 20 分钟的处方 ÷ 全部处方",
      unit: "percent",
      direction: "down",
      baseline: {
        numerator: "1,204",
        denominator: "8,310",
        period: "2023 年 9 月",
        source: "叫号系统",
      },
      target: "6",
    },
  ],
  measures: [{ text: "改造发药窗口", owner: "刘某某", dueOn: "2024-05-31" }],
  milestones: [
    { title: "发药窗口动线改造", owner: "刘某某", plannedOn: "2024-05-31" },
    { title: "处方前置审核上线", owner: "郭某某", plannedOn: "2024-07-31" },
  ],
  budget: "50000",
  duties: [{ department: "信息中心", duty: "改造叫号系统" }],
});
const target = charter.targets[0];
if (!target) throw new Error("no target");

describe("a charter", () => {
  it("is whole when every target can be measured and every milestone has an owner and a day", () => {
    expect(missingInCharter(charter)).toEqual([]);
  });

  it.each([
    ["targets", { targets: [{ ...target, baseline: { ...target.baseline, denominator: "" } }] }],
    ["targets", { targets: [{ ...target, target: "明显下降" }] }],
    ["targets", { targets: [] }],
    ["measures", { measures: [{ text: "改造", owner: "", dueOn: "2024-05-31" }] }],
    ["milestones", { milestones: [{ title: "改造", owner: "刘", plannedOn: "2024-02-30" }] }],
    ["budget", { budget: "" }],
    ["duties", { duties: [{ department: "信息中心", duty: "" }] }],
  ])("misses its %s otherwise", (part, change) => {
    expect(missingInCharter({ ...charter, ...change })).toEqual([`charter:field.${part}`]);
  });

  it("counts an empty row of the form for nothing", () => {
    const withEmpty = charterSchema.parse({
      ...charter,
      targets: [...charter.targets, {}],
      duties: [{}],
    });
    expect(missingInCharter(withEmpty)).toEqual([]);
    expect(tidyCharter(withEmpty).targets).toHaveLength(1);
  });

  it("needs no denominator for a plain figure, and none is not zero", () => {
    expect(figureOf("mean", "18.5", "")).toBe(18.5);
    expect(figureOf("percent", "3", "")).toBeNull();
    expect(figureOf("percent", "3", "0")).toBeNull();
    expect(figureOf("per_10k", "31", "106,897")).toBeCloseTo(2.9, 2);
  });

  it("points to figures that are none by their control", () => {
    const broken = charterSchema.parse({
      ...charter,
      targets: [{ ...target, target: "六" }],
      budget: "五万",
    });
    expect(malformedInCharter(broken)).toEqual([
      { name: "targets[0].target", message: "errors:invalid_number" },
      { name: "budget", message: "errors:invalid_number" },
    ]);
  });

  it("begins with what the application says", () => {
    const application = applicationSchema.parse({
      title: "药房",
      targets: [
        { indicator: "等候占比", baseline: "14.5%", target: "≤ 6%" },
        { indicator: "满意度", baseline: "88%", target: "95%" },
        { indicator: "药房诉求万人比", baseline: "2.9", target: "降至 1.8" },
      ],
      baseline: { numerator: "1204", denominator: "8310", period: "9 月", source: "叫号系统" },
      milestones: charter.milestones,
      budget: "50000",
    });
    const drawn = charterFromApplication(application, ["信息中心"]);
    expect(drawn.targets.map(({ target, unit, direction }) => [target, unit, direction])).toEqual([
      ["6", "percent", "down"],
      ["95", "percent", "up"],
      ["1.8", "per_10k", "down"],
    ]);
    expect(drawn.targets[0]?.baseline.numerator).toBe("1204");
    expect(drawn.targets[1]?.baseline.numerator).toBe("");
    expect(drawn.milestones).toEqual(charter.milestones);
    expect(drawn.duties).toEqual([{ department: "信息中心", duty: "" }]);
  });
});

describe("an amendment", () => {
  const amended = (change: object) => charterSchema.parse({ ...charter, ...change });

  it("at the threshold stays with the office, above it goes to the committee", () => {
    expect(isAboveThreshold(charter, amended({ budget: "60000" }), 20)).toBe(false);
    expect(isAboveThreshold(charter, amended({ budget: "60000.01" }), 20)).toBe(true);
    expect(isAboveThreshold(charter, amended({ budget: "40,000" }), 20)).toBe(false);
    expect(isAboveThreshold(charter, amended({ budget: "39999" }), 20)).toBe(true);
    expect(
      isAboveThreshold(charter, amended({ targets: [{ ...target, target: "7.2" }] }), 20),
    ).toBe(false);
    expect(
      isAboveThreshold(charter, amended({ targets: [{ ...target, target: "7.3" }] }), 20),
    ).toBe(true);
  });

  it("that only moves a milestone never goes to the committee", () => {
    const later = amended({
      milestones: [{ title: "改造", owner: "刘", plannedOn: "2025-12-31" }],
    });
    expect(isAboveThreshold(charter, later, 0)).toBe(false);
  });

  it("that drops a target, measures it otherwise or rewrites its baseline does", () => {
    expect(isAboveThreshold(charter, amended({ targets: [] }), 20)).toBe(true);
    expect(
      isAboveThreshold(charter, amended({ targets: [{ ...target, definition: "别的口径" }] }), 20),
    ).toBe(true);
    const baseline = { ...target.baseline, numerator: "2408" };
    expect(isAboveThreshold(charter, amended({ targets: [{ ...target, baseline }] }), 20)).toBe(
      true,
    );
  });

  it("is shown row by row", () => {
    const after = amended({
      budget: "60000",
      milestones: [{ title: "发药窗口动线改造", owner: "刘某某", plannedOn: "2024-06-30" }],
    });
    expect(compareCharters(charter, after)).toEqual([
      {
        part: "milestones",
        kind: "changed",
        name: "发药窗口动线改造",
        before: "刘某某 · 2024-05-31",
        after: "刘某某 · 2024-06-30",
      },
      {
        part: "milestones",
        kind: "removed",
        name: "处方前置审核上线",
        before: "郭某某 · 2024-07-31",
        after: "",
      },
      { part: "budget", kind: "changed", name: "", before: "50000", after: "60000" },
    ]);
  });

  it("keeps what was reached, also of a milestone that got another name", () => {
    const kept = [
      { title: "甲", plannedOn: "2024-05-31", doneOn: "2024-05-28", progress: 100, note: "好" },
      { title: "乙", plannedOn: "2024-07-31", doneOn: null, progress: 70, note: "" },
    ];
    const rows = carryProgress([{ title: "新增" }, { title: "乙二" }, { title: "甲" }], kept);
    expect(rows.map((row) => [row.title, row.progress, row.doneOn])).toEqual([
      ["新增", 0, null],
      ["乙二", 70, null],
      ["甲", 100, "2024-05-28"],
    ]);
  });
});

describe("lights", () => {
  const at = (plannedOn: string, progress: number, doneOn: string | null = null) => ({
    plannedOn,
    progress,
    doneOn,
  });

  it("tell done, late, overdue, behind, near and on time apart", () => {
    const lights = milestoneLights(
      [
        at("2024-05-31", 100, "2024-05-28"),
        at("2024-07-31", 100, "2024-08-06"),
        at("2024-09-30", 70),
        at("2024-11-30", 80),
        at("2025-12-31", 0),
      ],
      "2024-04-18",
      "2024-11-22",
    );
    expect(lights).toEqual([
      { kind: "done", late: 0 },
      { kind: "done", late: 6 },
      { kind: "overdue", days: 53 },
      { kind: "near", days: 8 },
      { kind: "on_time" },
    ]);
    expect(milestoneLights([at("2024-12-31", 10)], "2024-01-01", "2024-11-22")).toEqual([
      { kind: "behind" },
    ]);
  });

  it("are due until the end of the day itself", () => {
    expect(milestoneLights([at("2024-05-31", 90)], "2024-05-01", "2024-05-31")).toEqual([
      { kind: "near", days: 0 },
    ]);
  });

  it("of a project are the worst of its own, and none on hold", () => {
    const lights = [
      { kind: "near", days: 3 },
      { kind: "overdue", days: 2 },
      { kind: "overdue", days: 9 },
    ] as const;
    expect(projectLight(lights, false)).toEqual({ kind: "overdue", days: 9 });
    expect(projectLight(lights, true)).toEqual({ kind: "held" });
    expect(projectLight([], false)).toEqual({ kind: "on_time", late: 0 });
  });
});

describe("stage and closure reports", () => {
  const report = stageReportSchema.parse({
    period: "第一阶段",
    milestonesDone: "完成改造",
    measuresDone: "已落实",
    indicators: [{ indicator: "取药等候超过 20 分钟占比", numerator: "700", denominator: "8000" }],
    deviations: "无",
    spending: "12000",
    nextPlan: "继续",
  });

  it("ask for figures or for why there are none", () => {
    expect(missingInReport(report)).toEqual([]);
    const unmeasured = {
      ...report,
      indicators: [{ indicator: "x", numerator: "", denominator: "", note: "" }],
    };
    expect(missingInReport(unmeasured)).toEqual(["execution:report.indicators"]);
    const explained = {
      ...report,
      indicators: [{ indicator: "x", numerator: "", denominator: "", note: "系统停机" }],
    };
    expect(missingInReport(explained)).toEqual([]);
  });

  it("make the course of a target: baseline, reports, and gaps where nothing was measured", () => {
    const empty = stageReportSchema.parse({ period: "第二阶段" });
    const [course] = courses(charter, [
      { label: "1", body: report },
      { label: "2", body: empty },
    ]);
    expect(
      course?.points.map((point) => point.value && Math.round(point.value * 100) / 100),
    ).toEqual([14.49, 8.75, null]);
    expect(course?.current?.label).toBe("第一阶段");
  });

  it("set targets against what was reached, and no data is neither reached nor missed", () => {
    const body = (numerator: string) =>
      closureReportSchema.parse({
        actuals: [{ indicator: "取药等候超过 20 分钟占比", numerator, denominator: "8955" }],
      });
    expect(targetResults(charter, body("402"))[0]?.reached).toBe(true);
    expect(targetResults(charter, body("4020"))[0]?.reached).toBe(false);
    expect(targetResults(charter, body(""))[0]?.reached).toBeNull();
    expect(missingInClosure(body("402"))).toContain("closure:field.completion");
  });
});
