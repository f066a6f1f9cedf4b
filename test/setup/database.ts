import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe } from "vitest";
import {
  migrate,
  openDatabase,
  type Database,
  type DatabaseLocation,
} from "~/data/connection.server";
import { migrationSource } from "#db/migrations/index";
import { readConfig, useConfig } from "~/platform/config.server";
import { useDatabase } from "~/platform/database.server";
import { postgresUrl } from "./postgres";

/** What a test holds: a migrated, empty database that is also the running process's database. */
export interface Held {
  db: Database;
  folder: string;
}

const template = join(tmpdir(), `xianban-template-${process.pid}.sqlite3`);

async function sqliteFile(folder: string): Promise<DatabaseLocation> {
  if (!existsSync(template)) {
    await migrate({ kind: "sqlite", path: template }, migrationSource);
    const writer = openDatabase({ kind: "sqlite", path: template });
    await writer.write.raw("PRAGMA wal_checkpoint(TRUNCATE)");
    await writer.close();
    process.on("exit", () => rmSync(template, { force: true }));
  }
  const path = join(folder, "test.sqlite3");
  copyFileSync(template, path);
  return { kind: "sqlite", path };
}

async function postgresSchema(url: string): Promise<DatabaseLocation & { schema: string }> {
  const schema = `t_${randomBytes(6).toString("hex")}`;
  await runOnPostgres(url, `CREATE SCHEMA ${schema}`);
  const location = { kind: "postgresql" as const, url, schema };
  await migrate(location, migrationSource);
  return location;
}

async function runOnPostgres(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/**
 * Runs the same tests on SQLite and, where one answers, on PostgreSQL, each time on a fresh database.
 * `held.db` is valid inside `it` and hooks only.
 */
export function withDatabase(name: string, define: (held: Held) => void): void {
  describe(`${name} (SQLite)`, () => prepare("sqlite", null, define));
  describe.runIf(postgres)(`${name} (PostgreSQL)`, () => prepare("postgresql", postgres, define));
}

const postgres = await postgresUrl();

/** SQLite alone, for tests of what does not depend on the database. */
export function withSqlite(name: string, define: (held: Held) => void): void {
  describe(name, () => prepare("sqlite", null, define));
}

function prepare(kind: "sqlite" | "postgresql", url: string | null, define: (held: Held) => void) {
  const held = {} as Held;
  let drop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    held.folder = mkdtempSync(join(tmpdir(), "xianban-test-"));
    let location: DatabaseLocation;
    if (kind === "postgresql" && url) {
      const made = await postgresSchema(url);
      drop = () => runOnPostgres(url, `DROP SCHEMA ${made.schema} CASCADE`);
      location = made;
    } else location = await sqliteFile(held.folder);
    held.db = openDatabase(location);
    useConfig({
      ...readConfig({}),
      database: location,
      filesPath: join(held.folder, "files"),
    });
    useDatabase(held.db);
  });
  afterAll(async () => {
    await held.db.close();
    useDatabase(undefined);
    await drop?.();
    rmSync(held.folder, { recursive: true, force: true });
  });
  define(held);
}
