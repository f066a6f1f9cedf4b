import { findPostgres } from "../../scripts/find-postgres.mjs";

let found: Promise<string | null> | undefined;

/** Where the tests of data and commands run a second time, or null where no PostgreSQL answers. */
export function postgresUrl(): Promise<string | null> {
  found ??= findPostgres();
  return found;
}
