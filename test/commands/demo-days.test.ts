import { expect, it } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findViolations } from "#db/invariants";
import { loadDemo } from "~/cli/demo.server";
import { openDatabase } from "~/data/connection.server";
import { PROJECT_STATES } from "~/domain/lifecycle/project-table";
import { readConfig, useConfig } from "~/platform/config.server";

it.each(["2026-11-06T16:20:00.000Z", "2026-12-01T03:00:00.000Z", "2027-01-01T02:00:00.000Z", "2026-03-14T15:59:00.000Z", "2028-06-30T02:00:00.000Z"])("on %s", async (now) => {
  const folder = mkdtempSync(join(tmpdir(), "xianban-demo-"));
  const settings = readConfig({ DATABASE_PATH: join(folder, "d.sqlite3"), XIANBAN_DEMO: "1" });
  useConfig(settings);
  await loadDemo(settings, now);
  const db = openDatabase(settings.database);
  const states = (await db.read("projects").distinct("state").pluck("state")) as string[];
  const bad = await findViolations(db);
  await db.close();
  rmSync(folder, { recursive: true });
  expect(bad).toEqual([]);
  expect(states.sort()).toEqual([...PROJECT_STATES].sort());
}, 120_000);
