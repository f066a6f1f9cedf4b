import { type Refusal, refusal } from "~/domain/refusal";
import { hasSay, inRoom, type ItemRoom, type MeetingRules, quorum } from "./room";

/** 公开, 记名, 口头 (recorded by the clerk), 无记名. */
export const BALLOTS = ["open", "by_name", "oral", "secret"] as const;
export type Ballot = (typeof BALLOTS)[number];

/** Members in the room in the order in which they speak: as listed, the secretary last (末位表态). */
export function speakingOrder(room: ItemRoom): string[] {
  const members = inRoom(room);
  return [
    ...members.filter(({ isSecretary }) => !isSecretary),
    ...members.filter(({ isSecretary }) => isSecretary),
  ].map(({ id }) => id);
}

export function nextToSpeak(room: ItemRoom, spoken: readonly string[]): string | null {
  return speakingOrder(room).find((id) => !spoken.includes(id)) ?? null;
}

/** How many others must come before the secretary. */
function othersWithout(room: ItemRoom, done: readonly string[]): number {
  return inRoom(room).filter(({ id, isSecretary }) => !isSecretary && !done.includes(id)).length;
}

function isSecretary(room: ItemRoom, memberId: string): boolean {
  return room.eligible.some((member) => member.id === memberId && member.isSecretary);
}

/**
 * May this member's opinion be recorded now? Others speak in any order, the secretary when every other
 * member in the room has spoken.
 */
export function maySpeak(
  room: ItemRoom,
  spoken: readonly string[],
  memberId: string,
): Refusal | null {
  const noSay = hasSay(room, memberId);
  if (noSay) return noSay;
  if (spoken.includes(memberId)) return refusal("spoken_already", {}, 409);
  const count = othersWithout(room, spoken);
  return isSecretary(room, memberId) && count > 0
    ? refusal("secretary_speaks_last", { count })
    : null;
}

export interface Vote {
  readonly memberId: string;
  readonly choice: "for" | "against" | "abstain";
}

/**
 * May this member vote now? Only with a quorum, after everybody in the room has spoken, once; where
 * votes can be seen or heard the secretary votes last.
 */
export function mayVote(
  room: ItemRoom,
  rules: MeetingRules,
  ballot: Ballot,
  spoken: readonly string[],
  voted: readonly string[],
  memberId: string,
): Refusal | null {
  const barred = hasSay(room, memberId) ?? quorum(room, rules);
  if (barred) return barred;
  const silent = inRoom(room).filter(({ id }) => !spoken.includes(id)).length;
  if (silent > 0) return refusal("opinions_missing", { count: silent });
  if (voted.includes(memberId)) return refusal("voted_already", {}, 409);
  const count = othersWithout(room, voted);
  return ballot !== "secret" && isSecretary(room, memberId) && count > 0
    ? refusal("secretary_votes_last", { count })
    : null;
}
