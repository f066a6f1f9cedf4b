import type { Knex } from "knex";
import { isPostgres } from "~/data/connection.server";

/*
 * The column kinds every table is made of. Both databases keep them alike: ids, instants, dates and
 * structured values are text, booleans are integers 0/1.
 */

export const id = (t: Knex.CreateTableBuilder) => t.text("id").primary();

export const ref = (t: Knex.CreateTableBuilder, column: string, table: string) =>
  t.text(column).references("id").inTable(table);

/** UTC, ISO 8601 with milliseconds: sorts as text. */
export const instant = (t: Knex.CreateTableBuilder, column: string) => t.text(column);

export const flag = (t: Knex.CreateTableBuilder, column: string) =>
  t.integer(column).notNullable().defaultTo(0);

export const json = (t: Knex.CreateTableBuilder, column: string, empty = "{}") =>
  t.text(column).notNullable().defaultTo(empty);

/** Makes the database itself refuse to change or delete rows of `table`. */
export async function appendOnly(knex: Knex, table: string): Promise<void> {
  if (!isPostgres(knex)) {
    for (const verb of ["UPDATE", "DELETE"])
      await knex.raw(
        `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
         BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
      );
    return;
  }
  await knex.raw(
    `CREATE OR REPLACE FUNCTION ${table}_append_only() RETURNS trigger AS $$
     BEGIN RAISE EXCEPTION '${table} is append-only'; END $$ LANGUAGE plpgsql`,
  );
  await knex.raw(
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
     FOR EACH ROW EXECUTE FUNCTION ${table}_append_only()`,
  );
}
