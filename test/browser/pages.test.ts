import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations, launchChromium } from "../setup/browser";
import { DEMO_ROLES, startDemoServer, type DemoServer } from "../setup/demo-server";

/*
 * Follows every link that every demo account can see, then looks at each kind of page once in a real
 * browser: status, texts, axe, errors in the console, and a phone's width.
 */

const ID = /^[0-9abcdefghjkmnpqrstvwxyz]{20}$/;
/** Pages of one kind per role that are opened: enough for states that look different. */
const PER_KIND = 2;
const NOT_PAGES = /^\/(logout|attachments\/|assets\/)|\.(xlsx|csv|json|zip|pdf)$/;

const kindOf = (path: string) =>
  path
    .split("/")
    .map((part) => (ID.test(part) ? ":id" : part))
    .join("/");

interface Found {
  path: string;
  role: string;
}

let server: DemoServer;
/** One address of each kind of page, with a role that may open it. */
const kinds = new Map<string, Found>();
const broken: string[] = [];
/** Forms that a browser without script could not send. */
const dumb: string[] = [];

function checkForms(html: string, where: string): void {
  for (const [, tag = "", inside = ""] of html.matchAll(
    /<form\b([^>]*method="post"[^>]*)>([\s\S]*?)<\/form>/g,
  )) {
    const id = /\bid="([^"]+)"/.exec(tag)?.[1];
    const outside = id !== undefined && html.includes(`form="${id}"`);
    // A step that is refused shows a button that says why and sends nothing.
    const refused = /<button\b[^>]*aria-disabled/.test(inside);
    const sends = /<button\b(?![^>]*type="button")/.test(inside) || outside || refused;
    if (!sends) dumb.push(`${where}: a form without a button: ${inside.slice(0, 120)}`);
  }
}

async function crawl(role: string): Promise<void> {
  const cookie = await server.cookie(role);
  const seen = new Map<string, number>();
  const queue = ["/"];
  const queued = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const address = path.split("?")[0] ?? path;
    const kind = kindOf(address) + (path.includes("?") ? "?" : "");
    const times = seen.get(kind) ?? 0;
    if (times >= PER_KIND) continue;
    seen.set(kind, times + 1);
    const answer = await fetch(server.origin + path, {
      headers: { Cookie: cookie },
      redirect: "manual",
    });
    const html = await answer.text();
    if (answer.status >= 400) broken.push(`${role} ${path} answers ${answer.status}`);
    if (answer.status !== 200) continue;
    checkForms(html, `${role} ${path}`);
    if (!kinds.has(kind)) kinds.set(kind, { path, role });
    for (const [, href = ""] of html.matchAll(/<a\b[^>]*\bhref="([^"#]*)/g)) {
      const link = href.replaceAll("&amp;", "&");
      if (
        !link.startsWith("/") ||
        link.startsWith("//") ||
        NOT_PAGES.test(link.split("?")[0] ?? "")
      )
        continue;
      if (!queued.has(link)) {
        queued.add(link);
        queue.push(link);
      }
    }
  }
}

describe("every page of the demo", () => {
  let browser: Browser;
  const contexts = new Map<string, BrowserContext>();

  beforeAll(async () => {
    server = await startDemoServer();
    browser = await launchChromium();
    for (const role of DEMO_ROLES) await crawl(role);
    for (const path of ["/login", "/notices"])
      kinds.set(`${path} (signed out)`, { path, role: "" });
  }, 900_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open({ path, role }: Found): Promise<{ page: Page; errors: string[] }> {
    let context = contexts.get(role);
    if (!context) {
      context = await browser.newContext({
        locale: "zh-CN",
        viewport: { width: 1280, height: 800 },
      });
      if (role) {
        const [name = "", value = ""] = (await server.cookie(role)).split("=");
        await context.addCookies([{ name, value, url: server.origin }]);
      }
      contexts.set(role, context);
    }
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(server.origin + path, { waitUntil: "load" });
    // Hydration and lazily drawn charts are what could still complain.
    await page.waitForTimeout(300);
    return { page, errors };
  }

  it("opens behind every link that a role is shown", () => {
    expect(broken).toEqual([]);
    expect(kinds.size).toBeGreaterThan(30);
  });

  it("has a button in every form, so that it can be sent without script", () => {
    expect(dumb).toEqual([]);
  });

  it("has words for everything, and no fault in the server's log", () => {
    expect(server.said()).toBe("");
  });

  it("passes axe, says nothing to the console, and fits a phone", async () => {
    const faults: string[] = [];
    for (const [kind, found] of kinds) {
      const { page, errors } = await open(found);
      for (const violation of await axeViolations(page))
        faults.push(`${kind} (${found.role}): ${violation.rule} ${violation.elements[0] ?? ""}`);
      for (const error of errors) faults.push(`${kind} (${found.role}): console: ${error}`);
      await page.setViewportSize({ width: 390, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > 390) faults.push(`${kind} (${found.role}): ${wide} px wide on a phone of 390 px`);
      await page.close();
    }
    expect(faults).toEqual([]);
  }, 900_000);
});
