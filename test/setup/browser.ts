import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium, howToInstallChromium } from "../../scripts/find-chromium.mjs";

export { findChromium };

/** Starts the installed Chromium, headless, without the look-ups it makes on its own account. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(`No Chromium found: ${howToInstallChromium}`);
  return chromium.launch({
    executablePath,
    headless: true,
    // Chromium refuses to start its sandbox as root, which is what containers run as.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** One broken rule of accessibility on a page, with the elements that break it. */
export interface AxeViolation {
  readonly rule: string;
  readonly help: string;
  readonly elements: readonly string[];
}

/** What axe finds on the page as it stands; the page needs a context made by `newContext`. */
export async function axeViolations(page: Page): Promise<AxeViolation[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    elements: nodes.map((node) => `${node.target.join(" ")} — ${node.html}`),
  }));
}
