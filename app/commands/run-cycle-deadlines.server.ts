import type { Database } from "~/data/connection.server";
import { Refused } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import { advance } from "./advance.server";
import { inTransaction } from "./transaction.server";

interface Due {
  kind: "cycle" | "entry";
  id: string;
  transition: string;
  expectedState: string;
}

/**
 * What the calendar does to cycles and entries: returned entries lapse after their day, a hospital's
 * cycle closes after its last day. Each in a transaction of its own; one that somebody else moved in
 * the meantime is left alone.
 * @returns how many were moved
 */
export async function runCycleDeadlines(db: Database, now: string): Promise<number> {
  let moved = 0;
  for (const due of await findDue(db, shanghaiDate(now))) {
    const ctx = { db, actor: null, now };
    try {
      await inTransaction(ctx, `${due.kind}.${due.transition}`, due, (tx) =>
        advance(tx, ctx, { ...due, via: "system" }),
      );
      moved += 1;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  return moved;
}

async function findDue(db: Database, today: string): Promise<Due[]> {
  const entries = (await db
    .read("entries")
    .where({ state: "returned" })
    .andWhere("dueOn", "<", today)
    .pluck("id")) as string[];
  const cycles = (await db
    .read("cycles")
    .where({ kind: "hospital", state: "collecting" })
    .select("id", "dates")) as { id: string; dates: string }[];
  return [
    ...entries.map((id): Due => ({
      kind: "entry",
      id,
      transition: "lapse",
      expectedState: "returned",
    })),
    ...cycles
      .filter(({ dates }) => {
        const { applyUntil } = JSON.parse(dates) as { applyUntil?: string };
        return applyUntil !== undefined && applyUntil !== "" && applyUntil < today;
      })
      .map(({ id }): Due => ({
        kind: "cycle",
        id,
        transition: "close_on_time",
        expectedState: "collecting",
      })),
  ];
}
