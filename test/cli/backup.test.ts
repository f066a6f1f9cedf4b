import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backUp, restore } from "~/cli/backup.server";
import { migrate, openDatabase } from "~/data/connection.server";
import { readConfig, type Config } from "~/platform/config.server";
import { migrationSource } from "#db/migrations/index";
import { makeOrganisation, NOW } from "#test/factories";

describe("backup and restore of the embedded database", () => {
  let folder: string;
  let config: Config;
  const names = async () => {
    const db = openDatabase(config.database);
    const rows = (await db.read("organisations").pluck("name")) as string[];
    await db.close();
    return rows;
  };
  const add = async (name: string) => {
    const db = openDatabase(config.database);
    await makeOrganisation(db, { kind: "hospital", name });
    await db.close();
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "xianban-backup-"));
    config = readConfig({
      DATABASE_PATH: join(folder, "x.sqlite3"),
      FILES_PATH: join(folder, "files"),
    });
    await migrate(config.database, migrationSource);
    await add("示范第一医院");
    mkdirSync(join(config.filesPath, "ab"), { recursive: true });
    writeFileSync(join(config.filesPath, "ab", "abc"), "附件内容");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("brings back the rows and the attachments of that moment, and keeps what was there aside", async () => {
    const file = join(folder, "backup.zip");
    expect(await backUp(config, file, NOW)).toBe(1);
    await add("示范第二医院");
    writeFileSync(join(config.filesPath, "ab", "abc"), "changed");
    const kept = await restore(config, file, NOW);
    expect(await names()).toEqual(["示范第一医院"]);
    expect(readFileSync(join(config.filesPath, "ab", "abc"), "utf8")).toBe("附件内容");
    config = { ...config, database: { kind: "sqlite", path: kept ?? "" } };
    expect(await names()).toEqual(["示范第一医院", "示范第二医院"]);
  });

  it("refuses a file that is no backup and leaves everything in place", async () => {
    const file = join(folder, "other.zip");
    writeFileSync(file, "not a zip");
    await expect(restore(config, file, NOW)).rejects.toThrow();
    expect(await names()).toEqual(["示范第一医院"]);
  });

  it("does not write over an existing file", async () => {
    const file = join(folder, "there.zip");
    writeFileSync(file, "");
    await expect(backUp(config, file, NOW)).rejects.toThrow(/exists already/);
  });

  it("finds a member that was changed after the backup was made", async () => {
    const file = join(folder, "backup.zip");
    await backUp(config, file, NOW);
    const bytes = readFileSync(file);
    const at = bytes.indexOf("SQLite format 3") < 0 ? 200 : bytes.indexOf("SQLite format 3");
    bytes[at + 20] = (bytes[at + 20] ?? 0) ^ 0xff;
    writeFileSync(file, bytes);
    await expect(restore(config, file, NOW)).rejects.toThrow();
    expect(await names()).toEqual(["示范第一医院"]);
  });
});
