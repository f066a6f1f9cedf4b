import { z } from "zod";
import { APPLICATION_FIELDS, SOURCES, type ApplicationField } from "./application-fields";

const text = (max: number) =>
  z.string().trim().max(max, `errors:too_long_max?max=${max}`).default("");
const flag = z.boolean().default(false);
const rows = <Row extends z.ZodType>(row: Row, max: number) =>
  z.array(row).max(max, `errors:too_many_rows?max=${max}`).default([]);

/**
 * The body of an application 申报书, as the form sends it and as it is stored. Drafts may hold
 * anything short enough: figures and days are kept as typed and judged by `malformedIn`, so that an
 * autosave never drops what somebody wrote. Money is written in yuan (see `yuanToFen`). Year,
 * department and lead are the project's own and not typed here.
 */
export const applicationSchema = z.object({
  title: text(120),
  category: text(60),
  /** The problem in numbers. */
  problem: text(4000),
  measures: rows(z.object({ text: text(1000), owner: text(60), dueOn: text(10) }), 40),
  /** Ids of cooperating departments 配合科室. */
  helpers: rows(z.string().max(40), 30),
  /** Said so: no department has to help. */
  noHelpers: flag,
  source: z.enum(["", ...SOURCES]).default(""),
  baseline: z
    .object({ numerator: text(20), denominator: text(20), period: text(100), source: text(200) })
    .prefault({}),
  causes: text(4000),
  targets: rows(z.object({ indicator: text(200), baseline: text(60), target: text(60) }), 20),
  milestones: rows(z.object({ title: text(200), owner: text(60), plannedOn: text(10) }), 40),
  members: rows(z.object({ personId: text(40), duty: text(200) }), 40),
  contact: text(200),
  resources: text(2000),
  budget: text(20),
  risks: text(2000),
  expectedResults: text(2000),
  spreadValue: text(2000),
  /** 三重一大 */
  majorMatter: flag,
  coreGroupRecord: text(4000),
  secretaryProject: flag,
  conflictStatement: text(2000),
});

export type Application = z.infer<typeof applicationSchema>;

export const emptyApplication: Application = applicationSchema.parse({});

/** Reads a stored body of any age: parts that did not exist then are empty. */
export function readApplication(stored: unknown): Application {
  return applicationSchema.parse(stored);
}

export const fieldLabel = (field: ApplicationField): string => `application:field.${field}`;

/** What one field of a body lacks to count as filled in. */
const FILLED: Readonly<Record<ApplicationField, (body: Application) => boolean>> = {
  title: (b) => b.title !== "",
  category: (b) => b.category !== "",
  problem: (b) => b.problem !== "",
  measures: (b) => b.measures.some((row) => row.text !== ""),
  helpers: (b) => b.noHelpers || b.helpers.length > 0,
  source: (b) => b.source !== "",
  baseline: (b) => Object.values(b.baseline).every((part) => part !== ""),
  causes: (b) => b.causes !== "",
  targets: (b) => b.targets.some((row) => row.indicator !== "" && row.target !== ""),
  milestones: (b) => b.milestones.some((row) => row.title !== "" && row.plannedOn !== ""),
  members: (b) => b.members.some((row) => row.personId !== ""),
  contact: (b) => b.contact !== "",
  resources: (b) => b.resources !== "",
  budget: (b) => b.budget !== "",
  risks: (b) => b.risks !== "",
  expectedResults: (b) => b.expectedResults !== "",
  spreadValue: (b) => b.spreadValue !== "",
  majorMatter: () => true,
  coreGroupRecord: (b) => !b.majorMatter || b.coreGroupRecord !== "",
  secretaryProject: () => true,
  conflictStatement: (b) => b.conflictStatement !== "",
};

const FOR_SUBMIT = ["title", "category", "problem", "measures", "helpers"] as const;
const FOR_CHARTER = [
  ...FOR_SUBMIT,
  "source",
  "baseline",
  "causes",
  "targets",
  "milestones",
  "budget",
  "risks",
  "expectedResults",
  "coreGroupRecord",
  "conflictStatement",
] as const;

function missing(stored: Application, asked: readonly ApplicationField[]): string[] {
  const body = readApplication(stored);
  const broken = malformedIn(body).map((one) => one.field);
  return APPLICATION_FIELDS.filter(
    (field) => (asked.includes(field) && !FILLED[field](body)) || broken.includes(field),
  ).map(fieldLabel);
}

/** Label keys of what still has to be filled in, or to be put right, before it can be submitted. */
export function missingToSubmit(body: Application): string[] {
  return missing(body, FOR_SUBMIT);
}

/** Label keys of what the charter 任务书 needs beside that. */
export function missingForCharter(body: Application): string[] {
  return missing(body, FOR_CHARTER);
}

/** "12,345.50" yuan → 1234550 fen; null for what is no amount of at most two decimals. */
export function yuanToFen(yuan: string): number | null {
  const plain = yuan.replace(/[,，\s]/g, "");
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(plain);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : null;
}

const FIGURE = /^\d{1,12}(\.\d{1,6})?$/;

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

export interface Malformed {
  /** The part of the form the error belongs to. */
  readonly field: ApplicationField;
  /** Its control: `baseline.numerator`, `measures[0].dueOn`. */
  readonly name: string;
  /** Locale key. */
  readonly message: string;
}

/** Figures, days and amounts that are none. Empty ones are not malformed, only missing. */
export function malformedIn(body: Application): Malformed[] {
  const found: Malformed[] = [];
  const check = (field: ApplicationField, name: string, ok: boolean, message: string) => {
    if (!ok) found.push({ field, name, message: `errors:${message}` });
  };
  const { numerator, denominator } = body.baseline;
  const figure = (value: string) => value === "" || FIGURE.test(value.replace(/,/g, ""));
  check("baseline", "baseline.numerator", figure(numerator), "invalid_number");
  check("baseline", "baseline.denominator", figure(denominator), "invalid_number");
  check(
    "budget",
    "budget",
    body.budget === "" || yuanToFen(body.budget) !== null,
    "invalid_number",
  );
  body.measures.forEach((row, index) => {
    check(
      "measures",
      `measures[${index}].dueOn`,
      row.dueOn === "" || isDay(row.dueOn),
      "invalid_date",
    );
  });
  body.milestones.forEach((row, index) => {
    const ok = row.plannedOn === "" || isDay(row.plannedOn);
    check("milestones", `milestones[${index}].plannedOn`, ok, "invalid_date");
  });
  return found;
}
