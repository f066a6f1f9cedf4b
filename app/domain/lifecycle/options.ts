import { z } from "zod";

/**
 * What a cycle may vary without code. Days are working days except `graceDays`, `charterDueDays`,
 * `evaluationDueDays`, `rectifyDueDays` and `extensionDays`, which are calendar days.
 */
export const workflowOptionsSchema = z
  .object({
    endorsement: z.boolean().default(true),
    cooperatingDepartments: z.boolean().default(true),
    formCheck: z.boolean().default(true),
    notice: z.boolean().default(true),
    noticeWorkingDays: z.int().min(1).max(60).default(5),
    defence: z.boolean().default(true),
    coreGroup: z.boolean().default(true),
    /** A routine freeze does not wait for the witness; one with an exception does. */
    witnessByException: z.boolean().default(false),
    minimumSheets: z.int().min(1).max(99).default(3),
    minimumPanel: z.int().min(1).max(99).default(5),
    returnDueDays: z.int().min(1).max(60).default(5),
    graceDays: z.int().min(0).max(60).default(3),
    charterDueDays: z.int().min(1).max(365).default(30),
    evaluationDueDays: z.int().min(1).max(365).default(60),
    rectifyDueDays: z.int().min(1).max(365).default(30),
    extensionDays: z.int().min(1).max(365).default(15),
    stageReports: z.int().min(0).max(12).default(3),
    /** A change of budget or targets above this share of the charter goes to the committee. */
    amendmentThresholdPercent: z.int().min(0).max(100).default(20),
    /** Projects below it may be set aside without a vote; null: every project goes to the vote. */
    cutLine: z
      .discriminatedUnion("kind", [
        z.object({ kind: z.literal("place"), value: z.int().min(1) }),
        z.object({ kind: z.literal("score"), value: z.string().regex(/^\d{1,4}(\.\d{1,2})?$/) }),
      ])
      .nullable()
      .default(null),
    /** Entries that each organisation nominates; null: any number. */
    entriesPerOrganisation: z.int().min(1).max(99).nullable().default(3),
  })
  .refine((options) => options.endorsement || !options.cooperatingDepartments, {
    message: "errors:cooperating_needs_endorsement",
    path: ["cooperatingDepartments"],
  });

export type WorkflowOptions = z.infer<typeof workflowOptionsSchema>;

export const SWITCHES = [
  "endorsement",
  "cooperatingDepartments",
  "formCheck",
  "notice",
  "defence",
  "coreGroup",
  "witnessByException",
  "cutLine",
] as const;
export type SwitchKey = (typeof SWITCHES)[number];

export function isOn(options: WorkflowOptions, key: SwitchKey): boolean {
  return key === "cutLine" ? options.cutLine !== null : options[key];
}

export const defaultOptions: WorkflowOptions = workflowOptionsSchema.parse({});

/**
 * The due date that `set_due_date` gives on entering a project state, unless a person names another:
 * so many days from today. A project that moves on without the effect loses its due date.
 */
export function dueRule(
  state: "returned" | "established" | "evaluating" | "rectifying",
  options: WorkflowOptions,
): { readonly days: number; readonly working: boolean } {
  switch (state) {
    case "returned":
      return { days: options.returnDueDays, working: true };
    case "established":
      return { days: options.charterDueDays, working: false };
    case "evaluating":
      return { days: options.evaluationDueDays, working: false };
    case "rectifying":
      return { days: options.rectifyDueDays, working: false };
  }
}
