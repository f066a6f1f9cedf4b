import type { Fate } from "~/domain/table-import";

/** What an import did, in numbers of rows. */
export type Imported = Record<Fate, number>;

export function countFates(rows: readonly { fate: Fate }[]): Imported {
  const counts: Imported = { new: 0, changed: 0, present: 0 };
  for (const { fate } of rows) counts[fate] += 1;
  return counts;
}
