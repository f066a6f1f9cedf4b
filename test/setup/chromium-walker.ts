import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import express from "express";
import type { Browser, Locator, Page, Response } from "playwright-core";
import type { Actor } from "~/domain/people";
import { config } from "~/platform/config.server";
import { createApp } from "~/server/express.server";
import { sessionValue, type Sent } from "./app";
import { launchChromium } from "./browser";
import type { Filled, Walker } from "./browse";
import { serverBuild } from "./routes";

/*
 * Walks the journeys in a real Chromium with scripts off: the application runs in this process, so that
 * its clock and its database are the test's, behind the real express server with its headers and
 * origin check.
 */

const ID = /\b[0-9a-z]{20}\b/g;

/** The built stylesheet, for screenshots; pages from source name it by its source. */
function builtStyles(): string {
  const folder = "build/client/assets";
  const name = readdirSync(folder).find((file) => /^tailwind-.*\.css$/.test(file));
  if (!name) throw new Error("Build first: npm run build");
  return readFileSync(join(folder, name), "utf8");
}

export interface Walking {
  walker: Walker;
  /** Kinds of pages of which a picture was taken, at desktop and phone width. */
  seen: Set<string>;
  stop(): Promise<void>;
}

export async function walkInChromium(pictures: string): Promise<Walking> {
  mkdirSync(pictures, { recursive: true });
  const styles = builtStyles();
  const outer = express();
  outer.get(/tailwind.*\.css$/, (_request, response) => {
    response.type("css").send(styles);
  });
  outer.use(createApp(await serverBuild(), config(), "build/client"));
  const server = createServer(outer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const browser = await launchChromium();
  const tabs = new Map<string, Page>();
  const seen = new Set<string>();

  async function tabOf(actor: Actor | null): Promise<Page> {
    const key = actor ? `${actor.personId} ${actor.grantId}` : "";
    const tab = tabs.get(key) ?? (await newTab(browser));
    tabs.set(key, tab);
    if (actor)
      await tab
        .context()
        .addCookies([{ name: "xianban_session", value: await sessionValue(actor), url: origin }]);
    return tab;
  }

  async function picture(tab: Page, path: string): Promise<void> {
    const kind = (path.split("?")[0] ?? "").replace(ID, "id");
    if (seen.has(kind)) return;
    seen.add(kind);
    const file = join(pictures, kind.replace(/\W+/g, "_") || "home");
    await tab.screenshot({ path: `${file}-1280.png`, fullPage: true });
    await tab.setViewportSize({ width: 390, height: 844 });
    await tab.screenshot({ path: `${file}-390.png`, fullPage: true });
    await tab.setViewportSize({ width: 1280, height: 860 });
  }

  const walker: Walker = {
    async open(actor, path) {
      const tab = await tabOf(actor);
      const response = await tab.goto(origin + path, { waitUntil: "load" });
      if (!response) throw new Error(`${path} did not answer`);
      if (response.status() === 200) await picture(tab, path);
      return sent(response, origin);
    },
    async press(actor, at, filled) {
      const tab = await tabOf(actor);
      const form = tab.locator("form").nth(at.form);
      // What lies in a folded part is filled in as a person would: unfolded first.
      await form.evaluate((node) => {
        for (let up: Element | null = node; up; up = up.parentElement)
          if (up instanceof HTMLDetailsElement) up.open = true;
        for (const details of node.querySelectorAll("details")) details.open = true;
      });
      for (const [name, value] of Object.entries(filled)) await fillIn(form, name, value);
      const position = await form.evaluate(
        (node, { text, value }) =>
          Array.from((node as HTMLFormElement).elements).findIndex(
            (control) =>
              control instanceof HTMLButtonElement &&
              control.type === "submit" &&
              control.value === value &&
              (control.textContent ?? "").replace(/\s+/g, " ").trim() === text,
          ),
        at,
      );
      const answered = tab.waitForResponse((response) => response.request().isNavigationRequest());
      await form
        .evaluateHandle((node, index) => (node as HTMLFormElement).elements[index], position)
        .then((handle) => handle.asElement()?.click());
      const response = await answered;
      await tab.waitForLoadState("load");
      return sent(response, origin);
    },
  };
  return {
    walker,
    seen,
    async stop() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function newTab(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    locale: "zh-CN",
    viewport: { width: 1280, height: 860 },
  });
  return context.newPage();
}

async function fillIn(form: Locator, name: string, given: Filled[string]): Promise<void> {
  const controls = form.locator(`[name="${name}"]`);
  const kind = await controls.first().evaluate((node) => (node as HTMLInputElement).type);
  const values = given === null ? [] : [given].flat();
  if (kind === "checkbox" || kind === "radio") {
    for (const control of await controls.all()) {
      const value = await control.evaluate((node) => (node as HTMLInputElement).value);
      if (values.includes(value)) await control.check();
      else if (kind === "checkbox") await control.uncheck();
    }
    return;
  }
  if (kind.startsWith("select")) {
    const wanted = typeof values[0] === "string" ? values[0] : "";
    const value = await controls.first().evaluate((node, text) => {
      const options = Array.from((node as HTMLSelectElement).options);
      return (
        options.find((option) => option.value === text) ??
        options.find((option) => option.text.includes(text))
      )?.value;
    }, wanted);
    await controls.first().selectOption(value ?? wanted);
    return;
  }
  for (const [index, value] of values.entries()) {
    if (value instanceof File)
      await controls.nth(index).setInputFiles({
        name: value.name,
        mimeType: value.type,
        buffer: Buffer.from(await value.arrayBuffer()),
      });
    else await controls.nth(index).fill(value);
  }
}

async function sent(response: Response, origin: string): Promise<Sent> {
  const location = (await response.headerValue("location"))?.replace(origin, "") ?? null;
  // A redirect has no body of its own.
  const bytes = location === null ? await response.body() : Buffer.alloc(0);
  return {
    status: response.status(),
    headers: new Headers(),
    location,
    text: bytes.toString("utf8"),
    bytes,
  };
}
