import i18next from "i18next";
import { describe, expect, it } from "vitest";
import enLifecycle from "~/locales/en/lifecycle.json";
import enRefusals from "~/locales/en/refusals.json";
import zhLifecycle from "~/locales/zh-CN/lifecycle.json";
import zhRefusals from "~/locales/zh-CN/refusals.json";
import {
  defaultOptions,
  inWords,
  type Passage,
  type ProjectState,
  stepper,
} from "~/domain/lifecycle";
import { refusal } from "~/domain/refusal";

const at = "2026-11-01T00:00:00.000Z";
const path = (...states: ProjectState[]): Passage[] => states.map((to) => ({ to, at }));

function statuses(
  state: ProjectState,
  history: Passage[],
  more: { resumeTo?: ProjectState; archived?: boolean; without?: "formCheck" | "notice" } = {},
): string {
  const options = more.without ? { ...defaultOptions, [more.without]: false } : defaultOptions;
  const steps = stepper(
    { state, resumeTo: more.resumeTo ?? null, archived: more.archived ?? false },
    history,
    options,
  );
  return steps.map(({ status }) => status).join(" ");
}

describe("the stepper", () => {
  it.each([
    ["draft", path("draft"), "now todo todo todo todo todo todo todo todo todo todo"],
    [
      "reviewed",
      path("draft", "endorsing", "submitted", "accepted", "in_review", "reviewed"),
      "done done done now todo todo todo todo todo todo todo",
    ],
    [
      "closed",
      path("draft", "closing", "closed"),
      "done done done done done done done done done done now",
    ],
    [
      "withdrawn",
      path("draft", "endorsing", "submitted", "withdrawn"),
      "done done stopped skipped skipped skipped skipped skipped skipped skipped now",
    ],
    [
      "revoked",
      path("draft", "closing", "closed", "revoked"),
      "done done done done done done done done done stopped now",
    ],
  ] as const)("of a %s project", (state, history, expected) => {
    expect(statuses(state, [...history])).toBe(expected);
  });

  it("stands where a returned project goes on", () => {
    expect(
      statuses("returned", path("draft", "endorsing", "submitted", "returned"), {
        resumeTo: "submitted",
      }),
    ).toMatch(/^done done now todo/);
  });

  it("skips what the cycle does without", () => {
    expect(
      statuses("accepted", path("draft", "endorsing", "accepted"), { without: "formCheck" }),
    ).toMatch(/^done done skipped now/);
  });

  it("ends with the archive", () => {
    expect(statuses("closed", path("draft", "closed"), { archived: true })).toMatch(/done$/);
  });

  it("tells when a step was reached", () => {
    const [first, second] = stepper(
      { state: "draft", resumeTo: null, archived: false },
      path("draft"),
      defaultOptions,
    );
    expect([first?.reachedAt, second?.reachedAt]).toEqual([at, null]);
  });
});

describe("a refusal in words", () => {
  const texts = i18next.createInstance();
  void texts.init({
    resources: {
      "zh-CN": { lifecycle: zhLifecycle, refusals: zhRefusals },
      en: { lifecycle: enLifecycle, refusals: enRefusals },
    },
    lng: "zh-CN",
    initImmediate: false,
    interpolation: { escapeValue: false },
  });

  it("names the state, the person and the minute in Shanghai", () => {
    const moved = refusal(
      "already_moved",
      {
        by: "王芳",
        at: "2026-11-22T02:42:00.000Z",
        state: "lifecycle:project.state.accepted.staff",
      },
      409,
    );
    expect(inWords(texts.getFixedT("zh-CN"), moved)).toBe(
      "王芳已于 2026-11-22 10:42 办理，现为“形式审查通过”。请刷新后再看。",
    );
    expect(inWords(texts.getFixedT("en"), moved)).toBe(
      "Already done by 王芳 at 2026-11-22 10:42: the state is now “Form check passed”. Reload to go on.",
    );
  });

  it("tells lists in the reader's language, names as they are", () => {
    const short = refusal("co_signs_missing", {
      count: 2,
      missing: "护理部,lifecycle:step.charter",
    });
    expect(inWords(texts.getFixedT("zh-CN"), short)).toBe(
      "还有 2 个配合科室未会签：护理部、任务书。",
    );
    expect(inWords(texts.getFixedT("en"), short)).toBe(
      "2 cooperating departments have not confirmed: 护理部, Charter.",
    );
  });
});
