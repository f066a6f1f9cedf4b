import type { Rubric } from "~/domain/rubric/score";
import type { Random } from "./random";

/** How good the entries are and how strict the experts: what a real panel's sheets look like. */
export class Judges {
  readonly #random: Random;
  readonly #quality = new Map<string, number>();
  readonly #severity = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Qualities spread by 3 points, experts' severities by 2.5, single judgements by 2. */
  total(entry: string, expert: string): number {
    const quality = this.#known(this.#quality, entry, 87, 3);
    const severity = this.#known(this.#severity, expert, 0, 2.5);
    return Math.min(99, Math.max(62, this.#random.normal(quality + severity, 2)));
  }

  /** A sheet in the half points of the rubric, as people type it. */
  sheet(rubric: Rubric, entry: string, expert: string): Record<string, string> {
    const share = this.total(entry, expert) / 100;
    const scores: Record<string, string> = {};
    for (const { key, maximum, step } of rubric.criteria) {
      const wanted = share * maximum + this.#random.normal(0, maximum * 0.015);
      const units = Math.round(Math.min(maximum, Math.max(0, wanted)) / step) * step;
      scores[key] = (units / rubric.scale).toFixed(1);
    }
    return scores;
  }

  #known(of: Map<string, number>, key: string, mean: number, sd: number): number {
    let value = of.get(key);
    if (value === undefined) {
      value = this.#random.normal(mean, sd);
      of.set(key, value);
    }
    return value;
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
