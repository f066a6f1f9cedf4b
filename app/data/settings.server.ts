import type { Queryable, Transaction } from "./connection.server";
import { fromJson } from "./rows.server";

/** What an installation remembers about itself. */
export interface Settings {
  /** Hash of the one-time set-up link's token; gone once used. */
  setUpToken: string;
  setUpDoneAt: string;
  /** Set by the demo's loader: which generator made the data. */
  demoVersion: string;
}

export async function readSetting<K extends keyof Settings>(
  db: Queryable,
  key: K,
): Promise<Settings[K] | null> {
  const row = (await db("settings").where({ key }).first("value")) as { value: string } | undefined;
  return row ? fromJson<Settings[K]>(row.value) : null;
}

export async function writeSetting<K extends keyof Settings>(
  tx: Transaction,
  key: K,
  value: Settings[K],
  now: string,
): Promise<void> {
  await tx("settings")
    .insert({ key, value: JSON.stringify(value), changedAt: now })
    .onConflict("key")
    .merge();
}

export async function removeSetting(tx: Transaction, key: keyof Settings): Promise<void> {
  await tx("settings").where({ key }).delete();
}
