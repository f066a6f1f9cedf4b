/** What the experts read of a nominated entry: fixed on the day, whatever its project becomes. */
export interface EntrySnapshot {
  readonly source: "project" | "form" | "import";
  readonly problem: string;
  readonly measures: string;
  readonly effect: string;
  readonly leadDepartment: string;
  readonly leadName: string;
  /** Accounts of lead and members: an expert among them is recused. */
  readonly leadId?: string;
  readonly memberIds?: readonly string[];
  /** Code of the project it was taken from; "" without one. */
  readonly projectCode: string;
}

export const EMPTY_SNAPSHOT: EntrySnapshot = {
  source: "form",
  problem: "",
  measures: "",
  effect: "",
  leadDepartment: "",
  leadName: "",
  projectCode: "",
};

const FIELDS = ["title", "category", "problem", "measures", "effect", "leadDepartment"] as const;
export type EntryField = (typeof FIELDS)[number];
/** The fields of the form, for reasons of a return. */
export const ENTRY_FIELDS: readonly EntryField[] = FIELDS;

export interface EntryContent {
  readonly title: string;
  readonly category: string;
  readonly snapshot: EntrySnapshot;
}

/** Label keys of what a nomination still lacks. A cycle without categories asks for none. */
export function missingToNominate(
  { title, category, snapshot }: EntryContent,
  categories: readonly string[],
): string[] {
  const given: Record<EntryField, boolean> = {
    title: title.trim() !== "",
    category: categories.length === 0 || categories.includes(category),
    problem: snapshot.problem.trim() !== "",
    measures: snapshot.measures.trim() !== "",
    effect: snapshot.effect.trim() !== "",
    leadDepartment: snapshot.leadDepartment.trim() !== "",
  };
  return FIELDS.filter((field) => !given[field]).map((field) => `entries:field.${field}`);
}
