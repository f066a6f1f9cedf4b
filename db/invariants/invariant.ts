import type { Queryable } from "~/data/connection.server";

/** Something that must hold in every database of this program, whatever happened to it. */
export interface Invariant {
  readonly name: string;
  /** The sentence that holds. */
  readonly says: string;
  /** What breaks it, named so that it can be looked up. */
  find(db: Queryable): Promise<readonly string[]>;
}

/** Rows of a plain statement, the same on both databases, with their columns in camelCase. */
export async function select<Row>(db: Queryable, sql: string): Promise<Row[]> {
  const answer: unknown = await db.raw(sql);
  return Array.isArray(answer) ? (answer as Row[]) : (answer as { rows: Row[] }).rows;
}

/** An invariant whose offenders one statement selects, in a column `id`. */
export function never(name: string, says: string, sql: string): Invariant {
  return {
    name,
    says,
    find: async (db) => (await select<{ id: string }>(db, sql)).map((row) => String(row.id)),
  };
}
