/** The parts of an application as the form, the form check and the comparison name them. */

export const SOURCES = [
  "hotline_12345",
  "complaint",
  "liaison",
  "satisfaction_survey",
  "regular_meeting",
  "staff_suggestion",
  "other",
] as const;

/** The first page: enough to submit. */
export const FIRST_FIELDS = ["title", "category", "problem", "measures", "helpers"] as const;

/** What may follow until the charter. */
export const FURTHER_FIELDS = [
  "source",
  "baseline",
  "causes",
  "targets",
  "milestones",
  "members",
  "contact",
  "resources",
  "budget",
  "risks",
  "expectedResults",
  "spreadValue",
  "majorMatter",
  "coreGroupRecord",
  "secretaryProject",
  "conflictStatement",
] as const;

export const APPLICATION_FIELDS = [...FIRST_FIELDS, ...FURTHER_FIELDS] as const;
export type ApplicationField = (typeof APPLICATION_FIELDS)[number];

export function isApplicationField(text: string): text is ApplicationField {
  return (APPLICATION_FIELDS as readonly string[]).includes(text);
}

/** What the office ticks at the form check. */
export const CHECK_ITEMS = [
  "required_fields",
  "category_fits",
  "problem_has_numbers",
  "measures_owned",
  "helpers_agreed",
  "attachments_readable",
  "not_duplicate",
] as const;
export type CheckItem = (typeof CHECK_ITEMS)[number];

/** The fields that each item of the form check looks at; a reason is shown beside them. */
export const FIELDS_OF_ITEM: Readonly<Record<CheckItem, readonly ApplicationField[]>> = {
  required_fields: [],
  category_fits: ["category"],
  problem_has_numbers: ["problem", "baseline"],
  measures_owned: ["measures"],
  helpers_agreed: ["helpers"],
  attachments_readable: [],
  not_duplicate: ["title"],
};
