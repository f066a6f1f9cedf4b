import { z } from "zod";
import { isDay, yuanToFen, type Application } from "./application";
import { DIRECTIONS, UNITS } from "./execution-terms";
import { isFigure, movedBeyond, readFigure } from "./figures";

const text = (max: number) =>
  z.string().trim().max(max, `errors:too_long_max?max=${max}`).default("");
const rows = <Row extends z.ZodType>(row: Row, max: number) =>
  z.array(row).max(max, `errors:too_many_rows?max=${max}`).default([]);

const targetSchema = z.object({
  indicator: text(200),
  definition: text(1000),
  unit: z.enum(UNITS).default("percent"),
  /** Which way is better. */
  direction: z.enum(DIRECTIONS).default("down"),
  baseline: z
    .object({ numerator: text(20), denominator: text(20), period: text(100), source: text(200) })
    .prefault({}),
  target: text(20),
});

/**
 * The charter 任务书: what the hospital and the lead agree on. Figures and days are kept as typed and
 * judged by `missingInCharter`; money is written in yuan.
 */
export const charterSchema = z.object({
  targets: rows(targetSchema, 20),
  measures: rows(z.object({ text: text(1000), owner: text(60), dueOn: text(10) }), 40),
  milestones: rows(z.object({ title: text(200), owner: text(60), plannedOn: text(10) }), 40),
  budget: text(20),
  /** What each cooperating department does. */
  duties: rows(z.object({ department: text(100), duty: text(1000) }), 30),
});

export type Charter = z.infer<typeof charterSchema>;
export type Target = z.infer<typeof targetSchema>;

export const CHARTER_PARTS = ["targets", "measures", "milestones", "budget", "duties"] as const;
export type CharterPart = (typeof CHARTER_PARTS)[number];

/** Reads a stored body of any age: parts that did not exist then are empty. */
export function readCharter(stored: unknown): Charter {
  return charterSchema.parse(stored);
}

const blank = (value: unknown): boolean =>
  typeof value === "string"
    ? value === ""
    : Object.entries(value as object).every(
        // A choice always has a value and says nothing by itself.
        ([key, part]) => key === "unit" || key === "direction" || blank(part),
      );

/** Without rows in which nothing was typed: an empty row of the form is no target. */
export function tidyCharter(charter: Charter): Charter {
  return {
    ...charter,
    targets: charter.targets.filter((row) => !blank(row)),
    measures: charter.measures.filter((row) => !blank(row)),
    milestones: charter.milestones.filter((row) => !blank(row)),
    duties: charter.duties.filter((row) => !blank(row)),
  };
}

export const charterLabel = (part: string): string => `charter:field.${part}`;

const targetComplete = (row: Target): boolean =>
  row.indicator !== "" &&
  row.definition !== "" &&
  isFigure(row.target) &&
  isFigure(row.baseline.numerator) &&
  (isFigure(row.baseline.denominator) ||
    (row.unit === "mean" && row.baseline.denominator === "")) &&
  row.baseline.period !== "" &&
  row.baseline.source !== "";

/** Label keys of what the charter needs before anybody can sign it. */
export function missingInCharter(stored: Charter): string[] {
  const charter = tidyCharter(readCharter(stored));
  const complete: Readonly<Record<CharterPart, boolean>> = {
    targets: charter.targets.length > 0 && charter.targets.every(targetComplete),
    measures:
      charter.measures.length > 0 &&
      charter.measures.every((row) => row.text !== "" && row.owner !== "" && isDay(row.dueOn)),
    milestones:
      charter.milestones.length > 0 &&
      charter.milestones.every(
        (row) => row.title !== "" && row.owner !== "" && isDay(row.plannedOn),
      ),
    budget: yuanToFen(charter.budget) !== null,
    duties: charter.duties.every((row) => row.department !== "" && row.duty !== ""),
  };
  return CHARTER_PARTS.filter((part) => !complete[part]).map(charterLabel);
}

export interface MalformedFigure {
  /** The control: `targets[0].target`. */
  readonly name: string;
  readonly message: string;
}

/** Figures, days and amounts that are none. Empty ones are not malformed, only missing. */
export function malformedInCharter(charter: Charter): MalformedFigure[] {
  const found: MalformedFigure[] = [];
  const check = (name: string, ok: boolean, message: string) => {
    if (!ok) found.push({ name, message: `errors:${message}` });
  };
  const figure = (value: string) => value === "" || isFigure(value);
  const day = (value: string) => value === "" || isDay(value);
  charter.targets.forEach((row, at) => {
    check(`targets[${at}].target`, figure(row.target), "invalid_number");
    check(`targets[${at}].baseline.numerator`, figure(row.baseline.numerator), "invalid_number");
    check(
      `targets[${at}].baseline.denominator`,
      figure(row.baseline.denominator),
      "invalid_number",
    );
  });
  charter.measures.forEach((row, at) => {
    check(`measures[${at}].dueOn`, day(row.dueOn), "invalid_date");
  });
  charter.milestones.forEach((row, at) => {
    check(`milestones[${at}].plannedOn`, day(row.plannedOn), "invalid_date");
  });
  check("budget", charter.budget === "" || yuanToFen(charter.budget) !== null, "invalid_number");
  return found;
}

/** What an applicant's words for a target give: "≤ 6%" is 6, in percent, and down. */
function readTarget(
  indicator: string,
  words: string,
  baseline: string,
): Pick<Target, "target" | "unit" | "direction"> {
  const number = /-?\d+(?:\.\d+)?/.exec(words.replace(/,/g, ""))?.[0] ?? "";
  const from = readFigure(/-?\d+(?:\.\d+)?/.exec(baseline.replace(/,/g, ""))?.[0] ?? "");
  const to = readFigure(number);
  const up = /[≥>]|以上|不低于|提高|提升|升至|at least/i.test(words);
  const down = /[≤<]|以下|不超过|降|减|at most/i.test(words);
  const rises = !up && !down && from !== null && to !== null && to > from;
  const all = indicator + words + baseline;
  return {
    target: number,
    unit: /万人|每万|10,?000/i.test(all)
      ? "per_10k"
      : /[%％]/.test(words + baseline)
        ? "percent"
        : "mean",
    direction: (up && !down) || rises ? "up" : "down",
  };
}

/** The first draft of a charter, taken from what was approved. */
export function charterFromApplication(
  application: Application,
  cooperating: readonly string[] = [],
): Charter {
  const { baseline } = application;
  return charterSchema.parse({
    targets: application.targets
      .filter((row) => row.indicator !== "")
      .map((row, index) => ({
        indicator: row.indicator,
        ...readTarget(row.indicator, row.target, row.baseline),
        // The application has one baseline in figures: that of the problem, so of the first target.
        baseline: index === 0 ? baseline : {},
      })),
    measures: application.measures,
    milestones: application.milestones,
    budget: application.budget,
    duties: cooperating.map((department) => ({ department })),
  });
}

export interface CharterChange {
  readonly part: CharterPart;
  readonly kind: "added" | "removed" | "changed";
  /** The row's name, "" for the budget. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const joined = (...parts: readonly string[]) => parts.filter((part) => part !== "").join(" · ");
const NAMED: Readonly<
  Record<Exclude<CharterPart, "budget">, (charter: Charter) => { name: string; words: string }[]>
> = {
  targets: (charter) =>
    charter.targets.map((row) => ({
      name: row.indicator,
      words: joined(
        `${row.direction === "down" ? "≤" : "≥"} ${row.target}${row.unit === "percent" ? "%" : ""}`,
        [row.baseline.numerator, row.baseline.denominator].filter((one) => one !== "").join(" / "),
        row.baseline.period,
        row.baseline.source,
        row.definition,
      ),
    })),
  measures: (charter) =>
    charter.measures.map((row) => ({ name: row.text, words: joined(row.owner, row.dueOn) })),
  milestones: (charter) =>
    charter.milestones.map((row) => ({ name: row.title, words: joined(row.owner, row.plannedOn) })),
  duties: (charter) => charter.duties.map((row) => ({ name: row.department, words: row.duty })),
};

/** What differs between two versions, row by row. */
export function compareCharters(before: Charter, after: Charter): CharterChange[] {
  const changes: CharterChange[] = [];
  for (const part of CHARTER_PARTS) {
    if (part === "budget") {
      if (before.budget !== after.budget)
        changes.push({
          part,
          kind: "changed",
          name: "",
          before: before.budget,
          after: after.budget,
        });
      continue;
    }
    const old = NAMED[part](before);
    const fresh = NAMED[part](after);
    for (const row of old) {
      const now = fresh.find((one) => one.name === row.name);
      if (!now)
        changes.push({ part, kind: "removed", name: row.name, before: row.words, after: "" });
      else if (now.words !== row.words)
        changes.push({
          part,
          kind: "changed",
          name: row.name,
          before: row.words,
          after: now.words,
        });
    }
    for (const row of fresh)
      if (!old.some((one) => one.name === row.name))
        changes.push({ part, kind: "added", name: row.name, before: "", after: row.words });
  }
  return changes;
}

/**
 * Whether an amendment is large enough for the committee: the budget, a target or a baseline moved by
 * more than `percent` of what it was, or a target vanished or is measured in another way.
 */
export function isAboveThreshold(before: Charter, after: Charter, percent: number): boolean {
  if (movedBeyond(before.budget, after.budget, percent)) return true;
  return before.targets.some((old) => {
    const now = after.targets.find((one) => one.indicator === old.indicator);
    return (
      now === undefined ||
      now.unit !== old.unit ||
      now.direction !== old.direction ||
      now.definition !== old.definition ||
      movedBeyond(old.target, now.target, percent) ||
      movedBeyond(old.baseline.numerator, now.baseline.numerator, percent) ||
      movedBeyond(old.baseline.denominator, now.baseline.denominator, percent)
    );
  });
}
