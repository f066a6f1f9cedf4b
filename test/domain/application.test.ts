import { describe, expect, it } from "vitest";
import {
  applicationSchema,
  emptyApplication,
  malformedIn,
  missingForCharter,
  missingToSubmit,
  readApplication,
  yuanToFen,
} from "~/domain/application";
import { compareApplications } from "~/domain/application-comparison";
import { codePrefix, nextCode } from "~/domain/project-code";
import { makeApplication } from "#test/factories-projects";

describe("what an application needs", () => {
  it("is five fields to be submitted", () => {
    expect(missingToSubmit(emptyApplication)).toEqual([
      "application:field.title",
      "application:field.category",
      "application:field.problem",
      "application:field.measures",
      "application:field.helpers",
    ]);
    expect(missingToSubmit(makeApplication())).toEqual([]);
  });

  it.each([
    ["no helper named and not said that none is needed", { noHelpers: false }, "helpers"],
    [
      "measures that are rows without a text",
      { measures: [{ text: " ", owner: "甲", dueOn: "" }] },
      "measures",
    ],
    ["a budget that is no amount", { budget: "约五万" }, "budget"],
    [
      "a day that does not exist",
      { milestones: [{ title: "甲", owner: "", plannedOn: "2024-02-30" }] },
      "milestones",
    ],
  ])("is not met by %s", (_what, change, field) => {
    const body = applicationSchema.parse({ ...makeApplication(), ...change });
    expect(missingToSubmit(body)).toEqual([`application:field.${field}`]);
  });

  it("is more for the charter, and the core group's record for a major matter only", () => {
    expect(missingForCharter(makeApplication())).toContain("application:field.targets");
    expect(missingForCharter(makeApplication())).not.toContain("application:field.coreGroupRecord");
    expect(missingForCharter(makeApplication({ majorMatter: true }))).toContain(
      "application:field.coreGroupRecord",
    );
  });

  it("reads bodies stored before a field existed", () => {
    expect(readApplication({ title: "旧" })).toEqual({ ...emptyApplication, title: "旧" });
    expect(missingToSubmit({ title: "旧" } as never)).toHaveLength(4);
  });

  it("keeps odd figures as typed and says where they stand", () => {
    const baseline = { numerator: "1,204", denominator: "很多", period: "", source: "" };
    expect(malformedIn(makeApplication({ baseline }))).toEqual([
      { field: "baseline", name: "baseline.denominator", message: "errors:invalid_number" },
    ]);
  });
});

describe("an amount in yuan", () => {
  it.each([
    ["50000", 5_000_000],
    ["12,345.5", 1_234_550],
    ["0.01", 1],
    ["", null],
    ["1.234", null],
    ["-5", null],
    ["五万", null],
  ])("%s is %s fen", (yuan, fen) => {
    expect(yuanToFen(yuan)).toBe(fen);
  });
});

describe("two versions side by side", () => {
  const before = makeApplication({ helpers: ["it"], budget: "50000" });
  const after = makeApplication({
    helpers: ["it", "er"],
    budget: "50000",
    measures: [...before.measures, { text: "弹性排班", owner: "张某", dueOn: "2024-09-30" }],
  });
  const compared = compareApplications(before, after, (kind, key) => `${kind}:${key}`);

  it("mark the fields that changed and no others", () => {
    expect(compared.filter((one) => one.changed).map((one) => one.field)).toEqual([
      "measures",
      "helpers",
    ]);
  });

  it("mark the lines that stand on one side only, with names instead of ids", () => {
    const helpers = compared.find((one) => one.field === "helpers");
    expect(helpers?.after).toEqual([
      { text: "organisation:it", changed: false },
      { text: "organisation:er", changed: true },
    ]);
    const measures = compared.find((one) => one.field === "measures");
    expect(measures?.after[1]).toEqual({ text: "弹性排班 · 张某 · 2024-09-30", changed: true });
  });
});

describe("the code of a project", () => {
  it("is year, department and running number", () => {
    expect(codePrefix(2024, { code: "07", position: 3 })).toBe("2024-07-");
    expect(codePrefix(2024, { code: "YXB", position: 3 })).toBe("2024-03-");
    expect(nextCode("2024-07-", [])).toBe("2024-07-001");
    expect(nextCode("2024-07-", ["2024-07-002", "2024-08-009"])).toBe("2024-07-003");
    expect(nextCode("2024-07-", ["2024-07-999"])).toBe("2024-07-1000");
  });
});
