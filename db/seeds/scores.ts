import type { Rubric } from "~/domain/rubric/score";
import { Random } from "./random";

/**
 * How good the entries are and how strict the experts: what a real panel's sheets look like. A sheet
 * depends on its entry and its expert alone, so that lots drawn otherwise change no score.
 */
export class Judges {
  /** Qualities spread by 3 points, experts' severities by 2.5, single judgements by 2. */
  #total(entry: string, expert: string, own: Random): number {
    const quality = Random.of(`quality ${entry}`).normal(87, 3);
    const severity = Random.of(`severity ${expert}`).normal(0, 2.5);
    return Math.min(99, Math.max(62, own.normal(quality + severity, 2)));
  }

  /** A sheet in the half points of the rubric, as people type it, now and then with a comment. */
  sheet(
    rubric: Rubric,
    entry: string,
    expert: string,
  ): { scores: Record<string, string>; comment: string } {
    const own = Random.of(`sheet ${entry} ${expert}`);
    const share = this.#total(entry, expert, own) / 100;
    const scores: Record<string, string> = {};
    for (const { key, maximum, step } of rubric.criteria) {
      const wanted = share * maximum + own.normal(0, maximum * 0.015);
      const units = Math.round(Math.min(maximum, Math.max(0, wanted)) / step) * step;
      scores[key] = (units / rubric.scale).toFixed(1);
    }
    return { scores, comment: own.next() < 0.12 ? own.pick(COMMENTS) : "" };
  }
}

export const COMMENTS = [
  "问题找得准，数据口径清楚。",
  "措施具体，责任到人，建议补充推广计划。",
  "成效明显，建议延长观察期。",
  "对比时段略短，结论宜谨慎。",
  "患者体验改善可见，值得推广。",
  "建议补充与同类科室的比较。",
] as const;
