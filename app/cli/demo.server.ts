import { existsSync, renameSync, rmSync } from "node:fs";
import { DEMO_VERSION, generateDemo } from "#db/seeds/demo";
import { ACCOUNTS, DEMO_PASSWORD } from "#db/seeds/people";
import { migrationSource } from "#db/migrations/index";
import { migrate, openDatabase, type Database } from "~/data/connection.server";
import { readSetting } from "~/data/settings.server";
import { config, useConfig, type Config } from "~/platform/config.server";

export interface DemoLoaded {
  readonly made: boolean;
  readonly seconds: number;
}

/** What a database is to the demo; only the first two kinds may ever be deleted. */
async function kindOf(path: string): Promise<"empty" | "older" | "current" | "foreign"> {
  const db = openDatabase({ kind: "sqlite", path });
  try {
    if (!(await db.read.schema.hasTable("settings"))) {
      const [row] = (await db.read("sqlite_master").count({ n: "*" })) as { n: number }[];
      return Number(row?.n ?? 0) === 0 ? "empty" : "foreign";
    }
    const version = await readSetting(db.read, "demoVersion");
    if (version !== null) return version === DEMO_VERSION ? "current" : "older";
    const used =
      (await readSetting(db.read, "setUpDoneAt")) !== null || (await db.read("people").first("id"));
    return used ? "foreign" : "empty";
  } finally {
    await db.close();
  }
}

function removeDatabase(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}

/**
 * Makes the demo's embedded database where there is none, or one of another generator version; beside
 * the place where it will lie, so that what was interrupted is never taken for a demo.
 * Refuses to run without XIANBAN_DEMO=1, and to replace a database that holds anything but a demo.
 */
export async function loadDemo(settings: Config, now: string, again = false): Promise<DemoLoaded> {
  const started = Date.now();
  const done = (made: boolean): DemoLoaded => ({ made, seconds: (Date.now() - started) / 1000 });
  if (!settings.demo)
    throw new Error("This is no demo installation (XIANBAN_DEMO is not 1). Run: npm run demo");
  if (settings.database.kind !== "sqlite")
    throw new Error("The demo keeps to an embedded database of its own; unset DATABASE_URL");
  const { path } = settings.database;
  if (existsSync(path)) {
    const kind = await kindOf(path);
    if (kind === "foreign")
      throw new Error(`${path} holds data that the demo did not make; name another DATABASE_PATH`);
    if (kind === "current" && !again) return done(false);
  }
  const making = `${path}.making`;
  const files = `${settings.filesPath}.making`;
  removeDatabase(making);
  rmSync(files, { recursive: true, force: true });
  await make({ ...settings, database: { kind: "sqlite", path: making }, filesPath: files }, now);
  useConfig(settings);
  removeDatabase(path);
  rmSync(settings.filesPath, { recursive: true, force: true });
  if (existsSync(files)) renameSync(files, settings.filesPath);
  renameSync(making, path);
  return done(true);
}

async function make(settings: Config, now: string): Promise<void> {
  const before = config();
  useConfig(settings); // attachments go where the settings say
  await migrate(settings.database, migrationSource);
  const db: Database = openDatabase(settings.database);
  try {
    // Nothing is lost that could not be made again.
    await db.write.raw("PRAGMA synchronous=OFF");
    await generateDemo(db, now);
    await db.write.raw("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    await db.close();
    useConfig(before);
  }
}

/** What the command line prints: the result, and how to sign in. */
export function demoNotice({ made, seconds }: DemoLoaded): string {
  const names = ACCOUNTS.map(({ username }) => username ?? "").join(" ");
  const result = made
    ? `The demo data was made in ${seconds.toFixed(1)} s.`
    : "The demo data is up to date.";
  return `${result}\nAccounts: ${names}\nPassword of all of them: ${DEMO_PASSWORD}\n`;
}
