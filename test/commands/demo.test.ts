import { beforeAll, expect, it } from "vitest";
import { findViolations } from "#db/invariants";
import { generateDemo } from "#db/seeds/demo";
import { withSqlite } from "#test/setup/database";

withSqlite("the demo", (held) => {
  beforeAll(async () => {
    await held.db.write.raw("PRAGMA synchronous=OFF");
    const started = Date.now();
    await generateDemo(held.db, new Date().toISOString());
    console.log("generated in", Date.now() - started);
  }, 180_000);
  it("holds together", async () => {
    expect(await findViolations(held.db)).toEqual([]);
  }, 60_000);
});
