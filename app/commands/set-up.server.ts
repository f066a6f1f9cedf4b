import { randomBytes } from "node:crypto";
import type { Database } from "~/data/connection.server";
import { hashToken } from "~/data/sessions.server";
import { readSetting, writeSetting } from "~/data/settings.server";
import { clock } from "~/platform/clock.server";

/**
 * For an installation without people: makes a new one-time link (an older one stops working).
 * @returns the link, or null when the installation is set up
 */
export async function ensureSetUpLink(db: Database, address: string): Promise<string | null> {
  if ((await readSetting(db.read, "setUpDoneAt")) !== null) return null;
  if (await db.read("people").first("id")) return null;
  const token = randomBytes(24).toString("base64url");
  await db.write.transaction((tx) => writeSetting(tx, "setUpToken", hashToken(token), clock()));
  return `${address}/setup/${token}`;
}
