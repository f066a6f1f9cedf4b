import type { Category } from "~/domain/cycle";
import type { Table } from "~/domain/table-import";
import { cellError, plain, type CellError, type ColumnRole, type Mapping } from "./columns";
import type { OrganisationIndex } from "./organisations";

export interface ImportedEntry {
  readonly row: number;
  readonly code: string;
  readonly title: string;
  /** Null: an organisation that is not known here; its name is kept. */
  readonly organisationId: string | null;
  readonly organisation: string;
  readonly category: string;
  readonly problem: string;
  readonly measures: string;
  readonly effect: string;
  readonly department: string;
  readonly lead: string;
}

export interface KnownCycle {
  readonly categories: readonly Category[];
  readonly organisations: OrganisationIndex;
  /** Codes in use in the cycle. */
  readonly codes: ReadonlySet<string>;
}

const LONGEST = { code: 60, title: 200, organisation: 120, text: 5000 };

/** Reads a row's cells by role. */
export function cellReader(mapping: Mapping) {
  const at = new Map<ColumnRole, number>();
  mapping.forEach((role, column) => {
    if (role !== "" && !at.has(role)) at.set(role, column);
  });
  return {
    column: (role: ColumnRole) => at.get(role) ?? null,
    text: (cells: readonly string[], role: ColumnRole) => {
      const column = at.get(role);
      return column === undefined ? "" : (cells[column] ?? "").trim();
    },
  };
}

/** Every row as an entry, with all that is wrong with it. */
export function readEntries(
  table: Table,
  mapping: Mapping,
  known: KnownCycle,
): { entries: ImportedEntry[]; errors: CellError[] } {
  const { column, text } = cellReader(mapping);
  const entries: ImportedEntry[] = [];
  const errors: CellError[] = [];
  const seen = new Map<string, number>();
  for (const { row, cells } of table.rows) {
    const wrong = (role: ColumnRole, code: string, facts: Record<string, string | number> = {}) =>
      errors.push(cellError(row, column(role), code, facts));
    for (const role of ["code", "title", "organisation"] as const) {
      const value = text(cells, role);
      if (value === "") wrong(role, "import_cell_missing", { column: `imports:role.${role}` });
      if (value.length > LONGEST[role])
        wrong(role, "import_cell_too_long", { limit: LONGEST[role] });
    }
    for (const role of ["problem", "measures", "effect"] as const)
      if (text(cells, role).length > LONGEST.text)
        wrong(role, "import_cell_too_long", { limit: LONGEST.text });
    const code = text(cells, "code");
    const before = seen.get(code);
    if (code !== "" && before !== undefined)
      wrong("code", "import_code_twice", { code, row: before });
    if (code !== "" && known.codes.has(code)) wrong("code", "import_code_taken", { code });
    seen.set(code, before ?? row);
    const entered = text(cells, "category");
    const category = categoryOf(known.categories, entered);
    if (category === null)
      wrong("category", entered === "" ? "import_category_missing" : "import_category_unknown", {
        entered,
        known: known.categories.map(({ name }) => name).join(" / "),
      });
    const organisation = text(cells, "organisation");
    const found = known.organisations.find(organisation);
    entries.push({
      row,
      code,
      title: text(cells, "title"),
      organisationId: found?.id ?? null,
      organisation: found?.name ?? organisation,
      category: category ?? "",
      problem: text(cells, "problem"),
      measures: text(cells, "measures"),
      effect: text(cells, "effect"),
      department: text(cells, "department"),
      lead: text(cells, "lead"),
    });
  }
  if (table.rows.length === 0) errors.push(cellError(null, null, "import_no_rows"));
  return { entries, errors };
}

/** The key of a category; what was entered where the cycle has none; null where it has others only. */
function categoryOf(categories: readonly Category[], entered: string): string | null {
  if (categories.length === 0) return entered;
  const name = plain(entered);
  const found = categories.find((one) => plain(one.name) === name || plain(one.key) === name);
  return found?.key ?? null;
}
