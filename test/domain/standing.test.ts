import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, formatHalfUp, fraction } from "~/domain/exact";
import { Refused } from "~/domain/refusal";
import type { Rubric } from "~/domain/rubric/score";
import { aggregateEntry } from "~/domain/standing/aggregate";
import { explainEntry, explainOrganisation } from "~/domain/standing/explain";
import { formatAggregation, parseAggregation, standingRuleSchema } from "~/domain/standing/rule";
import {
  canonicalJson,
  computeStanding,
  type StandingEntry,
  type StandingRow,
  type StandingRule,
} from "~/domain/standing/standing";

const criterion = { weight: "1", step: 1, anchors: [], comment: "none" } as const;
/** One criterion of 100 points in hundredths. */
const plain: Rubric = {
  scale: 100,
  criteria: [{ ...criterion, key: "total", name: "总分", maximum: 10_000 }],
};
const double: Rubric = {
  scale: 10,
  criteria: [
    { ...criterion, key: "a", name: "甲", maximum: 500 },
    { ...criterion, key: "b", name: "乙", maximum: 500 },
  ],
};

function ruleOf(change: Partial<StandingRule> = {}): StandingRule {
  return {
    aggregation: "mean",
    minimumSheets: 1,
    ties: [],
    tiers: { basis: "overall", list: [] },
    groups: { entriesRequired: null, incomplete: "after_complete" },
    ...change,
  };
}

type Cells = readonly (Readonly<Record<string, number | null>> | number)[];

/** Sheets given as units of `total`, or as records of units. */
function entryOf(code: string, cells: Cells, change: Partial<StandingEntry> = {}): StandingEntry {
  return {
    id: `id-${code}`,
    code,
    title: `项目 ${code}`,
    organisationId: `h-${code[0]}`,
    organisation: `医院 ${code[0]}`,
    category: "医疗服务",
    state: "ok",
    recused: 0,
    sheets: cells.map((cell, i) => ({
      id: `${code}-${String(i).padStart(2, "0")}`,
      expertId: `x${i}`,
      expert: `专家 ${i + 1}`,
      scores: typeof cell === "number" ? { total: cell } : cell,
    })),
    ...change,
  };
}

function rowsOf(standing: { entries: readonly StandingRow[] }): string[] {
  return standing.entries.map(
    ({ place, code, score, tier }) => `${place ?? "–"} ${code} ${score ?? "–"} ${tier ?? "–"}`,
  );
}

describe("the aggregation text", () => {
  it.each(["mean", "trimmed", "trimmed:0", "trimmed:2", "trimmed-criteria", "trimmed-criteria:1"])(
    "%s is read and written back",
    (text) => {
      const parsed = parseAggregation(text);
      expect(parsed.ok && formatAggregation(parsed.aggregation)).toBe(text);
    },
  );

  it.each([
    "",
    "Mean",
    "mean:1",
    "trimmed:",
    "trimmed:-1",
    "trimmed:01",
    "trimmed:21",
    "median",
    "trimmed:1 ",
  ])("%j is refused", (text) => {
    expect(parseAggregation(text)).toMatchObject({
      ok: false,
      refusal: { code: "aggregation_unknown" },
    });
    expect(standingRuleSchema.safeParse({ aggregation: text }).success).toBe(false);
  });

  it("is all a stored rule must say; a rule of its own parses to itself", () => {
    expect(standingRuleSchema.parse({ aggregation: "mean" })).toEqual(ruleOf());
    expect(() => computeStanding(plain, ruleOf({ aggregation: "best" }), [])).toThrow(Refused);
    const unknown = ruleOf({ ties: [{ by: "criterion", key: "nothing" }] });
    expect(() => computeStanding(plain, unknown, [])).toThrow(Refused);
  });
});

describe("a panel score", () => {
  // Shrout & Fleiss 1979, table 2: six targets, four judges.
  const targets = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ].map((scores) => scores.map((points) => points * 100));
  const scoreOf = (aggregation: string, cells: Cells): string => {
    const { score } = aggregateEntry(plain, ruleOf({ aggregation }), entryOf("A", cells));
    return score ? formatHalfUp(score) : "–";
  };

  it("is the mean or the trimmed mean of Shrout and Fleiss", () => {
    expect(targets.map((cells) => scoreOf("mean", cells)).join(" ")).toBe(
      "6.00 3.00 6.50 4.00 7.50 4.75",
    );
    const trimmed = "6.50 2.50 7.00 4.00 7.50 5.00";
    expect(targets.map((cells) => scoreOf("trimmed:1", cells)).join(" ")).toBe(trimmed);
    expect(targets.map((cells) => scoreOf("trimmed-criteria:1", cells)).join(" ")).toBe(trimmed);
  });

  it("trims one at each end from five sheets on when K is not given, else none", () => {
    expect(scoreOf("trimmed", [1000, 2000, 3000, 9000])).toBe("37.50");
    expect(scoreOf("trimmed", [1000, 2000, 3000, 4000, 9000])).toBe("30.00");
    expect(scoreOf("trimmed:2", [0, 1000, 3000, 4000, 9000])).toBe("30.00");
  });

  it("drops exactly one among equal extremes", () => {
    const result = aggregateEntry(
      plain,
      ruleOf({ aggregation: "trimmed:1" }),
      entryOf("A", [9000, 9000, 8000, 8000]),
    );
    expect(result.totals?.droppedHighest.map(({ sheetId }) => sheetId)).toEqual(["A-00"]);
    expect(result.totals?.droppedLowest.map(({ sheetId }) => sheetId)).toEqual(["A-03"]);
    expect(result.score).toEqual(fraction(85));
  });

  it("needs more than 2K valid sheets and the declared minimum", () => {
    const status = (rule: Partial<StandingRule>, cells: Cells) =>
      aggregateEntry(plain, ruleOf(rule), entryOf("A", cells)).status;
    expect(status({ aggregation: "trimmed:1" }, [1, 2])).toEqual({
      notRankable: { code: "too_few_for_trimming", facts: { valid: 2, k: 1, needed: 3 } },
    });
    expect(status({ aggregation: "trimmed:1" }, [1, 2, 3])).toBe("rankable");
    expect(status({ minimumSheets: 3 }, [1, 2])).toEqual({
      notRankable: { code: "too_few_sheets", facts: { valid: 2, minimum: 3 } },
    });
    expect(status({}, [])).toEqual({ notRankable: { code: "no_valid_sheets", facts: {} } });
  });

  it("takes a recused cell as absent, never as zero", () => {
    const cells = [
      { a: 400, b: 400 },
      { a: 300, b: null },
      { a: 200, b: 200 },
    ];
    const total = aggregateEntry(double, ruleOf(), entryOf("A", cells));
    expect(total.score).toEqual(fraction(60));
    expect(total.incompleteSheets).toEqual(["A-01"]);
    const each = aggregateEntry(
      double,
      ruleOf({ aggregation: "trimmed-criteria:0" }),
      entryOf("A", cells),
    );
    expect(each.criteria.map(({ formatted }) => formatted)).toEqual(["30.00", "30.00"]);
    const odd = [
      { a: 400, b: 100 },
      { a: 300, b: null },
      { a: 100, b: 200 },
    ];
    const uneven = aggregateEntry(
      double,
      ruleOf({ aggregation: "trimmed-criteria:0" }),
      entryOf("A", odd),
    );
    expect(uneven.score).toEqual(fraction(125, 3));
  });

  it("weighs the trimmed means of the criteria", () => {
    const [a, b] = double.criteria as [Rubric["criteria"][number], Rubric["criteria"][number]];
    const weighted: Rubric = {
      scale: 10,
      criteria: [
        { ...a, weight: "1.6" },
        { ...b, weight: "0.8" },
      ],
    };
    const cells = [
      { a: 100, b: 500 },
      { a: 200, b: 100 },
      { a: 500, b: 50 },
    ];
    const result = aggregateEntry(
      weighted,
      ruleOf({ aggregation: "trimmed-criteria:1" }),
      entryOf("A", cells),
    );
    expect(result.score).toEqual(fraction(40));
  });

  it("refuses a score outside the rubric instead of averaging it", () => {
    for (const units of [10_001, -1, 0.5, Number.NaN])
      expect(() => computeStanding(plain, ruleOf(), [entryOf("A", [units])])).toThrow(Refused);
  });
});

describe("places", () => {
  it("refuse an entry that comes twice", () => {
    expect(() => computeStanding(plain, ruleOf(), [entryOf("A", [1]), entryOf("A", [2])])).toThrow(
      Refused,
    );
  });

  it("follow exact values and share as 1, 2, 2, 4", () => {
    const standing = computeStanding(plain, ruleOf(), [
      entryOf("D", [8000]),
      entryOf("C", [9000]),
      entryOf("A", [9100]),
      entryOf("B", [8900, 9100]),
    ]);
    expect(rowsOf(standing)).toEqual(["1 A 91.00 –", "2 B 90.00 –", "2 C 90.00 –", "4 D 80.00 –"]);
    expect(standing.entries[1]?.tie).toEqual({ size: 2, shared: 2, brokenBy: [], values: [] });
  });

  it("differ where only the rounded scores are equal", () => {
    const standing = computeStanding(plain, ruleOf(), [
      entryOf("A", [9000, 9000, 9000]),
      entryOf("B", [9000, 9000, 9001]),
    ]);
    expect(rowsOf(standing)).toEqual(["1 B 90.00 –", "2 A 90.00 –"]);
    expect(standing.entries[0]).toMatchObject({
      exact: "90.00333333",
      fraction: { num: "27001", den: "300" },
      tie: null,
    });
  });

  it("show half up on exact values", () => {
    const shown = [
      [9014, 9015],
      [9017, 9018],
      [9019, 9020],
    ].map((cells) => computeStanding(plain, ruleOf(), [entryOf("A", cells)]).entries[0]?.score);
    expect(shown).toEqual(["90.15", "90.18", "90.20"]);
  });

  it("go to a tie rule in order, and the row says which one broke it", () => {
    const ties: StandingRule["ties"] = [{ by: "criterion", key: "b" }, { by: "untrimmed_mean" }];
    const rule = ruleOf({ ties, aggregation: "trimmed:1" });
    const standing = computeStanding(double, rule, [
      entryOf("A", [
        { a: 400, b: 400 },
        { a: 400, b: 400 },
        { a: 500, b: 400 },
      ]),
      entryOf("B", [
        { a: 400, b: 400 },
        { a: 400, b: 400 },
        { a: 100, b: 400 },
      ]),
      entryOf("C", [
        { a: 300, b: 500 },
        { a: 300, b: 500 },
        { a: 300, b: 500 },
      ]),
    ]);
    expect(rowsOf(standing)).toEqual(["1 C 80.00 –", "2 A 80.00 –", "3 B 80.00 –"]);
    expect(standing.entries.map(({ tie }) => tie?.brokenBy)).toEqual([
      ["criterion:b"],
      ["criterion:b", "untrimmed_mean"],
      ["criterion:b", "untrimmed_mean"],
    ]);
  });

  it("do not hang on which of two equal totals was dropped", () => {
    const rule = ruleOf({ aggregation: "trimmed:1", ties: [{ by: "criterion", key: "b" }] });
    const cells = [
      { a: 500, b: 100 },
      { a: 100, b: 500 },
      { a: 200, b: 200 },
      { a: 100, b: 100 },
    ];
    const standing = computeStanding(double, rule, [
      entryOf("A", cells),
      entryOf("B", [...cells].reverse()),
    ]);
    expect(standing.entries.map(({ place }) => place)).toEqual([1, 1]);
  });

  it("wait for the committee where the rule says so, and follow its decision", () => {
    const rule = ruleOf({ ties: [{ by: "decision" }] });
    const entries = [entryOf("A", [9000]), entryOf("B", [9000]), entryOf("C", [8000])];
    const open = computeStanding(plain, rule, entries);
    expect(rowsOf(open)).toEqual(["1 A 90.00 –", "1 B 90.00 –", "3 C 80.00 –"]);
    const needed = { code: "decision_needed", of: "entries", place: 1, ids: ["id-A", "id-B"] };
    expect(open.reports[0]).toMatchObject(needed);
    const decided = computeStanding(plain, rule, entries, [
      { of: "entries", order: ["id-B", "id-A"] },
    ]);
    expect(rowsOf(decided)).toEqual(["1 B 90.00 –", "2 A 90.00 –", "3 C 80.00 –"]);
    expect(decided.entries[0]?.tie?.brokenBy).toEqual(["decision"]);
    expect(decided.reports.filter(({ of }) => of === "entries")).toEqual([]);
    const unasked = computeStanding(plain, ruleOf(), entries, [
      { of: "entries", order: ["id-B", "id-A"] },
    ]);
    expect(unasked.entries[0]?.place).toBe(1);
    expect(unasked.entries[1]?.place).toBe(1);
  });

  it("are counted within each category too", () => {
    const standing = computeStanding(plain, ruleOf(), [
      entryOf("A", [9000]),
      entryOf("B", [8900], { category: "其他" }),
      entryOf("C", [8800]),
      entryOf("D", [8900], { category: "其他" }),
    ]);
    expect(
      standing.entries.map(({ code, place, categoryPlace }) => [code, place, categoryPlace]),
    ).toEqual([
      ["A", 1, 1],
      ["B", 2, 1],
      ["D", 2, 1],
      ["C", 4, 2],
    ]);
  });

  it("are null with a reason for the absent, the withdrawn and the unrankable", () => {
    const standing = computeStanding(plain, ruleOf({ minimumSheets: 2 }), [
      entryOf("A", [9000, 9000], { state: "absent" }),
      entryOf("B", [9900]),
      entryOf("C", [8000, 8000]),
      entryOf("D", [9000, 9000], { state: "withdrawn" }),
      entryOf("E", [9000, 9000], { state: "set_aside" }),
    ]);
    expect(rowsOf(standing)).toEqual(["1 C 80.00 –", "– A – –", "– B – –", "– D – –", "– E – –"]);
    expect(standing.ranked).toBe(1);
    expect(standing.entries.map(({ reason }) => reason?.code ?? null)).toEqual([
      null,
      "absent",
      "too_few_sheets",
      "withdrawn",
      "set_aside",
    ]);
    expect(standing.entries[2]).toMatchObject({
      sheets: 1,
      exact: null,
      fraction: null,
      criteria: { total: null },
    });
  });
});

describe("prize tiers", () => {
  const first = { key: "first", name: "一等奖" };
  const second = { key: "second", name: "二等奖" };
  const third = { key: "third", name: "三等奖" };
  const tiersOf = (scores: readonly number[], list: StandingRule["tiers"]["list"]) => {
    const entries = scores.map((score, i) => entryOf(String.fromCharCode(65 + i), [score]));
    const { entries: rows, reports } = computeStanding(
      plain,
      ruleOf({ tiers: { basis: "overall", list } }),
      entries,
    );
    return { tiers: rows.map(({ tier }) => tier?.[0] ?? "-").join(""), reports };
  };
  const quotas = [
    { ...first, quota: 3 },
    { ...second, quota: 4 },
    { ...third, quota: 5 },
  ];

  it("by quota 3, 4, 5 cover the twelve projects of the published example", () => {
    const scores = Array.from({ length: 12 }, (_, i) => 9900 - i * 10);
    expect(tiersOf(scores, quotas)).toEqual({
      tiers: "fffssssttttt",
      reports: [],
    });
    expect(tiersOf(scores.slice(0, 4), quotas).tiers).toBe("fffs");
  });

  it("by threshold count the exact score, by percentile the floor of the share", () => {
    const scores = [9500, 9000, 8999, 8000, 7000];
    expect(
      tiersOf(scores, [
        { ...first, threshold: "90" },
        { ...second, threshold: "80" },
      ]).tiers,
    ).toBe("ffss-");
    expect(
      tiersOf(scores, [
        { ...first, percentile: 50 },
        { ...second, percentile: 100 },
      ]).tiers,
    ).toBe("ffsss");
    expect(
      tiersOf(scores, [
        { ...first, quota: 1 },
        { ...second, threshold: "85" },
      ]).tiers,
    ).toBe("fss--");
  });

  it("are withheld from a tie across an edge, which is reported and not broken", () => {
    const { tiers, reports } = tiersOf(
      [9900, 9800, 9700, 9700, 9600, 9500],
      [
        { ...first, quota: 3 },
        { ...second, quota: 2 },
      ],
    );
    expect(tiers).toBe("ff--s-");
    expect(reports).toEqual([
      {
        code: "tie_across_tier_edge",
        of: "entries",
        place: 3,
        category: null,
        score: "97.00",
        ids: ["id-C", "id-D"],
        tiers: ["first", "second"],
      },
    ]);
  });

  it("report a tie across the last edge, and one that spans several tiers", () => {
    expect(tiersOf([9900, 9900], [{ ...first, quota: 1 }]).reports[0]?.tiers).toEqual([
      "first",
      null,
    ]);
    const spanning = tiersOf(
      [9900, 9900, 9900, 9800],
      [
        { ...first, quota: 1 },
        { ...second, quota: 1 },
        { ...third, quota: 2 },
      ],
    );
    expect(spanning.tiers).toBe("---t");
    expect(spanning.reports[0]?.tiers).toEqual(["first", "second", "third"]);
  });

  it("are whole when the tie lies inside a tier or a rule breaks it", () => {
    expect(tiersOf([9900, 9900, 9800], [{ ...first, quota: 2 }])).toEqual({
      tiers: "ff-",
      reports: [],
    });
  });

  it("are given within categories where the rule says so", () => {
    const rule = ruleOf({ tiers: { basis: "category", list: [{ ...first, quota: 1 }] } });
    const standing = computeStanding(plain, rule, [
      entryOf("A", [9000]),
      entryOf("B", [8900]),
      entryOf("C", [8800], { category: "其他" }),
      entryOf("D", [8800], { category: "其他" }),
    ]);
    expect(standing.entries.map(({ tier }) => tier)).toEqual(["first", null, null, null]);
    expect(standing.reports).toMatchObject([
      { category: "其他", place: 1, tiers: ["first", null] },
    ]);
  });
});

describe("the standing of organisations", () => {
  const set = (code: string, scores: readonly number[]): StandingEntry[] =>
    scores.map((score, i) => entryOf(`${code}${i + 1}`, [score]));

  it("is the exact mean of their entries: places 2, 3 and 8 with mean 90.19 come first of all", () => {
    const others = [9318, 9096, 9040, 9011, 8700].flatMap((score, i) =>
      set("BCDEF"[i] ?? "", [score, 8500 - i, 8400]),
    );
    const standing = computeStanding(
      plain,
      ruleOf({ groups: { entriesRequired: 3, incomplete: "unranked" } }),
      [...others, ...set("A", [9271, 9102, 8684])],
    );
    expect(standing.organisations[0]).toMatchObject({
      place: 1,
      name: "医院 A",
      score: "90.19",
      entries: 3,
      fraction: { num: "9019", den: "100" },
    });
    const places = standing.entries
      .filter(({ organisation }) => organisation === "医院 A")
      .map(({ place }) => place);
    expect(places).toEqual([2, 3, 8]);
  });

  it("puts complete sets first, or leaves incomplete ones without a place, as declared", () => {
    const entries = [
      ...set("A", [9900, 9900]),
      ...set("B", [8000, 8000, 8000]),
      entryOf("C1", [1], { state: "absent" }),
    ];
    const after = computeStanding(
      plain,
      ruleOf({ groups: { entriesRequired: 3, incomplete: "after_complete" } }),
      entries,
    );
    expect(after.organisations.map(({ name, place, complete }) => [name, place, complete])).toEqual(
      [
        ["医院 B", 1, true],
        ["医院 A", 2, false],
        ["医院 C", null, false],
      ],
    );
    const unranked = computeStanding(
      plain,
      ruleOf({ groups: { entriesRequired: 3, incomplete: "unranked" } }),
      entries,
    );
    expect(unranked.organisations[1]).toMatchObject({
      place: null,
      score: null,
      entries: 2,
      reason: { code: "incomplete_set", facts: { ranked: 2, required: 3 } },
    });
    expect(unranked.organisations[2]?.reason?.code).toBe("no_ranked_entries");
  });

  it("shares places on exact means and breaks ties by the same rules", () => {
    const entries = [
      entryOf("A1", [{ a: 400, b: 300 }]),
      entryOf("B1", [{ a: 300, b: 400 }]),
      entryOf("C1", [{ a: 200, b: 200 }]),
    ];
    expect(
      computeStanding(double, ruleOf(), entries).organisations.map(({ place }) => place),
    ).toEqual([1, 1, 3]);
    const broken = computeStanding(
      double,
      ruleOf({ ties: [{ by: "criterion", key: "b" }] }),
      entries,
    );
    expect(broken.organisations.map(({ name }) => name)).toEqual(["医院 B", "医院 A", "医院 C"]);
    expect(broken.organisations[0]?.tie?.brokenBy).toEqual(["criterion:b"]);
  });
});

describe("an explanation", () => {
  // The worked example of the standing page: 14 sheets, 96.5 and 85.0 dropped, 12 sum to 1112.5.
  const kept = [9250, 9300, 9250, 9300, 9200, 9250, 9350, 9250, 9300, 9250, 9250, 9300];
  const halves: Rubric = {
    scale: 10,
    criteria: [{ ...criterion, key: "total", name: "总分", maximum: 1000 }],
  };
  const cells = [9650, ...kept, 8500].map((hundredths) => hundredths / 10);
  const entry = entryOf("A", cells, { recused: 1 });
  const rule = ruleOf({
    aggregation: "trimmed:1",
    tiers: { basis: "overall", list: [{ key: "first", name: "一等奖", quota: 2 }] },
  });

  it("goes from the sheets received to the place", () => {
    const standing = computeStanding(halves, rule, [
      entry,
      entryOf("B", [950, 950, 950]),
      entryOf("C", [900, 900, 900]),
    ]);
    const steps = explainEntry(standing, entry);
    expect(steps.map(({ code, facts }) => [code, facts])).toEqual([
      ["sheets_received", { count: 14 }],
      ["recused", { count: 1 }],
      [
        "totals_dropped",
        { k: 1, highest: "96.5", lowest: "85.0", highestExpert: "专家 1", lowestExpert: "专家 14" },
      ],
      ["totals_sum", { count: 12, sum: "1112.5" }],
      ["totals_mean", { sum: "1112.5", count: 12, exact: "92.7083…", score: "92.71" }],
      ["place", { place: 2, of: 3, ahead: 1 }],
      ["next_above", { code: "B", title: "项目 B", score: "95.00", gap: "2.2916…" }],
      ["category_place", { category: "医疗服务", place: 2, of: 3 }],
      ["tier", { key: "first", name: "一等奖" }],
    ]);
    expect(steps[2]?.sheets).toEqual(["A-00", "A-13"]);
  });

  it("of trimming per criterion shows each criterion and the weighted sum", () => {
    const sheets = [
      { a: 100, b: 500 },
      { a: 200, b: 105 },
      { a: 500, b: 50 },
    ];
    const own = entryOf("A", sheets);
    const standing = computeStanding(double, ruleOf({ aggregation: "trimmed-criteria:1" }), [own]);
    const steps = explainEntry(standing, own).filter(({ code }) => /criterion|weighted/.test(code));
    expect(steps.map(({ code, facts }) => [code, facts["criterion"], facts["score"]])).toEqual([
      ["criterion_dropped", "甲", undefined],
      ["criterion_mean", "甲", "20.00"],
      ["criterion_dropped", "乙", undefined],
      ["criterion_mean", "乙", "10.50"],
      ["weighted_sum", undefined, "30.50"],
    ]);
    expect(steps[4]?.facts["terms"]).toBe("20 × 1 + 10.5 × 1");
  });

  it("says which tie rule broke a tie and what it compared", () => {
    const ties: StandingRule["ties"] = [{ by: "criterion", key: "b" }];
    const entries = [entryOf("A", [{ a: 400, b: 300 }]), entryOf("B", [{ a: 300, b: 400 }])];
    const standing = computeStanding(double, ruleOf({ ties }), entries);
    const steps = explainEntry(standing, entries[0] as StandingEntry);
    expect(
      steps.filter(({ code }) => code.startsWith("tie")).map(({ code, facts }) => [code, facts]),
    ).toEqual([
      ["tied", { size: 2, rules: 1 }],
      ["tie_value", { rule: "criterion", criterion: "乙", key: "b", value: "30" }],
      ["tie_broken", { rule: "criterion", criterion: "乙", key: "b" }],
    ]);
  });

  it("of one who is not ranked ends with the reason", () => {
    const absent = entryOf("A", [], { state: "absent" });
    const standing = computeStanding(plain, ruleOf(), [absent]);
    expect(explainEntry(standing, absent).at(-1)).toEqual({
      code: "not_ranked",
      facts: { reason: "absent" },
    });
    expect(() => explainEntry(standing, entryOf("Z", []))).toThrow(RangeError);
  });

  it("of a tie across a tier's edge names both tiers; of an organisation, its entries and their mean", () => {
    const entries = [entryOf("A1", [9000]), entryOf("A2", [9000])];
    const list = [{ key: "first", name: "一等奖", quota: 1 }];
    const standing = computeStanding(plain, ruleOf({ tiers: { basis: "overall", list } }), entries);
    const steps = explainEntry(standing, entries[0] as StandingEntry);
    expect(steps.at(-1)).toEqual({ code: "tier_edge", facts: { tiers: "一等奖 / –", count: 2 } });
    const [organisation] = standing.organisations;
    if (!organisation) throw new Error("one organisation");
    expect(explainOrganisation(standing, organisation).map(({ code }) => code)).toEqual([
      "organisation_entry",
      "organisation_entry",
      "organisation_mean",
      "place",
    ]);
  });
});

describe("whatever the sheets", () => {
  const cell = fc.option(
    fc.integer({ min: 0, max: 6 }).map((points) => points * 50),
    { nil: null },
  );
  const sheet = fc.record({ a: cell, b: cell });
  const panels = fc.array(fc.array(sheet, { maxLength: 7 }), { minLength: 1, maxLength: 8 });
  const aggregation = fc.constantFrom(
    "mean",
    "trimmed",
    "trimmed:1",
    "trimmed:2",
    "trimmed-criteria",
    "trimmed-criteria:1",
    "trimmed-criteria:2",
  );
  const list = [
    { key: "first", name: "一等奖", quota: 2 },
    { key: "second", name: "二等奖", percentile: 60 },
  ];
  const given = (method: string): StandingRule =>
    ruleOf({
      aggregation: method,
      ties: [{ by: "criterion", key: "a" }, { by: "untrimmed_mean" }],
      tiers: { basis: "overall", list },
      groups: { entriesRequired: 2, incomplete: "after_complete" },
    });
  const entriesOf = (cells: readonly Cells[]): StandingEntry[] =>
    cells.map((own, i) =>
      entryOf(`${"ABC"[i % 3]}${i}`, own, { category: i % 2 === 0 ? "甲类" : "乙类" }),
    );

  it("the order of entries and sheets changes nothing", () => {
    fc.assert(
      fc.property(panels, aggregation, fc.integer(), (cells, method, seed) => {
        const entries = entriesOf(cells);
        const shuffle = <T>(items: readonly T[]): T[] =>
          items
            .map((item, i) => ({ item, key: Math.imul(seed + i, 2654435761) }))
            .sort((x, y) => x.key - y.key)
            .map(({ item }) => item);
        const other = shuffle(entries).map((entry) => ({
          ...entry,
          sheets: shuffle(entry.sheets),
        }));
        const one = computeStanding(double, given(method), entries);
        const two = computeStanding(double, given(method), other);
        expect(canonicalJson(two)).toBe(canonicalJson(one));
        for (const entry of entries) {
          const twin = other.find(({ id }) => id === entry.id) ?? entry;
          expect(explainEntry(two, twin).map(({ facts }) => facts)).toEqual(
            explainEntry(one, entry).map(({ facts }) => facts),
          );
        }
      }),
    );
  });

  it("a place is one more than the number of those before it, and scores never rise down the list", () => {
    fc.assert(
      fc.property(panels, aggregation, (cells, method) => {
        const { entries, ranked, reports } = computeStanding(
          double,
          given(method),
          entriesOf(cells),
        );
        const placed = entries.flatMap((row) => {
          if (row.place === null || row.fraction === null) return [];
          return [
            {
              ...row,
              place: row.place,
              value: fraction(BigInt(row.fraction.num), BigInt(row.fraction.den)),
            },
          ];
        });
        expect(placed).toHaveLength(ranked);
        for (const row of placed) {
          expect(placed.filter(({ place }) => place < row.place)).toHaveLength(row.place - 1);
          expect(row.tie?.shared ?? 1).toBe(
            placed.filter(({ place }) => place === row.place).length,
          );
          const edge = reports.some(
            ({ code, ids }) => code === "tie_across_tier_edge" && ids.includes(row.id),
          );
          if (edge) expect(row.tier).toBeNull();
        }
        placed.slice(1).forEach((row, i) => {
          expect(compare(row.value, placed[i]?.value ?? row.value)).toBeLessThanOrEqual(0);
        });
      }),
    );
  });

  it("a panel score is what the kept sheets of its explanation add up to", () => {
    fc.assert(
      fc.property(
        fc.array(sheet, { maxLength: 9 }),
        fc.constantFrom("mean", "trimmed:1", "trimmed:2", "trimmed:3"),
        (cells, method) => {
          const { score, totals } = aggregateEntry(
            double,
            ruleOf({ aggregation: method }),
            entryOf("A", cells),
          );
          if (score && totals)
            expect(score).toEqual(fraction(totals.sum.num, totals.sum.den * BigInt(totals.count)));
          else expect(totals?.count ?? 0).toBeLessThanOrEqual(6);
        },
      ),
    );
  });
});

describe("the canonical text", () => {
  it("does not depend on the order of keys", () => {
    expect(canonicalJson({ b: 1, a: [true, null, "引"], c: undefined })).toBe(
      '{"a":[true,null,"引"],"b":1}',
    );
    expect(canonicalJson({ n: 10n })).toBe('{"n":"10"}');
  });

  it("survives being stored as JSON, so that a stored standing keeps its digest", () => {
    const standing = computeStanding(plain, ruleOf(), [entryOf("A", [9014, 9015])]);
    expect(canonicalJson(JSON.parse(JSON.stringify(standing)))).toBe(canonicalJson(standing));
  });

  it("refuses what JSON cannot hold", () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson({ f: () => 0 })).toThrow(TypeError);
  });
});
