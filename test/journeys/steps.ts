import type { Actor } from "~/domain/people";
import type { Database } from "~/data/connection.server";
import { deliverOutbox } from "~/data/outbox.server";
import { clock } from "~/platform/clock.server";
import { open, press, readable } from "#test/setup/browse";

/* What both journeys do more than once, each in the words of the page. */

/** The inbox of somebody, once what is queued has been delivered. */
export async function inboxOf(db: Database, actor: Actor): Promise<string> {
  while ((await deliverOutbox(db, clock())) > 0);
  return readable(await open(actor, "/inbox"));
}

/** The first address on a page that looks like this, such as `/rounds/`. */
export function linkOn(page: string, start: string, which: (id: string) => boolean = () => true) {
  for (const [, path] of page.matchAll(/href="([^"?#]+)"/g))
    if (path?.startsWith(start) && /^\w{20}$/.test(path.slice(start.length)))
      if (which(path)) return path;
  throw new Error(`no link to ${start}… on ${readable(page).slice(0, 800)}`);
}

export const idIn = (path: string): string => path.split("/")[2] ?? "";

export async function inviteExpert(
  organiser: Actor,
  round: string,
  expert: Actor,
  seat: "member" | "reserve" | "chair",
): Promise<void> {
  const search = `${round}/panel?q=${encodeURIComponent(expert.name)}`;
  await press(organiser, search, "邀请所选专家", { personIds: expert.personId, seat });
}

/** Scores typed into the boxes of the default rubric, and handed in. */
export async function handInSheet(
  expert: Actor,
  entryId: string,
  total: number,
  effect: number,
): Promise<void> {
  await press(expert, `/scoring/${entryId}`, /^提交/, {
    "score.problem": "26",
    "score.measures": String(total - effect - 26),
    "score.effect": String(effect),
  });
}

/** The round is closed and frozen by the organiser and then the witness. */
export async function closeAndFreeze(organiser: Actor, witness: Actor, round: string) {
  await press(organiser, round, "截止评分");
  await press(organiser, round, "封存");
  await press(witness, round, "封存");
}
