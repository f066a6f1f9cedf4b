import { type Refusal, refusal } from "~/domain/refusal";
import {
  eligibleCount,
  hasSay,
  inRoom,
  type ItemRoom,
  least,
  type MeetingRules,
  quorum,
} from "./room";
import type { Vote } from "./speaking";

export interface Counts {
  readonly eligible: number;
  readonly present: number;
  readonly recused: number;
  readonly for: number;
  readonly against: number;
  readonly abstain: number;
  readonly notVoted: number;
  /** Votes for that pass the item. */
  readonly needed: number;
}

export interface Tally {
  readonly result: "passed" | "rejected" | "no_quorum";
  readonly counts: Counts;
}

/**
 * Counts the votes on one item. Passed when the votes for exceed half of the members *eligible*, not of
 * those present (or reach two thirds, where the rules ask for it); abstaining and not voting do not
 * help. Refuses a vote of somebody who is no member, absent (a written opinion is no vote) or recused,
 * and a second vote of one member. Of a secret ballot only
 * the numbers are known: see `tallyCounts`.
 */
export function tally(
  room: ItemRoom,
  rules: MeetingRules,
  votes: readonly Vote[],
): Tally | Refusal {
  const seen = new Set<string>();
  for (const { memberId } of votes) {
    const noSay = hasSay(room, memberId);
    if (noSay) return noSay;
    if (seen.has(memberId)) return refusal("voted_already", {}, 409);
    seen.add(memberId);
  }
  const count = (choice: Vote["choice"]): number =>
    votes.filter((vote) => vote.choice === choice).length;
  return tallyCounts(room, rules, {
    for: count("for"),
    against: count("against"),
    abstain: count("abstain"),
  });
}

/** The same where only the numbers are known. Refuses more votes than members in the room. */
export function tallyCounts(
  room: ItemRoom,
  rules: MeetingRules,
  given: Pick<Counts, "for" | "against" | "abstain">,
): Tally | Refusal {
  const voters = inRoom(room).length;
  const cast = given.for + given.against + given.abstain;
  if (cast > voters) return refusal("too_many_votes", { have: cast, need: voters });
  const eligible = eligibleCount(room, rules);
  const needed = least(rules.majority, eligible);
  const counts: Counts = {
    eligible,
    present: room.eligible.filter(({ id }) => room.present.includes(id)).length,
    recused: room.eligible.filter(({ id }) => room.recused.includes(id)).length,
    ...given,
    notVoted: voters - cast,
    needed,
  };
  if (quorum(room, rules)) return { result: "no_quorum", counts };
  return { result: given.for >= needed ? "passed" : "rejected", counts };
}

/** The vote on an item is closed when everybody in the room has voted or was recorded as not voting. */
export function mayCloseVote(
  room: ItemRoom,
  voted: readonly string[],
  notVoting: readonly string[],
): Refusal | null {
  const count = inRoom(room).filter(
    ({ id }) => !voted.includes(id) && !notVoting.includes(id),
  ).length;
  return count === 0 ? null : refusal("votes_missing", { count });
}

/** What is put to the vote. */
export const MOTIONS = ["approve", "defer", "revise", "reject"] as const;
export type Motion = (typeof MOTIONS)[number];

export type ItemDecision = "passed" | "deferred" | "revise" | "rejected" | "no_quorum";

/**
 * What a vote on a motion decides about the project: a failed motion to approve rejects it; another
 * failed motion decides nothing (null), and the next motion is put.
 */
export function decisionOf(motion: Motion, result: Tally["result"]): ItemDecision | null {
  if (result === "no_quorum") return "no_quorum";
  const passed = result === "passed";
  switch (motion) {
    case "approve":
      return passed ? "passed" : "rejected";
    case "defer":
      return passed ? "deferred" : null;
    case "revise":
      return passed ? "revise" : null;
    case "reject":
      return passed ? "rejected" : null;
  }
}
