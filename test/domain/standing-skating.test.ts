import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { formatHalfUp, parseDecimal } from "~/domain/exact";
import type { Rubric } from "~/domain/rubric/score";
import { aggregateEntry } from "~/domain/standing/aggregate";
import { computeStanding, type StandingEntry, type StandingRule } from "~/domain/standing/standing";

// Olympic score sheets of 2018, BuzzFeed News, CC BY 4.0: nine judges, and the panel score the ISU
// printed for each of the 1,250 component aspects.
const shared =
  process.env["XIANBAN_SHARED_DATA"] ?? path.resolve(import.meta.dirname, "../../../shared/data");
const folder = path.join(shared, "skating");
const present = existsSync(path.join(folder, "judge-scores.csv"));
if (!present) console.info(`skipped: no skating data in ${folder}`);

type Row = Readonly<Record<string, string>>;

function read(file: string): Row[] {
  return parse(readFileSync(path.join(folder, file)), { columns: true }) as Row[];
}

const rule: StandingRule = {
  aggregation: "trimmed-criteria:1",
  minimumSheets: 9,
  ties: [],
  tiers: { basis: "overall", list: [] },
  groups: { entriesRequired: null, incomplete: "after_complete" },
};

function loadPerformances() {
  const judged = new Map<string, Map<string, number>>();
  for (const row of read("judge-scores.csv")) {
    const own = judged.get(row["aspect_id"] ?? "") ?? new Map<string, number>();
    judged.set(row["aspect_id"] ?? "", own.set(row["judge"] ?? "", Number(row["score"]) * 100));
  }
  const performances = new Map<
    string,
    { id: string; name: string; factor: string; official: string }[]
  >();
  for (const row of read("judged-aspects.csv")) {
    if (row["section"] !== "components") continue;
    const aspects = performances.get(row["performance_id"] ?? "") ?? [];
    performances.set(row["performance_id"] ?? "", aspects);
    aspects.push({
      id: row["aspect_id"] ?? "",
      name: row["aspect_desc"] ?? "",
      factor: row["factor"] ?? "",
      official: formatHalfUp(parseDecimal(row["scores_of_panel"] ?? "") ?? { num: 0, den: 1 }),
    });
  }
  return [...performances].map(([id, aspects]) => {
    const judges = [...(judged.get(aspects[0]?.id ?? "")?.keys() ?? [])];
    const entry: StandingEntry = {
      id,
      code: id,
      title: id,
      organisationId: null,
      organisation: "",
      category: "",
      state: "ok",
      recused: 0,
      sheets: judges.map((judge) => ({
        id: judge,
        expertId: judge,
        expert: judge,
        scores: Object.fromEntries(
          aspects.map((aspect) => [aspect.id, judged.get(aspect.id)?.get(judge)]),
        ),
      })),
    };
    const rubric: Rubric = {
      scale: 100,
      criteria: aspects.map(({ id: key, name, factor }) => ({
        key,
        name,
        weight: factor,
        maximum: 1000,
        step: 25,
        anchors: [],
        comment: "none",
      })),
    };
    return { aspects, entry, rubric };
  });
}

describe.skipIf(!present)("the official panel scores of the 2018 Olympic components", () => {
  it("are all reproduced: without one highest and one lowest per criterion, 2 decimals half up", () => {
    let compared = 0;
    for (const { aspects, entry, rubric } of loadPerformances()) {
      expect(entry.sheets).toHaveLength(9);
      const official = Object.fromEntries(aspects.map((aspect) => [aspect.id, aspect.official]));
      const [row] = computeStanding(rubric, rule, [entry]).entries;
      expect(row?.criteria).toEqual(official);
      const { criteria } = aggregateEntry(rubric, rule, entry);
      expect(Object.fromEntries(criteria.map(({ key, formatted }) => [key, formatted]))).toEqual(
        official,
      );
      for (const { trimming } of criteria) expect(trimming?.count).toBe(7);
      compared += aspects.length;
    }
    expect(compared).toBe(1250);
  });
});
