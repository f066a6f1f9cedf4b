import { maySpeak } from "~/domain/committee/speaking";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { forMember, itemAtHand, whileOpen } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

/**
 * One member's opinion (逐个表态), by the member or entered by the clerk (代录); the secretary's last.
 * Refuses: secretary_speaks_last, spoken_already, member_absent, member_recused, not_a_member,
 * only_for_yourself, text_required.
 */
export function recordOpinion(
  ctx: Context,
  { itemId, personId, text }: { itemId: string; personId: string; text: string },
): Promise<void> {
  return inTransaction(
    ctx,
    "meeting.record_opinion",
    { kind: "agenda_item", id: itemId },
    async (tx) => {
      const hand = await itemAtHand(tx, ctx.actor, itemId, null);
      whileOpen(hand);
      forMember(ctx.actor, hand, personId);
      unless(maySpeak(hand.room, hand.spoken, personId));
      const said = text.trim();
      if (said === "") refuse("text_required", {}, 400, "text");
      if (said.length > 2000) refuse("text_too_long", { max: 2000 }, 400, "text");
      await tx("agendaOpinions").insert({
        itemId,
        personId,
        turn: hand.spoken.length + 1,
        text: said,
        enteredBy: ctx.actor.personId,
        at: ctx.now,
      });
    },
  );
}
