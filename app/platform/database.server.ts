import { migrate, openDatabase, type Database } from "~/data/connection.server";
import { migrationSource } from "#db/migrations/index";
import { config } from "./config.server";

let current: Database | undefined;

/** The running process's database. */
export function database(): Database {
  current ??= openDatabase(config().database);
  return current;
}

/** For tests, which hand in a database of their own. */
export function useDatabase(next: Database | undefined): void {
  current = next;
}

export function migrateDatabase(): Promise<string[]> {
  return migrate(config().database, migrationSource);
}
