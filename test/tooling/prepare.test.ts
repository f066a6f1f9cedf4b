import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installationEnvironment } from "../../scripts/installation.mjs";
import { packagesFitLockfile } from "../../scripts/prepare.mjs";

describe("whether an install is needed", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "xianban-prepare-"));
    mkdirSync(join(directory, "node_modules"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const wanted = {
    "": { name: "xianban" },
    "node_modules/knex": { version: "3.3.0" },
    "node_modules/fsevents": { version: "2.0.0", optional: true },
  };
  const lock = (file: string, packages: object) => {
    writeFileSync(join(directory, file), JSON.stringify({ packages }));
  };

  it("is needed on a fresh clone and after an install that broke off", () => {
    lock("package-lock.json", wanted);
    expect(packagesFitLockfile(directory)).toBe(false);
  });

  it("is not needed where every package is there, save optional ones of other systems", () => {
    lock("package-lock.json", wanted);
    lock("node_modules/.package-lock.json", { "node_modules/knex": { version: "3.3.0" } });
    expect(packagesFitLockfile(directory)).toBe(true);
  });

  it("is needed where the lockfile names another version", () => {
    lock("package-lock.json", wanted);
    lock("node_modules/.package-lock.json", { "node_modules/knex": { version: "3.2.0" } });
    expect(packagesFitLockfile(directory)).toBe(false);
  });

  it("is needed where the lockfile names another package", () => {
    lock("package-lock.json", { ...wanted, "node_modules/pg": { version: "8.0.0" } });
    lock("node_modules/.package-lock.json", { "node_modules/knex": { version: "3.3.0" } });
    expect(packagesFitLockfile(directory)).toBe(false);
  });
});

describe("the database of the installation", () => {
  it("is the embedded one where none is named", () => {
    expect(installationEnvironment({}).DATABASE_PATH).toMatch(/data\/xianban\.sqlite3$/);
  });

  it("is the named one otherwise", () => {
    expect(installationEnvironment({ DATABASE_PATH: "elsewhere" }).DATABASE_PATH).toBe("elsewhere");
    const server = { DATABASE_URL: "postgres://db/xianban" };
    expect(installationEnvironment(server).DATABASE_PATH).toBeUndefined();
  });
});
