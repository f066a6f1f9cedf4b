import { describe, expect, it } from "vitest";
import {
  checkShare,
  compareProportions,
  compareRates,
  fisherExact,
} from "~/domain/evaluation/compare";
import { effectEvaluationSchema, missingToVerify } from "~/domain/evaluation/effect";
import { judgeIndicator } from "~/domain/evaluation/verdict";

describe("two proportions", () => {
  it("gives the textbook's z, p and Newcombe interval for 56/70 against 48/80", () => {
    const found = compareProportions(56, 70, 48, 80);
    expect(found.test).toBe("z");
    expect(found.z).toBeCloseTo(2.6502, 4);
    expect(found.p).toBeCloseTo(0.00805, 5);
    expect(found.interval.low).toBeCloseTo(0.0524, 4);
    expect(found.interval.high).toBeCloseTo(0.3339, 4);
  });

  it("tells praise 365 of 1,171 from 12 of 652, and disputes with and without praise", () => {
    const praise = compareProportions(365, 1171, 12, 652);
    expect(praise.z).toBeCloseTo(14.82, 2);
    expect(praise.interval.low).toBeCloseTo(0.2641, 4);
    expect(praise.interval.high).toBeCloseTo(0.3215, 4);
    expect(compareProportions(97, 652, 90, 1171).z).toBeCloseTo(4.85, 2);
    const without = compareProportions(97, 640, 90, 806);
    expect(without.z).toBeCloseTo(2.25, 2);
    expect(without.p).toBeCloseTo(0.025, 3);
  });

  it("is exact when counts are small: Fisher's tea is p = 0.4857", () => {
    expect(fisherExact(3, 4, 1, 4)).toBeCloseTo(0.4857, 4);
    const found = compareProportions(3, 4, 1, 4);
    expect(found.test).toBe("fisher");
    expect(found.p).toBeCloseTo(0.4857, 4);
  });

  it("says nothing is different where both shares are 0, with an interval that still has width", () => {
    const found = compareProportions(0, 20, 0, 30);
    expect(found.z).toBeNull();
    expect(found.p).toBe(1);
    expect(found.interval.low).toBeLessThan(0);
    expect(found.interval.high).toBeGreaterThan(0);
  });

  it("refuses counts that no sample can have", () => {
    expect(() => compareProportions(5, 4, 1, 4)).toThrow(RangeError);
    expect(() => compareProportions(1, 0, 1, 4)).toThrow(RangeError);
  });
});

describe("two rates", () => {
  it("finds 569 against 602 at equal exposure not distinguishable from noise", () => {
    const found = compareRates(569, 10_000, 602, 10_000);
    expect(found.ratio).toBeCloseTo(0.945, 3);
    expect(found.interval.low).toBeCloseTo(0.84, 2);
    expect(found.interval.high ?? 0).toBeCloseTo(1.06, 2);
    expect(found.p).toBeGreaterThan(0.05);
    expect(found.first).toBe(569);
  });

  it("takes the exposures into account", () => {
    const found = compareRates(30, 200_000, 30, 100_000);
    expect(found.ratio).toBeCloseTo(0.5, 10);
    expect(found.first).toBeCloseTo(1.5, 10);
    expect(found.second).toBeCloseTo(3, 10);
  });

  it("has no upper end and no ratio where the other period had no event", () => {
    const found = compareRates(3, 1000, 0, 1000);
    expect(found.ratio).toBeNull();
    expect(found.interval.high).toBeNull();
    expect(found.interval.low).toBeGreaterThan(0);
    expect(found.p).toBeCloseTo(0.25, 10);
  });

  it("agrees with its own interval: p is below 5 % exactly where 1 lies outside", () => {
    for (const after of [40, 60, 70, 75, 80, 85, 90, 100, 120, 125, 130, 140]) {
      const { p, interval } = compareRates(after, 1000, 100, 1000);
      const outside = interval.low > 1 || (interval.high ?? Infinity) < 1;
      expect(p < 0.05, `${after}`).toBe(outside);
    }
  });
});

describe("typed percentages beside their counts", () => {
  it.each([
    ["14.49%", 1204, 8310, "agrees"],
    ["33.77", 51, 151, "agrees"],
    ["35.76", 51, 151, "not_this_count"],
    ["35.70", 51, 151, "no_count"],
    ["100", 7, 7, "agrees"],
    ["0.125", 1, 800, "agrees"],
  ] as const)("%s of %d/%d: %s", (typed, count, total, kind) => {
    expect(checkShare(typed, count, total)?.kind).toBe(kind);
  });

  it("believes either way of rounding a half", () => {
    expect(checkShare("12.5", 1, 8)?.kind).toBe("agrees");
    expect(checkShare("13", 1, 8)?.kind).toBe("agrees");
    expect(checkShare("12", 1, 8)?.kind).toBe("agrees");
  });

  it("says what the counts really give", () => {
    expect(checkShare("35.76%", 51, 151)).toEqual({ kind: "not_this_count", actual: "33.77" });
    expect(checkShare("about a third", 51, 151)).toBeNull();
  });
});

const indicator = (changes: Record<string, unknown> = {}) =>
  effectEvaluationSchema.parse({
    indicators: [
      {
        indicator: "取药等候超过 20 分钟占比",
        definition: "等候超过 20 分钟的处方 ÷ 全部处方",
        kind: "proportion",
        direction: "down",
        before: {
          numerator: "1,204",
          denominator: "8,310",
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
        ...changes,
      },
    ],
    confounders: "门诊量增加",
    sideEffects: "无",
    sustainability: "已写入制度",
  });
const judged = (changes: Record<string, unknown> = {}) => {
  const [row] = indicator(changes).indicators;
  if (!row) throw new Error("no indicator");
  return judgeIndicator(row);
};

describe("what the counts support", () => {
  it("calls a clear fall of what should fall an improvement, and warns of regression to the mean", () => {
    const found = judged();
    expect(found.verdict).toBe("improved");
    expect(found.cautions).toEqual(["regression_to_mean"]);
  });

  it("calls the same fall a worsening where more is better", () => {
    expect(judged({ direction: "up" }).verdict).toBe("worsened");
  });

  it("never takes a missing figure for zero", () => {
    const after = { numerator: "", denominator: "8955", from: "", to: "", source: "" };
    const found = judged({ after });
    expect(found.verdict).toBe("no_data");
    expect(found.proportions).toBeNull();
    expect(judged({ after: { ...after, numerator: "0" } }).verdict).toBe("improved");
    expect(judged({ after: { ...after, numerator: "0", denominator: "0" } }).verdict).toBe(
      "no_data",
    );
  });

  it("warns of small counts, moved denominators, overlapping, unequal and unseasonal periods", () => {
    const found = judged({
      after: {
        numerator: "3",
        denominator: "90",
        from: "2023-11-15",
        to: "2024-05-15",
        source: "叫号系统",
      },
    });
    expect(found.cautions).toEqual([
      "small_counts",
      "denominator_moved",
      "periods_overlap",
      "lengths_differ",
      "seasons_differ",
      "regression_to_mean",
    ]);
  });

  it("says in so many words that 569 against 602 cannot be told from noise", () => {
    const side = (numerator: string, year: string) => ({
      numerator,
      denominator: "100000",
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      source: "12345",
    });
    const found = judged({ kind: "rate", before: side("602", "2023"), after: side("569", "2024") });
    expect(found.verdict).toBe("not_distinguishable");
    expect(found.rates?.ratio).toBeCloseTo(0.945, 3);
  });
});

describe("what the verifier still needs", () => {
  it("is a finding, when the evaluation itself is whole", () => {
    expect(missingToVerify(indicator(), "")).toEqual(["effect:field.finding"]);
    expect(missingToVerify(indicator(), "已抽查原始数据")).toEqual([]);
  });

  it("is also every gap of the evaluation", () => {
    const body = { ...indicator({ exclusions: "" }), confounders: "" };
    expect(missingToVerify(body, "x")).toEqual([
      "effect:field.exclusions",
      "effect:field.confounders",
    ]);
    expect(missingToVerify(effectEvaluationSchema.parse({}), "x")).toContain(
      "effect:field.indicators",
    );
  });

  it("is a true share: more than the whole is no measurement", () => {
    const after = {
      numerator: "9000",
      denominator: "8955",
      from: "2024-09-01",
      to: "2024-11-30",
      source: "x",
    };
    expect(missingToVerify(indicator({ after }), "x")).toEqual(["effect:field.after"]);
  });
});
