import { mayVote, type Vote } from "~/domain/committee/speaking";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { forMember, itemAtHand, whileOpen } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

export const CHOICES: readonly Vote["choice"][] = ["for", "against", "abstain"];

/**
 * One member's vote in the present ballot, cast by the member or entered by the clerk; it stays as it
 * was cast. Refuses: opinions_missing, secretary_votes_last, voted_already, member_absent,
 * member_recused, no_quorum, only_for_yourself, ballot_over.
 */
export function castVote(
  ctx: Context,
  vote: { itemId: string; personId: string; choice: string; ballot: number },
): Promise<void> {
  const { itemId, personId } = vote;
  return inTransaction(
    ctx,
    "meeting.cast_vote",
    { kind: "agenda_item", id: itemId },
    async (tx) => {
      const hand = await itemAtHand(tx, ctx.actor, itemId, null);
      whileOpen(hand);
      forMember(ctx.actor, hand, personId);
      if (vote.ballot !== hand.item.ballot) refuse("ballot_over", {}, 409);
      const choice =
        CHOICES.find((one) => one === vote.choice) ?? refuse("vote_missing", {}, 400, "choice");
      const voted = hand.votes.map(({ memberId }) => memberId);
      unless(mayVote(hand.room, hand.rules, "open", hand.spoken, voted, personId));
      await tx("agendaVotes")
        .insert({
          itemId,
          ballot: hand.item.ballot,
          personId,
          choice,
          enteredBy: ctx.actor.personId,
          at: ctx.now,
        })
        .onConflict(["itemId", "ballot", "personId"])
        .ignore();
      const stored = (await tx("agendaVotes")
        .where({ itemId, ballot: hand.item.ballot, personId })
        .first("choice", "enteredBy")) as { choice: string; enteredBy: string };
      // On PostgreSQL a second vote may have been on its way: only one of them counts.
      if (stored.choice !== choice || stored.enteredBy !== ctx.actor.personId)
        refuse("voted_already", {}, 409);
    },
  );
}
