import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { itemAtHand } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

/** Takes an item off before the meeting: its projects wait for another one. Refuses: agenda_fixed. */
export function takeOffAgenda(ctx: Context, itemId: string, reason: string): Promise<void> {
  return inTransaction(
    ctx,
    "meeting.take_off_agenda",
    { kind: "agenda_item", id: itemId },
    async (tx) => {
      const { meeting, item } = await itemAtHand(tx, ctx.actor, itemId, "meeting.manage");
      if (meeting.state !== "preparing") refuse("agenda_fixed", {}, 409);
      if (reason.trim() === "") refuse("reason_required", {}, 400, "reason");
      const changed = await tx("agendaItems")
        .where({ id: item.id })
        .whereIn("state", ["proposed", "pending"])
        .update({ state: "put_off", reason: reason.trim() });
      if (changed !== 1) refuse("item_decided_already", { at: item.decidedAt ?? "–" }, 409);
    },
  );
}
