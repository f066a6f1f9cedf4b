import type { ProjectName } from "./projects";

/** The indicator a charter is signed on, counted so that anybody can count it again. */
export interface Indicator {
  readonly name: string;
  readonly definition: string;
  readonly before: readonly [numerator: number, denominator: number];
  readonly midway: readonly [numerator: number, denominator: number];
  readonly after: readonly [numerator: number, denominator: number];
  /** Percent; less is better. */
  readonly target: string;
  readonly source: string;
}

const indicator = (
  name: string,
  definition: string,
  before: Indicator["before"],
  midway: Indicator["midway"],
  after: Indicator["after"],
  target: string,
  source: string,
): Indicator => ({ name, definition, before, midway, after, target, source });

export const EXECUTIONS = {
  pharmacy: indicator(
    "午间等候超过三十分钟的占比",
    "工作日 11 至 13 时取药患者中，等候超过三十分钟的人次 ÷ 取药人次",
    [460, 1000],
    [298, 1043],
    [121, 1078],
    "15",
    "药房排队系统",
  ),
  appointment: indicator(
    "需往返两次以上的检查患者占比",
    "预约三项检查的患者中，来院两次以上的人次 ÷ 预约三项检查的人次",
    [183, 240],
    [121, 251],
    [52, 263],
    "25",
    "预约系统",
  ),
  attitude: indicator(
    "窗口占服务态度投诉的比例",
    "收费与挂号窗口的态度类投诉 ÷ 全院态度类投诉",
    [17, 28],
    [9, 25],
    [4, 24],
    "20",
    "院内投诉台账",
  ),
  triage: indicator(
    "急诊等候类诉求占比",
    "急诊等候类诉求 ÷ 急诊全部诉求",
    [31, 188],
    [22, 181],
    [9, 176],
    "6",
    "12345 派单台账",
  ),
  inpatient: indicator(
    "出院当天结算超过两小时的占比",
    "出院当天从医嘱到发票超过两小时的人次 ÷ 出院人次",
    [318, 640],
    [241, 655],
    [187, 668],
    "10",
    "出院时间戳抽样",
  ),
  reports: indicator(
    "影像报告超过四小时的占比",
    "超过四小时出具的报告 ÷ 当日报告",
    [350, 1000],
    [214, 1012],
    [83, 1006],
    "8",
    "影像系统统计",
  ),
  screening: indicator(
    "仅为开药来院的门诊占比",
    "仅续方的内科门诊人次 ÷ 内科门诊人次",
    [230, 1000],
    [174, 1010],
    [112, 985],
    "12",
    "门诊日报",
  ),
  parking: indicator(
    "停车类诉求占比",
    "停车类诉求 ÷ 全院诉求",
    [63, 366],
    [44, 352],
    [21, 340],
    "6",
    "12345 派单台账",
  ),
  canteen: indicator(
    "食堂类意见占比",
    "食堂类意见 ÷ 住院患者全部意见",
    [72, 310],
    [41, 298],
    [19, 301],
    "6",
    "住院满意度调查",
  ),
  restroom: indicator(
    "卫生间检查不合格处占比",
    "不合格处 ÷ 检查处",
    [19, 52],
    [12, 52],
    [4, 52],
    "8",
    "联系点走访记录",
  ),
  elderly: indicator(
    "老年患者诉求占比",
    "六十五岁以上患者诉求 ÷ 全院诉求",
    [47, 260],
    [33, 255],
    [16, 262],
    "6",
    "12345 派单台账",
  ),
  dispute: indicator(
    "知情同意类纠纷占比",
    "术前谈话理解不一致引起的纠纷 ÷ 手术类纠纷",
    [5, 7],
    [4, 6],
    [4, 6],
    "20",
    "纠纷台账",
  ),
} satisfies Partial<Record<ProjectName, Indicator>>;

export type ExecutedName = keyof typeof EXECUTIONS;
