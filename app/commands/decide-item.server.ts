import { placesIn, type CountedBallot, type ItemAtHand } from "~/data/agenda.server";
import type { Transaction } from "~/data/connection.server";
import { asksReason, PURPOSES } from "~/domain/committee/agenda";
import { decideList } from "~/domain/committee/agenda-list";
import { inRoom, quorum } from "~/domain/committee/room";
import {
  decisionOf,
  mayCloseVote,
  tally,
  type ItemDecision,
  type Tally,
} from "~/domain/committee/tally";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { advance, type PressInput } from "./advance.server";
import { itemAtHand, whileOpen } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

export interface Closing {
  readonly itemId: string;
  readonly ballot: number;
  readonly reason: string;
  /** Members in the room who did not vote are recorded as not voting, which never helps. */
  readonly othersNotVoting: boolean;
  /** Of a revision: until when, and whether it is scored again. */
  readonly dueOn?: string;
  readonly rescoring?: "yes" | "no";
}

/**
 * Counts the ballot and carries the decision out for every project of the item. A motion to defer, to
 * revise or to reject that fails decides nothing: the next ballot begins. Refuses: votes_missing,
 * ballot_over, reason_required.
 * @returns what was decided, or null when another ballot follows
 */
export function decideItem(ctx: Context, closing: Closing): Promise<ItemDecision | null> {
  const { itemId } = closing;
  return inTransaction(
    ctx,
    "meeting.decide_item",
    { kind: "agenda_item", id: itemId },
    async (tx) => {
      const hand = await itemAtHand(tx, ctx.actor, itemId, "meeting.manage");
      whileOpen(hand);
      if (closing.ballot !== hand.item.ballot) refuse("ballot_over", {}, 409);
      const counted = countVotes(hand, closing.othersNotVoting);
      const decision = decisionOf(hand.item.motion, counted.result);
      const ballots: CountedBallot[] = [
        ...hand.ballots,
        { motion: hand.item.motion, result: counted.result, counts: counted.counts, at: ctx.now },
      ];
      if (decision === null) {
        await moveOn(tx, hand, {
          ballot: hand.item.ballot + 1,
          motion: "approve",
          ballots: JSON.stringify(ballots),
        });
        return null;
      }
      const reason = closing.reason.trim();
      const outcomes = await outcomesOf(tx, hand, counted.result, decision);
      const owed = [decision, ...outcomes.map(([, outcome]) => outcome)].some(asksReason);
      if (owed && reason === "") refuse("reason_required", {}, 400, "reason");
      await moveOn(tx, hand, {
        state: "decided",
        result: decision,
        ballots: JSON.stringify(ballots),
        reason,
        decidedAt: ctx.now,
      });
      for (const [projectId, outcome] of outcomes)
        await carryOut(tx, ctx, hand, closing, projectId, outcome);
      return decision;
    },
  );
}

function countVotes(hand: ItemAtHand, othersNotVoting: boolean): Tally {
  if (!quorum(hand.room, hand.rules)) {
    const silent = inRoom(hand.room).filter(({ id }) => !hand.spoken.includes(id)).length;
    if (silent > 0) refuse("opinions_missing", { count: silent });
    const voted = hand.votes.map(({ memberId }) => memberId);
    const others = othersNotVoting ? inRoom(hand.room).map(({ id }) => id) : [];
    if (voted.length === 0) refuse("votes_missing", { count: inRoom(hand.room).length });
    unless(mayCloseVote(hand.room, voted, others));
  }
  const counted = tally(hand.room, hand.rules, hand.votes);
  if ("code" in counted) unless(counted);
  return counted as Tally;
}

async function moveOn(
  tx: Transaction,
  hand: ItemAtHand,
  changes: Record<string, unknown>,
): Promise<void> {
  const changed = await tx("agendaItems")
    .where({ id: hand.item.id, state: "open", ballot: hand.item.ballot })
    .update(changes);
  if (changed !== 1) refuse("ballot_over", {}, 409);
}

/** What the vote means for each project: of a list with a cut line, not the same for all. */
async function outcomesOf(
  tx: Transaction,
  hand: ItemAtHand,
  vote: Tally["result"],
  decision: ItemDecision,
): Promise<[string, ItemDecision][]> {
  const ids = (await tx("agendaItemProjects")
    .where({ itemId: hand.item.id })
    .orderBy("position")
    .pluck("projectId")) as string[];
  const { standingId } = hand.item;
  if (hand.item.motion !== "approve") return ids.map((id) => [id, decision]);
  // A list that is not adopted decides nothing about single projects: each gets a vote of its own.
  if (hand.item.lastPlace === null || standingId === null)
    return ids.map((id) => [id, ids.length > 1 && decision === "rejected" ? "deferred" : decision]);
  const places = await placesIn(tx, standingId);
  const entries = ids.map((id) => ({
    id,
    place: places.get(id)?.place ?? null,
    singledOut: false,
  }));
  const decided = decideList({ entries, lastPlace: hand.item.lastPlace }, vote, {});
  if ("code" in decided) unless(decided);
  return [...(decided as ReadonlyMap<string, ItemDecision | null>)].map(([id, one]) => [
    id,
    one ?? decision,
  ]);
}

async function carryOut(
  tx: Transaction,
  ctx: Context,
  { meeting, item }: ItemAtHand,
  closing: Closing,
  projectId: string,
  decision: ItemDecision,
): Promise<void> {
  if (item.purpose === "amendment" && decision === "passed")
    await tx("amendments").where({ projectId, state: "proposed" }).update({ committeeApproved: 1 });
  const transition = PURPOSES[item.purpose].carriesOut[decision];
  if (!transition) return;
  const project = (await tx("projects").where({ id: projectId }).first("state")) as {
    state: string;
  };
  const { proposal } = (await tx("agendaItemProjects")
    .where({ itemId: item.id, projectId })
    .first("proposal")) as { proposal: string };
  const input: PressInput = {
    meetingId: meeting.id,
    itemId: item.id,
    decision,
    ...(item.purpose === "grade" ? { grade: proposal } : {}),
    ...(item.purpose === "revocation" ? { evidence: item.note } : {}),
    ...(closing.dueOn ? { dueOn: closing.dueOn } : {}),
    ...(decision === "revise" ? { rescoring: closing.rescoring ?? "no" } : {}),
  };
  await advance(tx, ctx, {
    kind: "project",
    id: projectId,
    transition,
    expectedState: project.state,
    reason: closing.reason.trim() || item.note,
    via: "meeting",
    input,
  });
}
