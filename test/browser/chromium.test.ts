import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations, launchChromium } from "../setup/browser";

describe("the browser that the other browser tests rely on", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function violationsOf(body: string) {
    const page = await (await browser.newContext()).newPage();
    await page.setContent(
      `<!doctype html><html lang="zh-CN"><title>先办</title><main><h1>先办</h1>${body}</main></html>`,
    );
    return axeViolations(page);
  }

  it("finds nothing on a page whose field has a label", async () => {
    expect(await violationsOf(`<label>姓名 <input></label>`)).toEqual([]);
  });

  it("finds the field that has no label", async () => {
    const violations = await violationsOf(`<input>`);
    expect(violations.map(({ rule }) => rule)).toContain("label");
  });

  it("has a font with which Chinese text is not a row of equal boxes", async () => {
    const page = await (await browser.newContext()).newPage();
    const drawn = await page.evaluate(() => {
      const canvas = document.createElement("canvas");
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      return ["先", "办"].map((character) => {
        context.clearRect(0, 0, 40, 40);
        context.font = "30px sans-serif";
        context.fillText(character, 2, 32);
        return context.getImageData(0, 0, 40, 40).data.join();
      });
    });
    expect(drawn[0]).not.toBe(drawn[1]);
  });
});
