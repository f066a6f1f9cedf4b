import { parseWithZod } from "@conform-to/zod/v4";
import { describe, expect, it } from "vitest";
import { cycleFormSchema, settingsOf } from "~/domain/cycle-form";
import { NUMBERS_OF } from "~/domain/cycle-options";
import { defaultOptions } from "~/domain/lifecycle/options";

function form(changes: Record<string, string> = {}): FormData {
  const data = new FormData();
  const fields: Record<string, string> = {
    year: "2024",
    name: "评审",
    "rule.method": "mean",
    "switches.defence": "on",
    "switches.notice": "on",
    entriesPerOrganisation: "3",
    "categories[0].name": "医疗服务",
    ...Object.fromEntries(
      NUMBERS_OF.municipal.map((key) => [
        `numbers.${key}`,
        String((defaultOptions as unknown as Record<string, number>)[key]),
      ]),
    ),
    ...changes,
  };
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}
const submit = (changes: Record<string, string> = {}) =>
  parseWithZod(form(changes), { schema: cycleFormSchema("municipal") });
const settings = (changes: Record<string, string> = {}) => {
  const submission = submit(changes);
  if (submission.status !== "success") throw new Error(JSON.stringify(submission.error));
  return settingsOf("municipal", submission.value);
};

describe("the form of a cycle", () => {
  it("takes a box that is not ticked as no, not as the default", () => {
    expect(settings().options.defence).toBe(true);
    expect(settings({ "switches.defence": "" }).options.defence).toBe(false);
  });

  it("takes an empty number of entries as free", () => {
    expect(settings({ entriesPerOrganisation: "" }).options.entriesPerOrganisation).toBeNull();
    expect(settings().options.entriesPerOrganisation).toBe(3);
    expect(settings().rule.groups.entriesRequired).toBe(3);
  });

  it("writes the trimming into the rule", () => {
    expect(settings({ "rule.method": "trimmed-criteria", "rule.trim": "1" }).rule.aggregation).toBe(
      "trimmed-criteria:1",
    );
    expect(settings({ "rule.method": "trimmed", "rule.trim": "" }).rule.aggregation).toBe(
      "trimmed",
    );
  });

  it("gives new categories and prizes keys of their own and keeps old ones", () => {
    const made = settings({
      "categories[0].key": "c1",
      "categories[1].name": "其他",
      "rule.tiers[0].name": "一等奖",
      "rule.tiers[0].by": "quota",
      "rule.tiers[0].value": "3",
    });
    expect(made.categories.map(({ key }) => key)).toEqual(["c1", "c2"]);
    expect(made.rule.tiers.list).toEqual([{ key: "tier-1", name: "一等奖", quota: 3 }]);
  });

  it.each([
    ["a number that is none", { "numbers.minimumPanel": "五" }, "numbers.minimumPanel"],
    ["an empty number", { "numbers.minimumPanel": "" }, "numbers.minimumPanel"],
    [
      "a last day before the first",
      { "dates.applyFrom": "2024-05-02", "dates.applyUntil": "2024-05-01" },
      "dates.applyUntil",
    ],
    ["the same category twice", { "categories[1].name": "医疗服务" }, "categories[1].name"],
    ["nobody chosen to take part", { participation: "some" }, "participantIds"],
    [
      "half a prize",
      { "rule.tiers[0].name": "奖", "rule.tiers[0].by": "quota", "rule.tiers[0].value": "1.5" },
      "rule.tiers[0].value",
    ],
  ] as [string, Record<string, string>, string][])(
    "refuses %s at its field",
    (_name, changes, field) => {
      const submission = submit(changes);
      expect(submission.status).toBe("error");
      expect(Object.keys((submission.status === "error" && submission.error) || {})).toContain(
        field,
      );
    },
  );
});
