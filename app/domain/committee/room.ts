import { type Refusal, refusal } from "~/domain/refusal";

export type QuorumRule = "more_than_half" | "two_thirds";
export type MajorityRule = "more_than_half" | "two_thirds";

export interface MeetingRules {
  readonly quorum: QuorumRule;
  readonly majority: MajorityRule;
  /**
   * How recusal counts. false (default): a recused member stays among the eligible, so that stepping
   * out never makes a decision easier: the votes for are measured against all members (应到), as the
   * rules for party committees put it. true: the recused are taken out of the eligible of that item.
   */
  readonly recusedLeaveEligible: boolean;
}

export const defaultRules: MeetingRules = {
  quorum: "more_than_half",
  majority: "more_than_half",
  recusedLeaveEligible: false,
};

export interface Member {
  readonly id: string;
  readonly isSecretary: boolean;
}

/** Who is there for one item: a member recused from it is out of the room while it is treated. */
export interface ItemRoom {
  readonly eligible: readonly Member[];
  /** Ids of members present at the meeting. */
  readonly present: readonly string[];
  /** Ids of members recused from this item. */
  readonly recused: readonly string[];
}

/** Members who speak and vote on the item: present and not recused. */
export function inRoom(room: ItemRoom): Member[] {
  return room.eligible.filter(({ id }) => room.present.includes(id) && !room.recused.includes(id));
}

export function eligibleCount(room: ItemRoom, rules: MeetingRules): number {
  const recused = room.eligible.filter(({ id }) => room.recused.includes(id)).length;
  return room.eligible.length - (rules.recusedLeaveEligible ? recused : 0);
}

/** The smallest number that satisfies the rule: 5 of 9 and 6 of 10; two thirds of 9 is 6, of 10 is 7. */
export function least(rule: QuorumRule | MajorityRule, of: number): number {
  return rule === "more_than_half" ? Math.floor(of / 2) + 1 : Math.ceil((of * 2) / 3);
}

/** Those in the room for the item are counted, so that a quorum can still pass it. */
export function quorum(room: ItemRoom, rules: MeetingRules): Refusal | null {
  const eligible = eligibleCount(room, rules);
  const need = least(rules.quorum, eligible);
  const have = inRoom(room).length;
  return have >= need ? null : refusal("no_quorum", { have, need, eligible });
}

/** Why this person has no say in the item; null when they have. */
export function hasSay(room: ItemRoom, memberId: string): Refusal | null {
  if (!room.eligible.some(({ id }) => id === memberId)) return refusal("not_a_member");
  if (room.recused.includes(memberId)) return refusal("member_recused");
  if (!room.present.includes(memberId)) return refusal("member_absent");
  return null;
}
