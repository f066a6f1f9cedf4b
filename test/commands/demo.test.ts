import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findViolations, invariants } from "#db/invariants";
import { migrationSource } from "#db/migrations/index";
import { ACCOUNTS, DEMO_PASSWORD } from "#db/seeds/people";
import { CATEGORY_COUNTS } from "#db/seeds/texts/categories";
import { PLANTS } from "#test/setup/plants";
import { makeOrganisation, makePerson } from "#test/factories";
import { loadDemo } from "~/cli/demo.server";
import { signIn } from "~/commands/sign-in.server";
import { migrate, openDatabase, type Database, type Transaction } from "~/data/connection.server";
import { loadMyWork } from "~/data/my-work.server";
import { findSignedIn } from "~/data/sessions.server";
import { byUrgency } from "~/domain/work";
import { PROJECT_STATES } from "~/domain/lifecycle/project-table";
import { shanghaiDate } from "~/domain/working-days";
import { readConfig, useConfig, type Config } from "~/platform/config.server";

const EXPECTED_ACCOUNTS = [
  ..."office lead head chair secretary clerk witness qc liaison leader centre appraiser".split(" "),
  ..."sysadmin secadmin auditor office2 lead2".split(" "),
  ...Array.from({ length: 15 }, (_, index) => `expert${String(index + 1).padStart(2, "0")}`),
  ...Array.from({ length: 8 }, (_, index) => `member0${index + 1}`),
].sort();

/** Does what no command would, sees what comes of it, and takes everything back. */
async function planting(db: Database, work: (tx: Transaction) => Promise<void>): Promise<void> {
  const tx = await db.write.transaction();
  try {
    await tx.raw("PRAGMA defer_foreign_keys = ON");
    const triggers = (await tx("sqlite_master")
      .where({ type: "trigger" })
      .pluck("name")) as string[];
    for (const name of triggers) await tx.raw(`DROP TRIGGER ${name}`);
    await work(tx);
  } finally {
    await tx.rollback();
  }
}

describe("the demo", () => {
  const now = new Date().toISOString();
  let folder: string;
  let settings: Config;
  let db: Database;

  const municipal = async (year: number) =>
    (await db.read("cycles").where({ kind: "municipal", year }).first("id", "state")) as {
      id: string;
      state: string;
    };
  const actorOf = async (username: string) => {
    const token = await signIn(
      { db, now },
      { username, password: DEMO_PASSWORD, address: "", device: "" },
    );
    const signedIn = await findSignedIn(db, token, now, 60);
    if (!signedIn) throw new Error(`${username} is not signed in`);
    return signedIn.actor;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "xianban-demo-"));
    settings = readConfig({ DATABASE_PATH: join(folder, "demo.sqlite3"), XIANBAN_DEMO: "1" });
    useConfig(settings);
    expect(await loadDemo(settings, now)).toMatchObject({ made: true });
    db = openDatabase(settings.database);
  }, 240_000);
  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds every invariant of the database", async () => {
    expect(await findViolations(db)).toEqual([]);
  }, 60_000);

  it("has exactly the accounts that are announced, and each signs in", async () => {
    const named = (await db
      .read("people")
      .whereNotNull("username")
      .orderBy("username")
      .pluck("username")) as string[];
    expect(named).toEqual(EXPECTED_ACCOUNTS);
    expect(ACCOUNTS.map(({ username }) => username).sort()).toEqual(EXPECTED_ACCOUNTS);
    for (const username of named)
      expect((await actorOf(username)).grants.length).toBeGreaterThan(0);
  }, 60_000);

  it("would tell of each invariant's breach, named by it", async () => {
    const planted = new Set(PLANTS.map(([name]) => name));
    expect(invariants.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
    const missed: string[] = [];
    for (const [name, plant] of PLANTS) {
      const invariant = invariants.find((candidate) => candidate.name === name);
      if (!invariant) throw new Error(`no invariant is called ${name}`);
      await planting(db, async (tx) => {
        await (typeof plant === "string" ? tx.raw(plant) : plant(tx));
        if ((await invariant.find(tx)).length === 0) missed.push(name);
      });
    }
    expect(missed).toEqual([]);
    expect(await findViolations(db)).toEqual([]);
  }, 120_000);

  it("says of everything that it is a demo", async () => {
    const real = (await db.read("organisations").where({ isDemo: 0 }).pluck("name")) as string[];
    const cycles = (await db.read("cycles").select("name", "isDemo")) as {
      name: string;
      isDemo: number;
    }[];
    expect(real).toEqual([]);
    expect(cycles.every(({ name, isDemo }) => name.includes("（演示）") && isDemo === 1)).toBe(
      true,
    );
  });

  it("shows projects in every state of the lifecycle, one of them archived and one on hold", async () => {
    const rows = (await db
      .read("projects as p")
      .join("organisations as h", "h.id", "p.hospitalId")
      .where({ "h.code": "H01" })
      .select("p.state", "p.archivedAt", "p.isOnHold")) as {
      state: string;
      archivedAt: string | null;
      isOnHold: number;
    }[];
    expect([...new Set(rows.map(({ state }) => state))].sort()).toEqual([...PROJECT_STATES].sort());
    expect(rows.filter(({ archivedAt }) => archivedAt !== null)).toHaveLength(1);
    expect(rows.filter(({ isOnHold }) => isOnHold === 1)).toHaveLength(1);
    expect(rows.length).toBeGreaterThanOrEqual(20);
  });

  it("has a published review of 22 hospitals with three entries each, in the published category counts", async () => {
    const cycle = await municipal(2023);
    expect(cycle.state).toBe("published");
    const entries = (await db
      .read("entries")
      .where({ cycleId: cycle.id })
      .select("organisationId", "category", "state")) as {
      organisationId: string;
      category: string;
      state: string;
    }[];
    const count = (values: readonly string[]) =>
      values.reduce<Record<string, number>>((n, one) => ({ ...n, [one]: (n[one] ?? 0) + 1 }), {});
    expect(count(entries.map(({ category }) => category))).toEqual(CATEGORY_COUNTS);
    const perHospital = Object.values(count(entries.map(({ organisationId }) => organisationId)));
    expect(perHospital).toEqual(Array.from({ length: 22 }, () => 3));
    expect(entries.every(({ state }) => state === "scored")).toBe(true);
    const places = (await db
      .read("standingOrganisations as o")
      .join("standings as s", "s.id", "o.standingId")
      .where({ "s.cycleId": cycle.id })
      .orderBy("o.position")
      .pluck("o.place")) as number[];
    expect(places).toHaveLength(22);
    expect(places[0]).toBe(1);
  });

  it("leaves out the cells of experts who work for the entry's hospital", async () => {
    const cycle = await municipal(2023);
    const [sheets] = (await db
      .read("sheets as s")
      .join("rounds as r", "r.id", "s.roundId")
      .where({ "r.cycleId": cycle.id })
      .count({ n: "*" })) as { n: number }[];
    const recusals = (await db
      .read("recusals as x")
      .join("rounds as r", "r.id", "x.roundId")
      .where({ "r.cycleId": cycle.id })
      .pluck("x.kind")) as string[];
    expect(recusals).toHaveLength(7 * 3); // seven experts of seven hospitals
    expect(new Set(recusals)).toEqual(new Set(["same_employer"]));
    expect(Number(sheets?.n)).toBe(66 * 15 - recusals.length);
  });

  it("spreads scores as panels do: means differ by a few points, experts by a few more", async () => {
    const cycle = await municipal(2023);
    const scores = (await db
      .read("standingEntries as e")
      .join("standings as s", "s.id", "e.standingId")
      .where({ "s.cycleId": cycle.id })
      .pluck("e.score")) as string[];
    const values = scores.map(Number);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
    );
    expect(mean).toBeGreaterThan(82);
    expect(mean).toBeLessThan(92);
    expect(sd).toBeGreaterThan(1.5);
    expect(sd).toBeLessThan(4.5);
  });

  it("gives the same scores on every machine and every day", async () => {
    const cycle = await municipal(2023);
    const best = (await db
      .read("standingEntries as e")
      .join("standings as s", "s.id", "e.standingId")
      .join("entries as n", "n.id", "e.entryId")
      .where({ "s.cycleId": cycle.id })
      .orderBy("e.position")
      .limit(3)
      .select("n.code", "e.score")) as { code: string; score: string }[];
    expect(best.map(({ code, score }) => `${code} ${score}`)).toEqual([
      "M2023-004 93.38",
      "M2023-009 92.71",
      "M2023-051 91.65",
    ]);
  });

  it("has a review open in which expert01 can score at once and nothing is revealed", async () => {
    const cycle = await municipal(2024);
    const round = (await db.read("rounds").where({ cycleId: cycle.id }).first("id", "state")) as {
      id: string;
      state: string;
    };
    expect(round.state).toBe("open");
    expect(await db.read("standings").where({ cycleId: cycle.id }).first("id")).toBeUndefined();
    const own = (await db
      .read("sheets as s")
      .join("panelMembers as m", "m.id", "s.panelMemberId")
      .join("people as p", "p.id", "m.personId")
      .where({ "s.roundId": round.id, "p.username": "expert01" })
      .pluck("s.id")) as string[];
    expect(own).toEqual([]);
    const work = await loadMyWork(db.read, await actorOf("expert01"), now);
    expect(work.length).toBeGreaterThan(0);
  });

  it("gives the lead something overdue, something due today and something due this week", async () => {
    const work = await loadMyWork(db.read, await actorOf("lead"), now);
    const groups = byUrgency(work, shanghaiDate(now)).map(({ group }) => group);
    expect(groups).toEqual(expect.arrayContaining(["overdue", "today", "week"]));
  });

  it("has an objection under check, a meeting to come, and a full inbox delivered", async () => {
    expect(await db.read("objections").pluck("state")).toEqual(["checking"]);
    const coming = (await db
      .read("meetings")
      .where("startsAt", ">", now)
      .pluck("state")) as string[];
    expect(coming).toEqual(["preparing"]);
    expect(await db.read("outbox").whereNull("deliveredAt").first("seq")).toBeUndefined();
    expect(await db.read("notifications").whereNull("readAt").first("id")).toBeDefined();
  });

  it("is up to date at the second run, in under a second", async () => {
    const before = readFileSync(join(folder, "demo.sqlite3")).length;
    const again = await loadDemo(settings, now);
    expect(again.made).toBe(false);
    expect(again.seconds).toBeLessThan(1);
    expect(readFileSync(join(folder, "demo.sqlite3"))).toHaveLength(before);
  });
});

describe("loading the demo", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "xianban-demo-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const settingsAt = (name: string, demo = "1") =>
    readConfig({ DATABASE_PATH: join(folder, name), XIANBAN_DEMO: demo });

  it("refuses to run in an installation that is no demo", async () => {
    await expect(loadDemo(settingsAt("a.sqlite3", ""), new Date().toISOString())).rejects.toThrow(
      "no demo",
    );
    expect(existsSync(join(folder, "a.sqlite3"))).toBe(false);
  });

  it("never touches a database that holds real people", async () => {
    const settings = settingsAt("real.sqlite3");
    await migrate(settings.database, migrationSource);
    const db = openDatabase(settings.database);
    const hospital = await makeOrganisation(db, { kind: "hospital", name: "一家医院" });
    await makePerson(db, { organisationId: hospital.id, name: "某人" });
    await db.close();
    await expect(loadDemo(settings, new Date().toISOString(), true)).rejects.toThrow(
      "did not make",
    );
    const kept = openDatabase(settings.database);
    expect(await kept.read("people").pluck("name")).toEqual(["某人"]);
    await kept.close();
  });

  it("never touches a database of another program, nor a PostgreSQL server", async () => {
    writeFileSync(join(folder, "other.sqlite3"), "something else entirely, not a database at all");
    await expect(loadDemo(settingsAt("other.sqlite3"), new Date().toISOString())).rejects.toThrow();
    const served = readConfig({ DATABASE_URL: "postgresql://localhost/x", XIANBAN_DEMO: "1" });
    await expect(loadDemo(served, new Date().toISOString())).rejects.toThrow("embedded database");
  });
});
