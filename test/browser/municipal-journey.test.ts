import { afterAll, beforeAll, expect, it } from "vitest";
import { walkWith } from "../setup/browse";
import { walkInChromium, type Walking } from "../setup/chromium-walker";

/* The journey of test/journeys, once more in Chromium with scripts off, with a picture of every kind of page. */

process.env.TEST_DATABASE_URL = "none"; // one database is enough for what a browser adds

let walking: Walking | undefined;
beforeAll(async () => {
  walking = await walkInChromium("test-results/journeys/municipal");
  walkWith(walking.walker);
});
afterAll(async () => {
  walkWith(null);
  await walking?.stop();
});

await import("../journeys/municipal.test");

it("saw every kind of page on the way", () => {
  expect(walking?.seen.size).toBeGreaterThan(10);
});
