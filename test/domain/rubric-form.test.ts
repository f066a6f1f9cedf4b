import { describe, expect, it } from "vitest";
import { formOfRubric, rubricFormSchema, rubricOfForm } from "~/domain/rubric-form";

const criterion = {
  key: "",
  name: "效果明显",
  weight: "1",
  maximum: "40",
  step: "0.5",
  comment: "optional" as const,
  anchors: [{ from: "36", to: "40", text: "改善明显" }],
};
const typed = (changes: Partial<typeof criterion>) =>
  rubricOfForm({ name: "标准", criteria: [{ ...criterion, ...changes }] });

describe("a rubric typed in points", () => {
  it("is kept in whole units of the finest decimal", () => {
    const read = typed({});
    expect("rubric" in read && read.rubric).toMatchObject({
      scale: 10,
      criteria: [{ key: "criterion_1", maximum: 400, step: 5, anchors: [{ from: 360, to: 400 }] }],
    });
  });

  it("comes back as it was typed", () => {
    const read = typed({ step: "0.25" });
    if (!("rubric" in read)) throw new Error("refused");
    expect(formOfRubric("标准", read.rubric).criteria[0]).toMatchObject({
      maximum: "40",
      step: "0.25",
    });
  });

  it("keeps the key of a criterion that is renamed, so that tie rules still find it", () => {
    const read = typed({ key: "effect", name: "成效" });
    expect("rubric" in read && read.rubric.criteria[0]?.key).toBe("effect");
  });

  it.each([
    ["a step above the maximum", { step: "50" }, ["criteria", 0, "step"]],
    [
      "an anchor above the maximum",
      { anchors: [{ from: "36", to: "41", text: "x" }] },
      ["criteria", 0, "anchors"],
    ],
    [
      "a band that ends before it begins",
      { anchors: [{ from: "36", to: "30", text: "x" }] },
      ["criteria", 0, "anchors", 0, "to"],
    ],
  ])("refuses %s at its field", (_name, changes, path) => {
    const read = typed(changes);
    expect("issues" in read && read.issues.map((issue) => issue.path)).toContainEqual(path);
  });

  it("needs at least one criterion", () => {
    expect(rubricFormSchema.safeParse({ name: "x", criteria: [] }).success).toBe(false);
  });
});
