import { defaultRubric } from "~/domain/rubric/rubric";
import type { StandingRule, Tier } from "~/domain/standing/types";

/** The published in-hospital criteria, in half points of 30, 30 and 40. */
export const RUBRIC = defaultRubric({
  problem: {
    name: "问题精准",
    anchors: [
      "问题具体，有分子分母和来源，原因分析到根子上",
      "问题清楚，数据或原因分析略有欠缺",
      "问题笼统，缺少数据",
    ],
  },
  measures: {
    name: "措施合理",
    anchors: [
      "措施对着原因，责任到人，可以推广",
      "措施可行，责任或时限不够明确",
      "措施与原因对不上",
    ],
  },
  effect: {
    name: "效果明显",
    anchors: [
      "前后对比可靠，效果持续，患者感受得到",
      "有改善，持续时间或口径有待验证",
      "看不出效果",
    ],
  },
});

export const RUBRIC_NAME = "主动治理项目评分标准";

export const ruleWith = (
  minimumSheets: number,
  tiers: readonly Tier[],
  entriesRequired: number | null,
): StandingRule => ({
  aggregation: "trimmed:1",
  minimumSheets,
  ties: [{ by: "criterion", key: "effect" }, { by: "untrimmed_mean" }],
  tiers: { basis: "overall", list: tiers },
  groups: { entriesRequired, incomplete: "after_complete" },
});

export const prizes = (first: number, second: number, third: number): Tier[] => [
  { key: "first", name: "一等奖", quota: first },
  { key: "second", name: "二等奖", quota: second },
  { key: "third", name: "三等奖", quota: third },
];
