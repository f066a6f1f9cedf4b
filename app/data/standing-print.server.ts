import type { Actor } from "~/domain/people";
import type { Queryable } from "./connection.server";
import { readStanding } from "./standing-access.server";
import { exportStanding } from "./standing-export.server";

/** More rows than anybody signs on paper. */
const MOST_ROWS = 1_000;

/** The whole standing on paper, with lines for those who sign: experts by name for the organiser only. */
export async function loadSigningSheet(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  roundId: string,
  now: string,
) {
  const access = await readStanding(db, actor, cycleId, roundId);
  const { entries, ...standing } = await exportStanding(db, actor, cycleId, roundId, now);
  const experts = access.isOrganiser
    ? ((await db("panelMembers")
        .where({ roundId: access.round.roundId, status: "accepted" })
        .whereNot({ seat: "reserve" })
        .orderBy("position")
        .orderBy("id")
        .limit(200)
        .pluck("name")) as string[])
    : [];
  return { ...standing, entries: entries.slice(0, MOST_ROWS), left: Math.max(0, entries.length - MOST_ROWS), experts };
}
