import { describe, expect, it } from "vitest";
import { fraction } from "~/domain/exact";
import { defaultRubric, type Rubric } from "~/domain/rubric/rubric";
import { automaticRecusal, type RecusalQuestion } from "~/domain/scoring/recusal";
import { checkDraftSheet, checkSheet } from "~/domain/scoring/sheet";

const expert = { employerId: "h1", affiliationIds: ["h2"], departmentId: "d1", personId: "p1" };
const entry = { organisationId: "h9", departmentIds: ["d8", "d9"], personIds: ["p8", "p9"] };

function ask(change: {
  policy?: RecusalQuestion["policy"];
  expert?: Partial<RecusalQuestion["expert"]>;
  entry?: Partial<RecusalQuestion["entry"]>;
  affiliationsRecuse?: boolean;
}) {
  return automaticRecusal({
    policy: change.policy ?? "employer",
    expert: { ...expert, ...change.expert },
    entry: { ...entry, ...change.entry },
    affiliationsRecuse: change.affiliationsRecuse ?? false,
  });
}

describe("automatic recusal", () => {
  it("lets an expert from elsewhere score", () => {
    expect(ask({})).toBeNull();
    expect(ask({ policy: "department" })).toBeNull();
  });

  it("recuses an expert from the same hospital in a municipal round", () => {
    const found = ask({ entry: { organisationId: "h1" } });
    expect(found).toEqual({ kind: "same_employer", organisationId: "h1" });
  });

  it("does not look at departments in a municipal round, nor at employers inside a hospital", () => {
    expect(ask({ entry: { departmentIds: ["d1"] } })).toBeNull();
    expect(ask({ policy: "department", entry: { organisationId: "h1" } })).toBeNull();
  });

  it("triggers nothing for an unknown employer or an unknown organisation", () => {
    expect(ask({ expert: { employerId: null }, entry: { organisationId: null } })).toBeNull();
    expect(ask({ expert: { employerId: null } })).toBeNull();
    expect(
      ask({ policy: "department", expert: { departmentId: null, personId: null } }),
    ).toBeNull();
  });

  it("lets an affiliation recuse only where the cycle says so", () => {
    expect(ask({ entry: { organisationId: "h2" } })).toBeNull();
    const found = ask({ entry: { organisationId: "h2" }, affiliationsRecuse: true });
    expect(found).toEqual({ kind: "same_affiliation", organisationId: "h2" });
  });

  it("recuses the departments and the people of a project", () => {
    const department = ask({ policy: "department", entry: { departmentIds: ["d8", "d1"] } });
    expect(department).toEqual({ kind: "same_department", departmentId: "d1" });
    const person = { entry: { personIds: ["p1"] } };
    expect(ask({ policy: "department", ...person })).toEqual({
      kind: "project_member",
      personId: "p1",
    });
    expect(ask(person)).toEqual({ kind: "project_member", personId: "p1" });
  });
});

const base = defaultRubric({
  problem: { name: "问题精准" },
  measures: { name: "措施合理" },
  effect: { name: "效果明显" },
});

describe("a sheet", () => {
  it("is complete with every criterion scored, as text or in units", () => {
    const result = checkSheet(base, { problem: "27", measures: 265, effect: "３６．５" });
    expect(result).toEqual({
      ok: true,
      units: { problem: 270, measures: 265, effect: 365 },
      comments: {},
      totalFraction: fraction(90),
    });
  });

  it("refuses every field that is wrong at once", () => {
    const result = checkSheet(base, { problem: "", measures: "31", other: "1" });
    const codes = result.ok
      ? {}
      : Object.fromEntries(
          Object.entries(result.refusals).map(([field, { code }]) => [field, code]),
        );
    expect(codes).toEqual({
      problem: "score_missing",
      measures: "score_above_maximum",
      effect: "score_missing",
      other: "criterion_unknown",
    });
  });

  it("refuses units that are off the step, above the maximum or not numbers", () => {
    for (const units of [271, 305, -5, Number.NaN, 0.5])
      expect(checkSheet(base, { problem: units, measures: 0, effect: 0 }).ok).toBe(false);
  });

  it("takes zero as a score", () => {
    expect(checkSheet(base, { problem: 0, measures: "0", effect: 0 }).ok).toBe(true);
  });

  it("holds each criterion to its comment rule", () => {
    const [first, second, third] = base.criteria;
    if (!first || !second || !third) throw new Error("three criteria");
    const rubric: Rubric = {
      ...base,
      criteria: [{ ...first, comment: "required" }, { ...second, comment: "none" }, third],
    };
    const scores = { problem: 0, measures: 0, effect: 0 };
    const fields = (comments: Record<string, string>): string[] => {
      const result = checkSheet(rubric, scores, comments);
      return result.ok
        ? []
        : Object.values(result.refusals).map(({ code, field }) => `${field} ${code}`);
    };
    expect(fields({ problem: " " })).toEqual(["comment.problem comment_missing"]);
    expect(fields({ problem: "好", measures: "多" })).toEqual([
      "comment.measures comment_not_taken",
    ]);
    expect(fields({ problem: "好".repeat(2001) })).toEqual(["comment.problem comment_too_long"]);
    expect(fields({ problem: "好", effect: "可" })).toEqual([]);
  });

  it("as a draft may lack scores, but not hold wrong ones", () => {
    const draft = checkDraftSheet(base, { problem: "27", measures: "99" });
    expect(draft.units).toEqual({ problem: 270, measures: null, effect: null });
    expect(draft.totalFraction).toEqual(fraction(27));
    expect(Object.keys(draft.refusals)).toEqual(["measures"]);
  });
});
