import type { Knex } from "knex";
import type { Queryable, Transaction } from "./connection.server";

/**
 * knex writes a multi-row insert as one UNION ALL statement on SQLite, which takes 500 terms, and
 * both databases limit the number of bound values.
 */
export async function insertMany(
  tx: Transaction,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const perStatement = Math.max(1, Math.min(500, Math.floor(30_000 / Object.keys(first).length)));
  for (let start = 0; start < rows.length; start += perStatement)
    await tx(table).insert(rows.slice(start, start + perStatement));
}

/** Reads a JSON text column. Rows are written by this program only, so the shape is trusted. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** Counts up to `cap` rows of a query and no further: "10,000+" costs the same as 10,000. */
export async function countUpTo(query: Queryable, rows: Knex.QueryBuilder, cap = 10_000) {
  const limited = rows.clone().clearSelect().clearOrder().select(query.raw("1 as one")).limit(cap + 1);
  const [answer] = (await query.count({ n: "*" }).from(limited.as("counted"))) as { n: number }[];
  const n = Number(answer?.n ?? 0);
  return { count: Math.min(n, cap), capped: n > cap };
}
