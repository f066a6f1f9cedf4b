import { z } from "zod";
import type { Category, CycleDates, CycleKind, CycleQuotas } from "~/domain/cycle";
import { NUMBER_RANGES, NUMBERS_OF, SWITCHES_OF } from "~/domain/cycle-options";
import { workflowOptionsSchema, type WorkflowOptions } from "~/domain/lifecycle/options";
import { standingRuleSchema, type StandingRule } from "~/domain/standing/rule";
import type { Tier, TieRule } from "~/domain/standing/types";

/** What a cycle is set up with, from the form or from a generator. */
export interface CycleSettings {
  readonly year: number;
  readonly name: string;
  readonly dates: CycleDates;
  readonly options: WorkflowOptions;
  readonly categories: readonly Category[];
  readonly quotas: CycleQuotas;
  readonly rule: StandingRule;
  /** Municipal cycles only: "all" means every hospital of the centre on the day of saving. */
  readonly participants: "all" | readonly string[];
}

const between = (min: number, max: number) => `errors:out_of_range_between?min=${min}&max=${max}`;

const whole = (min: number, max: number) =>
  z
    .number({
      error: (issue) => (issue.input === undefined ? "errors:required" : "errors:invalid_integer"),
    })
    .int("errors:invalid_integer")
    .min(min, between(min, max))
    .max(max, between(min, max));

const line = (max: number) =>
  z
    .string({ error: "errors:required" })
    .trim()
    .min(1, "errors:required")
    .max(max, `errors:too_long_max?max=${max}`);

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "errors:invalid_date")
  .default("");

const dates = z
  .object({ applyFrom: date, applyUntil: date, scoreUntil: date, reviewOn: date })
  .prefault({})
  .superRefine((value, context) => {
    const wrong = (path: keyof typeof value) => {
      context.addIssue({ code: "custom", message: "errors:end_before_start", path: [path] });
    };
    if (value.applyFrom && value.applyUntil && value.applyUntil < value.applyFrom)
      wrong("applyUntil");
    if (value.applyUntil && value.scoreUntil && value.scoreUntil < value.applyUntil)
      wrong("scoreUntil");
  });

const categories = z
  .array(z.object({ key: z.string().max(40).default(""), name: line(40) }))
  .max(30)
  .default([])
  .superRefine((rows, context) => {
    rows.forEach((row, index) => {
      if (rows.findIndex((other) => other.name === row.name) < index)
        context.addIssue({
          code: "custom",
          message: "errors:already_taken",
          path: [index, "name"],
        });
    });
  });

const DECIMAL = /^\d{1,6}(\.\d{1,4})?$/;
const tier = z
  .object({
    key: z.string().max(40).default(""),
    name: line(40),
    by: z.enum(["quota", "threshold", "percentile"], { error: "errors:choose_one" }),
    value: z.string({ error: "errors:required" }).regex(DECIMAL, "errors:invalid_number"),
  })
  .superRefine(({ by, value }, context) => {
    const number = Number(value);
    const issue = (message: string) => {
      context.addIssue({ code: "custom", message, path: ["value"] });
    };
    if (by === "quota" && !(Number.isInteger(number) && number >= 1)) issue("errors:tier_quota");
    if (by === "percentile" && !(number > 0 && number <= 100)) issue("errors:tier_percentile");
  });

const rule = z.object({
  method: z.enum(["mean", "trimmed", "trimmed-criteria"], { error: "errors:choose_one" }),
  trim: whole(0, 20).optional(),
  ties: z
    .array(z.object({ by: z.string({ error: "errors:choose_one" }).min(1, "errors:choose_one") }))
    .max(20)
    .default([])
    .refine((rows) => new Set(rows.map((row) => row.by)).size === rows.length, {
      message: "errors:tie_rule_twice",
    }),
  basis: z.enum(["overall", "category"]).default("overall"),
  tiers: z.array(tier).max(20).default([]),
  incomplete: z.enum(["after_complete", "unranked"]).default("after_complete"),
});

const cutLine = z
  .object({
    kind: z.enum(["none", "place", "score"]).default("none"),
    value: z
      .string()
      .regex(/^\d{1,4}(\.\d{1,2})?$/, "errors:invalid_number")
      .optional(),
  })
  .prefault({})
  .superRefine(({ kind, value }, context) => {
    if (kind === "none") return;
    const bad = value === undefined ? "errors:required" : "errors:invalid_integer";
    if (value === undefined || (kind === "place" && !/^[1-9]\d*$/.test(value)))
      context.addIssue({ code: "custom", message: bad, path: ["value"] });
  });

/** The form of a cycle of this kind; a box that is not ticked means no. */
export function cycleFormSchema(kind: CycleKind) {
  const switches = Object.fromEntries(
    SWITCHES_OF[kind].map((key) => [key, z.boolean().default(false)]),
  );
  const numbers = Object.fromEntries(
    NUMBERS_OF[kind].map((key) => [key, whole(NUMBER_RANGES[key][0], NUMBER_RANGES[key][1])]),
  );
  return z
    .object({
      revision: z.number().int().default(0),
      organisationId: z.string().default(""),
      year: whole(2000, 2100),
      name: line(80),
      dates,
      switches: z.object(switches).prefault({}),
      numbers: z.object(numbers),
      cutLine,
      entriesPerOrganisation: whole(1, 99).optional(),
      applicationsPerDepartment: whole(1, 999).optional(),
      categories,
      rule,
      participation: z.enum(["all", "some"]).default("all"),
      participantIds: z.array(z.string()).default([]),
    })
    .superRefine((value, context) => {
      const on = value.switches as Record<string, boolean>;
      if (on.cooperatingDepartments && !on.endorsement)
        context.addIssue({
          code: "custom",
          message: "errors:cooperating_needs_endorsement",
          path: ["switches", "cooperatingDepartments"],
        });
      if (kind === "municipal" && value.participation === "some" && !value.participantIds.length)
        context.addIssue({
          code: "custom",
          message: "errors:choose_some",
          path: ["participantIds"],
        });
    });
}

export type CycleForm = z.output<ReturnType<typeof cycleFormSchema>>;

/** What the form says, in the shapes that are stored. */
export function settingsOf(kind: CycleKind, form: CycleForm): CycleSettings {
  const cut = form.cutLine;
  const entriesPerOrganisation =
    kind === "municipal" ? (form.entriesPerOrganisation ?? null) : undefined;
  const options = workflowOptionsSchema.parse({
    ...form.switches,
    ...form.numbers,
    ...(kind === "hospital" && cut.kind === "place"
      ? { cutLine: { kind: "place", value: Number(cut.value) } }
      : {}),
    ...(kind === "hospital" && cut.kind === "score"
      ? { cutLine: { kind: "score", value: cut.value } }
      : {}),
    ...(entriesPerOrganisation === undefined ? {} : { entriesPerOrganisation }),
  });
  return {
    year: form.year,
    name: form.name,
    dates: form.dates,
    options,
    categories: withKeys(form.categories, "c"),
    quotas: { applicationsPerDepartment: form.applicationsPerDepartment ?? null },
    rule: standingRuleSchema.parse({
      aggregation: aggregationOf(form.rule),
      minimumSheets: options.minimumSheets,
      ties: form.rule.ties.map(({ by }) => tieOf(by)),
      tiers: {
        basis: form.rule.basis,
        list: withKeys(form.rule.tiers, "tier-").map(tierOf),
      },
      groups: {
        entriesRequired: kind === "municipal" ? (entriesPerOrganisation ?? null) : null,
        incomplete: form.rule.incomplete,
      },
    }),
    participants: form.participation === "all" ? "all" : form.participantIds,
  };
}

function aggregationOf({ method, trim }: CycleForm["rule"]): string {
  return method === "mean" || trim === undefined ? method : `${method}:${trim}`;
}

function tieOf(by: string): TieRule {
  if (by === "untrimmed_mean" || by === "decision") return { by };
  return { by: "criterion", key: by.replace(/^criterion:/, "") };
}

function tierOf({ key, name, by, value }: CycleForm["rule"]["tiers"][number]): Tier {
  if (by === "quota") return { key, name, quota: Number(value) };
  return by === "threshold"
    ? { key, name, threshold: value }
    : { key, name, percentile: Number(value) };
}

/** Rows keep the key they came with; new ones get the next free number. */
function withKeys<Row extends { key: string }>(rows: readonly Row[], prefix: string): Row[] {
  const used = new Set(rows.map((row) => row.key).filter((key) => key !== ""));
  let number = 1;
  return rows.map((row) => {
    if (row.key !== "") return row;
    while (used.has(`${prefix}${number}`)) number += 1;
    const key = `${prefix}${number}`;
    used.add(key);
    return { ...row, key };
  });
}
