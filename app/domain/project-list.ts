/** What the address of the project list asks for. */
export const PROJECT_SORTS = ["updated", "code", "title", "due", "score"] as const;
export type ProjectSort = (typeof PROJECT_SORTS)[number];

export interface ProjectQuery {
  /** Words that all have to occur in title, code, lead or department, or in their pinyin. */
  readonly q: string;
  readonly cycle: string;
  readonly state: string;
  readonly category: string;
  readonly department: string;
  readonly overdue: boolean;
  readonly sort: ProjectSort;
  readonly direction: "asc" | "desc";
}

export const DEFAULT_PROJECT_SORT = "-updated";

/** An address that was cut or edited gives the plain list. */
export function readProjectQuery(params: URLSearchParams): ProjectQuery {
  const text = (name: string) => (params.get(name) ?? "").trim().slice(0, 100);
  const sort = text("sort") || DEFAULT_PROJECT_SORT;
  const known = PROJECT_SORTS.find((key) => key === sort.replace(/^-/, ""));
  return {
    q: text("q"),
    cycle: text("cycle"),
    state: text("state"),
    category: text("category"),
    department: text("department"),
    overdue: text("overdue") === "1",
    sort: known ?? "updated",
    direction: known && !sort.startsWith("-") ? "asc" : "desc",
  };
}
