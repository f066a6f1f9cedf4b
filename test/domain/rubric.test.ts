import { describe, expect, it } from "vitest";
import { formatHalfUp, fraction } from "~/domain/exact";
import {
  type Criterion,
  defaultRubric,
  formatTotal,
  formatUnits,
  likelyKeys,
  missingCriteria,
  parseScore,
  rubricMaximum,
  rubricSchema,
  totalOf,
} from "~/domain/rubric/rubric";

const rubric = defaultRubric({
  problem: { name: "问题精准", anchors: ["有证据", "有分析", "笼统"] },
  measures: { name: "措施合理" },
  effect: { name: "效果明显" },
});
const [problem, measures, effect] = rubric.criteria as [Criterion, Criterion, Criterion];

describe("a typed score", () => {
  it.each([
    ["27", 270],
    ["27.5", 275],
    ["27.50", 275],
    [" 27 ", 270],
    ["２７．５", 275],
    ["27。5", 275],
    ["0", 0],
    ["30", 300],
  ])("%j is read as %i units", (text, units) => {
    expect(parseScore(problem, 10, text)).toEqual({ ok: true, units });
  });

  it.each([
    ["", "score_missing"],
    ["  ", "score_missing"],
    ["-1", "score_negative"],
    ["−1", "score_negative"],
    ["－1", "score_negative"],
    ["30.5", "score_above_maximum"],
    ["999999999", "score_above_maximum"],
    ["27.3", "score_off_step"],
    ["27.55", "score_off_step"],
    ["27,5", "score_not_a_number"],
    ["27分", "score_not_a_number"],
    ["1e1", "score_not_a_number"],
    ["NaN", "score_not_a_number"],
    ["27.", "score_not_a_number"],
  ])("%j is refused with %s", (text, code) => {
    const result = parseScore(problem, 10, text);
    expect(result).toMatchObject({ ok: false, refusal: { code, status: 422, field: "problem" } });
  });

  it("is refused with what would satisfy", () => {
    const result = parseScore(problem, 10, "27.3");
    expect(result.ok ? {} : result.refusal.facts).toEqual({
      criterion: "问题精准",
      entered: "27.3",
      maximum: "30",
      step: "0.5",
    });
  });

  it("may be the maximum even where the step does not reach it", () => {
    const odd = { ...problem, maximum: 10, step: 4 };
    expect(parseScore(odd, 1, "10").ok).toBe(true);
    expect(parseScore(odd, 1, "9").ok).toBe(false);
  });
});

it("units are written as points without needless decimals", () => {
  expect(formatUnits(275, 10)).toBe("27.5");
  expect(formatUnits(270, 10)).toBe("27");
  expect(formatUnits(925, 100)).toBe("9.25");
  expect(formatUnits(7, 1)).toBe("7");
});

describe("totals", () => {
  it("add what is scored so far and say what is missing", () => {
    const scores = { problem: 270, measures: 265, effect: null };
    expect(totalOf(rubric, scores)).toEqual(fraction(107, 2));
    expect(formatTotal(rubric, totalOf(rubric, scores))).toBe("53.5");
    expect(missingCriteria(rubric, scores).map(({ key }) => key)).toEqual(["effect"]);
    expect(rubricMaximum(rubric)).toEqual(fraction(100));
  });

  it("use decimal weights exactly", () => {
    const weighted = {
      ...rubric,
      criteria: [
        { ...problem, weight: "0.1" },
        { ...measures, weight: "0.2" },
      ],
    };
    expect(totalOf(weighted, { problem: 10, measures: 10 })).toEqual(fraction(3, 10));
    expect(formatHalfUp(rubricMaximum(weighted))).toBe("9.00");
  });
});

describe("likely keys", () => {
  const pointsOf = (criterion: Criterion, scale: 1 | 10 | 100): string[] =>
    likelyKeys(criterion, scale).map((units) => formatUnits(units, scale));

  it("cover the likely band, with half points around the top band", () => {
    expect(pointsOf(problem, 10).join(" ")).toBe("24 25 26 26.5 27 27.5 28 29");
    expect(pointsOf(measures, 10).join(" ")).toBe("24 25 26 26.5 27 27.5 28 29");
    expect(pointsOf(effect, 10).join(" ")).toBe("32 33 34 35 36 37 38 39");
  });

  it.each([
    [5, 1, 1, 6],
    [10, 1, 1, 11],
    [100, 1, 1, 8],
    [1000, 5, 10, 8],
    [1000, 25, 100, 8],
    [200, 5, 10, 8],
    [7, 3, 1, 3],
  ] as const)(
    "of a maximum of %i by %i at scale %i are %i valid scores",
    (maximum, step, scale, count) => {
      const criterion = { ...measures, maximum, step };
      const keys = likelyKeys(criterion, scale);
      expect(keys).toHaveLength(count);
      expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
      for (const units of keys)
        expect(parseScore(criterion, scale, formatUnits(units, scale)).ok).toBe(true);
    },
  );
});

describe("the rubric schema", () => {
  it("takes the default rubric as it is", () => {
    expect(rubricSchema.parse(rubric)).toEqual(rubric);
  });

  it("fills in weight, anchors and comment rule", () => {
    const parsed = rubricSchema.parse({
      scale: 1,
      criteria: [{ key: "a", name: "A", maximum: 10, step: 1 }],
    });
    expect(parsed.criteria[0]).toMatchObject({ weight: "1", anchors: [], comment: "optional" });
  });

  const one = { key: "a", name: "A", maximum: 10, step: 1 };
  it.each([
    ["two criteria of one key", { scale: 1, criteria: [one, one] }],
    ["a weight of zero", { scale: 1, criteria: [{ ...one, weight: "0.0" }] }],
    ["a step above the maximum", { scale: 1, criteria: [{ ...one, step: 11 }] }],
    [
      "an anchor above the maximum",
      { scale: 1, criteria: [{ ...one, anchors: [{ from: 0, to: 11, text: "x" }] }] },
    ],
    [
      "an anchor upside down",
      { scale: 1, criteria: [{ ...one, anchors: [{ from: 5, to: 1, text: "x" }] }] },
    ],
    ["no criteria", { scale: 1, criteria: [] }],
    ["a scale of 7", { scale: 7, criteria: [one] }],
  ])("refuses %s", (_, value) => {
    expect(rubricSchema.safeParse(value).success).toBe(false);
  });
});
