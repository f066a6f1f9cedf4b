import { existsSync } from "node:fs";
import { mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { Config } from "~/platform/config.server";
import { openDatabase } from "~/data/connection.server";
import { readVersion } from "~/platform/version.server";
import { readPackage, writePackage, type PackageFile } from "~/platform/zip.server";

const DATABASE = "database.sqlite3";
const KIND = "xianban-backup";

async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder, { recursive: true });
  const found: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    if ((await stat(path)).isFile()) found.push(path);
  }
  return found.sort();
}

function embedded(config: Config): string {
  if (config.database.kind === "sqlite") return config.database.path;
  throw new Error("This command is for the embedded database; use pg_dump for PostgreSQL.");
}

/**
 * One consistent copy of the embedded database and of the attachments as a .zip with a manifest of
 * hashes. The server may go on running: SQLite copies a snapshot, attachments are never rewritten.
 * @returns how many attachments it holds
 */
export async function backUp(config: Config, file: string, now: string): Promise<number> {
  const path = embedded(config);
  if (!existsSync(path)) throw new Error(`There is no database at ${path}`);
  const target = resolve(file);
  if (existsSync(target)) throw new Error(`${target} exists already; name a new file`);
  const work = await mkdtemp(`${target}.`);
  try {
    const copy = join(work, DATABASE);
    const db = openDatabase(config.database);
    await db.write.raw("VACUUM INTO ?", [copy]);
    await db.close();
    const attachments = await filesBelow(config.filesPath);
    const members: PackageFile[] = [
      { name: DATABASE, path: copy },
      ...attachments.map((each) => ({
        name: `files/${relative(config.filesPath, each).split(sep).join("/")}`,
        path: each,
      })),
    ];
    const unfinished = join(work, "backup.zip");
    const facts = { kind: KIND, version: readVersion(), at: now };
    await writePackage(unfinished, members, facts, new Date(now));
    await rename(unfinished, target);
    return attachments.length;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Puts a backup in place of the database and the attachments; what was there is kept beside them under
 * a name with the time. The server must be stopped.
 * @returns where the former database lies now, or null when there was none
 */
export async function restore(config: Config, file: string, now: string): Promise<string | null> {
  const path = embedded(config);
  const work = await mkdtemp(`${path}.restore-`);
  try {
    const manifest = await readPackage(resolve(file), work);
    if (manifest.kind !== KIND) throw new Error(`${file} is not a backup`);
    const aside = `.before-${now.replace(/[^0-9]/g, "").slice(0, 14)}`;
    let kept: string | null = null;
    if (existsSync(path)) {
      kept = path + aside;
      // The write-ahead log belongs to the old database: leaving it would corrupt the restored one.
      const db = openDatabase(config.database);
      await db.write.raw("PRAGMA wal_checkpoint(TRUNCATE)");
      await db.close();
      await rename(path, kept);
      for (const tail of ["-wal", "-shm"]) await rm(path + tail, { force: true });
    }
    if (existsSync(config.filesPath)) await rename(config.filesPath, config.filesPath + aside);
    await rename(join(work, DATABASE), path);
    if (existsSync(join(work, "files"))) await rename(join(work, "files"), config.filesPath);
    return kept;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
