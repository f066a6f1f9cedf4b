import { expect } from "vitest";
import { findViolations } from "#db/invariants";
import type { Database } from "~/data/connection.server";

/** Every journey ends with this: the whole database holds together. */
export async function expectInvariants(db: Database): Promise<void> {
  expect(await findViolations(db)).toEqual([]);
}
