/** A table that people prepared in Excel: which column is which, and what is wrong in which cell. */

export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export interface ImportColumn<Key extends string> {
  readonly key: Key;
  /** Headings that mean this column, as people write them. */
  readonly names: readonly string[];
  /** The column itself must be there. */
  readonly required?: boolean;
}

/** `column` is the key of the column; `code` names a text of the `spreadsheet` namespace. */
export interface CellError {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type Fate = "new" | "changed" | "present";

export interface PlannedRow<Values> {
  readonly row: number;
  readonly fate: Fate;
  /** The row of the database it stands for already. */
  readonly id: string | null;
  readonly values: Values;
}

export interface ImportPlan<Values> {
  readonly errors: readonly CellError[];
  readonly rows: readonly PlannedRow<Values>[];
}

const plain = (heading: string) => heading.replace(/[\s*＊:：()（）]/g, "").toLowerCase();

/** Reads cells by column, whatever their order; columns nobody asked for are left alone. */
export function readColumns<Key extends string>(
  table: Table,
  columns: readonly ImportColumn<Key>[],
): { missing: CellError[]; rows: { row: number; cells: Record<Key, string> }[] } {
  const headings = table.headers.map(plain);
  const at = columns.map(({ names }) =>
    headings.findIndex((one) => names.map(plain).includes(one)),
  );
  const missing = columns
    .filter((column, index) => column.required && at[index] === -1)
    .map(({ key }) => ({ row: 1, column: key, code: "column_missing", facts: {} }));
  const rows = table.rows.map(({ row, cells }) => ({
    row,
    cells: Object.fromEntries(
      columns.map(({ key }, index) => [key, (cells[at[index] ?? -1] ?? "").trim()]),
    ) as Record<Key, string>,
  }));
  return { missing, rows };
}

/** Finds the same key twice in one file. */
export class Seen {
  readonly #rows = new Map<string, number>();

  /** @returns the row that said it before */
  note(key: string, row: number): number | null {
    const before = this.#rows.get(key);
    if (before === undefined) this.#rows.set(key, row);
    return before ?? null;
  }
}

/** What an import did, in numbers of rows. */
export type Imported = Record<Fate, number>;

export function countFates(rows: readonly { readonly fate: Fate }[]): Imported {
  const counts: Imported = { new: 0, changed: 0, present: 0 };
  for (const { fate } of rows) counts[fate] += 1;
  return counts;
}
