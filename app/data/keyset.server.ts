import type { Knex } from "knex";

/**
 * Keyset paging: a page starts after the last row of the page before, named by its sort value and its
 * id, so that page 1 and page 2,000 cost the same and rows added meanwhile shift nothing.
 */
export interface KeysetOrder {
  /** Column (camelCase, may be qualified) to sort by; must not hold NULL. */
  column: string;
  /** Unique column that breaks ties. */
  id: string;
  direction: "asc" | "desc";
}

export interface Cursor {
  value: string | number;
  id: string;
  /** true: the page before this row; rows are read backwards and turned round. */
  backwards: boolean;
}

export interface Page<Row> {
  rows: Row[];
  next: string | null;
  previous: string | null;
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(
    JSON.stringify([cursor.value, cursor.id, cursor.backwards ? 1 : 0]),
    "utf8",
  ).toString("base64url");
}

/** An unreadable cursor (a cut link, an edited address) means the first page. */
export function decodeCursor(text: string | null | undefined): Cursor | null {
  if (!text) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(parsed) || parsed.length !== 3) return null;
    const [value, id, backwards] = parsed as unknown[];
    if ((typeof value !== "string" && typeof value !== "number") || typeof id !== "string")
      return null;
    return { value, id, backwards: backwards === 1 };
  } catch {
    return null;
  }
}

/**
 * Reads one page of `query`. `keyOf` gives the sort value of a row as the query selects it.
 * The query must not be ordered yet.
 */
export async function readPage<Row extends { id: string }>(
  query: Knex.QueryBuilder,
  order: KeysetOrder,
  cursorText: string | null | undefined,
  size: number,
  keyOf: (row: Row) => string | number,
): Promise<Page<Row>> {
  const cursor = decodeCursor(cursorText);
  const backwards = cursor?.backwards ?? false;
  const ascending = (order.direction === "asc") !== backwards;
  const sign = ascending ? ">" : "<";
  const page = query.clone();
  if (cursor)
    page.andWhere((where) => {
      where.where(order.column, sign, cursor.value).orWhere((tie) => {
        tie.where(order.column, cursor.value).andWhere(order.id, sign, cursor.id);
      });
    });
  const direction = ascending ? "asc" : "desc";
  page.orderBy(order.column, direction).orderBy(order.id, direction).limit(size + 1);
  const found = (await page) as Row[];
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (backwards) rows.reverse();
  const first = rows[0];
  const last = rows[rows.length - 1];
  const hasNext = backwards ? true : more;
  const hasPrevious = backwards ? more : cursor !== null;
  return {
    rows,
    next: hasNext && last ? encodeCursor({ value: keyOf(last), id: last.id, backwards: false }) : null,
    previous:
      hasPrevious && first
        ? encodeCursor({ value: keyOf(first), id: first.id, backwards: true })
        : null,
  };
}
