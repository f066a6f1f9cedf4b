import { PURPOSES } from "~/domain/committee/agenda";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { itemAtHand, whileOpen } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

/**
 * Decides what the next ballot is about: to approve, or instead to defer, to have it revised, to
 * reject. Refuses: ballot_begun, motion_unknown.
 */
export function putMotion(
  ctx: Context,
  { itemId, motion }: { itemId: string; motion: string },
): Promise<void> {
  return inTransaction(
    ctx,
    "meeting.put_motion",
    { kind: "agenda_item", id: itemId },
    async (tx) => {
      const hand = await itemAtHand(tx, ctx.actor, itemId, "meeting.manage");
      whileOpen(hand);
      if (hand.votes.length > 0) refuse("ballot_begun", { count: hand.votes.length }, 409);
      const chosen =
        PURPOSES[hand.item.purpose].motions.find((one) => one === motion) ??
        refuse("motion_unknown", {}, 400);
      await tx("agendaItems").where({ id: itemId }).update({ motion: chosen });
    },
  );
}
