import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrationSource } from "#db/migrations/index";
import { migrate, openDatabase, type Database } from "~/data/connection.server";
import type { Actor } from "~/domain/people";
import { makeSession } from "#test/factories";
import { makeRound, makeSheets, type MadeRound } from "#test/factories-rounds";
import { axeViolations, launchChromium } from "../setup/browser";

/** Where pictures go when somebody wants to look at them. */
const pictures = process.env.PICTURES;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

describe.runIf(existsSync("build/server/main.js"))("scoring in a browser", () => {
  let folder: string;
  let db: Database;
  let server: ChildProcess;
  let browser: Browser;
  let origin: string;
  let round: MadeRound;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "xianban-scoring-"));
    const path = join(folder, "look.sqlite3");
    await migrate({ kind: "sqlite", path }, migrationSource);
    db = openDatabase({ kind: "sqlite", path });
    round = await makeRound(db, { entries: 4, name: "2024年度立项评审" });
    await makeSheets(db, round, [
      [null, [280, 270, 370], [250, 250, 330]],
      [[275, 265, 360], [220, 215, 310], null],
      [[250, 240, 330], null, null],
      [null, null, null],
    ]);
    const port = await freePort();
    origin = `http://localhost:${port}`;
    server = spawn(process.execPath, ["build/server/main.js"], {
      env: { ...process.env, DATABASE_PATH: path, PORT: String(port), HOST: "127.0.0.1" },
      stdio: "ignore",
    });
    for (let tries = 0; tries < 100; tries += 1) {
      const up = await fetch(`${origin}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (up) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    server.kill();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function signedIn(actor: Actor, width = 1280): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "zh-CN" });
    const token = await makeSession(db, actor, new Date().toISOString());
    await context.addCookies([
      {
        name: "xianban_session",
        value: encodeURIComponent(btoa(JSON.stringify(token))),
        url: origin,
      },
    ]);
    return context;
  }
  async function picture(page: Page, name: string) {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }
  const saved = (page: Page) => page.getByText(/已保存 \d\d:\d\d:\d\d/).waitFor();
  const sheetOf = (entry: number, expert = 0) =>
    db
      .read("sheets")
      .where({
        entryId: round.entries[entry]!.id,
        panelMemberId: round.experts[expert]!.memberId,
      })
      .first();

  it("is free of axe findings on every page of rounds and scoring, wide and narrow", async () => {
    const expert = round.experts[0]!.actor;
    const pages: [Actor, string, string][] = [
      [expert, "/scoring", "scoring-list"],
      [expert, `/scoring/${round.entries[0]!.id}`, "scoring-entry"],
      [expert, `/scoring/${round.entries[1]!.id}`, "scoring-submitted"],
      [round.office, "/rounds", "rounds"],
      [round.office, `/rounds/${round.id}`, "round"],
      [round.office, `/rounds/${round.id}/panel?q=expert`, "round-panel"],
      [round.office, `/rounds/${round.id}/edit`, "round-edit"],
      [round.office, `/rounds/new?cycle=${round.cycleId}`, "round-new"],
    ];
    const found: Record<string, unknown> = {};
    for (const width of [1280, 390])
      for (const [actor, path, name] of pages) {
        const context = await signedIn(actor, width);
        const page = await context.newPage();
        await page.goto(origin + path, { waitUntil: "networkidle" });
        const violations = await axeViolations(page);
        if (violations.length > 0) found[`${name} ${width}`] = violations;
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) found[`${name} ${width} overflow`] = overflow;
        await picture(page, `${name}-${width}`);
        await context.close();
      }
    expect(found).toEqual({});
  });

  it("saves while typing, by keyboard alone, and adds up", async () => {
    const context = await signedIn(round.experts[0]!.actor);
    const page = await context.newPage();
    await page.goto(`${origin}/scoring/${round.entries[0]!.id}`, { waitUntil: "networkidle" });
    await page.locator('input[name="key.problem"]').first().focus();
    await page.keyboard.press("ArrowRight");
    await page.locator('input[name="score.measures"]').fill("26.5");
    await saved(page);
    expect(await page.locator("output").textContent()).toBe("51.5");
    const sheet = await sheetOf(0);
    expect(JSON.parse(sheet.scores as string)).toEqual({
      problem: 250,
      measures: 265,
      effect: null,
    });
    await context.close();
  });

  it("keeps what is typed without a line on the device, and sends it when the line is back", async () => {
    const context = await signedIn(round.experts[1]!.actor, 390);
    const page = await context.newPage();
    await page.goto(`${origin}/scoring/${round.entries[2]!.id}`, { waitUntil: "networkidle" });
    await context.setOffline(true);
    await page.locator('input[name="score.problem"]').fill("23.5");
    await page.getByText("离线，已存本机").waitFor();
    await picture(page, "scoring-offline-390");
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`${origin}/scoring/${round.entries[2]!.id}`, { waitUntil: "networkidle" });
    await saved(again);
    expect(JSON.parse((await sheetOf(2, 1)).scores as string).problem).toBe(235);
    await context.close();
  });

  it("shows both drafts when two devices score the same entry", async () => {
    const expert = round.experts[2]!.actor;
    const address = `${origin}/scoring/${round.entries[3]!.id}`;
    const [desk, phone] = [await signedIn(expert), await signedIn(expert, 390)];
    const [first, second] = [await desk.newPage(), await phone.newPage()];
    await first.goto(address, { waitUntil: "networkidle" });
    await second.goto(address, { waitUntil: "networkidle" });
    await first.locator('input[name="score.problem"]').fill("21.5");
    await saved(first);
    await second.locator('input[name="score.problem"]').fill("28.5");
    await second.getByText("另一台设备").first().waitFor();
    expect(await axeViolations(second)).toEqual([]);
    await picture(second, "scoring-conflict-390");
    expect(JSON.parse((await sheetOf(3, 2)).scores as string).problem).toBe(215);
    await second.getByRole("button", { name: "保留本页的" }).click();
    await saved(second);
    expect(JSON.parse((await sheetOf(3, 2)).scores as string).problem).toBe(285);
    await desk.close();
    await phone.close();
  });
});
