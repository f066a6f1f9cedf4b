import { hasSay } from "~/domain/committee/room";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { itemAtHand } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

/**
 * A member steps out of the room for one item: declared by the member, or entered by the clerk. Refuses:
 * reason_required, has_voted_here, member_recused, item_decided_already.
 */
export function recordRecusal(
  ctx: Context,
  { itemId, personId, reason }: { itemId: string; personId: string; reason: string },
): Promise<void> {
  return inTransaction(
    ctx,
    "meeting.record_recusal",
    { kind: "agenda_item", id: itemId },
    async (tx) => {
      const hand = await itemAtHand(tx, ctx.actor, itemId, null);
      if (ctx.actor.role !== "clerk") {
        unless(can(ctx.actor, "meeting.vote", hand.meeting));
        if (personId !== ctx.actor.personId) refuse("only_for_yourself");
      }
      if (hand.meeting.state === "closed") refuse("meeting_closed", {}, 409);
      if (hand.item.state === "decided" || hand.item.state === "put_off")
        refuse("item_decided_already", { at: hand.item.decidedAt ?? "–" }, 409);
      if (reason.trim() === "") refuse("reason_required", {}, 400, "reason");
      const no = hasSay(hand.room, personId);
      if (no && no.code !== "member_absent") unless(no);
      if (hand.votes.some((vote) => vote.memberId === personId)) refuse("voted_already", {}, 409);
      await tx("agendaRecusals").insert({ itemId, personId, reason: reason.trim(), at: ctx.now });
    },
  );
}
