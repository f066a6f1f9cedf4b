import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { itemAtHand } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

/** Brings one item before the meeting. Refuses: meeting_not_open, other_item_open, item_decided_already. */
export function openItem(ctx: Context, itemId: string): Promise<void> {
  return inTransaction(
    ctx,
    "meeting.open_item",
    { kind: "agenda_item", id: itemId },
    async (tx) => {
      const { meeting, item } = await itemAtHand(tx, ctx.actor, itemId, "meeting.manage");
      if (meeting.state !== "open") refuse("meeting_not_open", {}, 409);
      if (item.state === "decided")
        refuse("item_decided_already", { at: item.decidedAt ?? "–" }, 409);
      if (item.state !== "pending") refuse("item_not_open", {}, 409);
      const other = (await tx("agendaItems")
        .where({ meetingId: meeting.id, state: "open" })
        .first("position")) as { position: number } | undefined;
      if (other) refuse("other_item_open", { position: other.position }, 409);
      await tx("agendaItems").where({ id: itemId, state: "pending" }).update({ state: "open" });
    },
  );
}
