import { nextPosition, recuseOwnProjects } from "~/data/agenda.server";
import { newId } from "~/data/ids.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { itemAtHand } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

/**
 * Takes one project out of a list for a vote of its own (单列), also during the meeting, as long as the
 * list was not opened. Refuses: item_decided_already, list_opened, last_of_list.
 * @returns the new item's id
 */
export function singleOut(
  ctx: Context,
  { itemId, projectId }: { itemId: string; projectId: string },
): Promise<string> {
  return inTransaction(
    ctx,
    "meeting.single_out",
    { kind: "agenda_item", id: itemId },
    async (tx) => {
      const { meeting, item } = await itemAtHand(tx, ctx.actor, itemId, "meeting.manage");
      if (meeting.state === "closed") refuse("meeting_closed", {}, 409);
      if (item.state === "open" || item.state === "decided") refuse("list_opened", {}, 409);
      if (item.state !== "pending") refuse("item_not_open", {}, 409);
      const listed = (await tx("agendaItemProjects as a")
        .join("projects as p", "p.id", "a.projectId")
        .where({ "a.itemId": itemId })
        .select("a.projectId", "a.proposal", "p.title")) as {
        projectId: string;
        proposal: string;
        title: string;
      }[];
      const single =
        listed.find((one) => one.projectId === projectId) ?? refuse("not_found", {}, 404);
      if (listed.length < 2) refuse("last_of_list");
      const id = newId();
      await tx("agendaItems").insert({
        id,
        meetingId: meeting.id,
        position: await nextPosition(tx, meeting.id),
        purpose: item.purpose,
        title: single.title,
        state: "pending",
        standingId: item.standingId,
        standingDigest: item.standingDigest,
        singledFromId: item.id,
        note: item.note,
        proposedBy: ctx.actor.personId,
      });
      await tx("agendaItemProjects").where({ itemId, projectId }).delete();
      await tx("agendaItemProjects").insert({
        itemId: id,
        projectId,
        position: 0,
        proposal: single.proposal,
      });
      await recuseOwnProjects(tx, id, ctx.now);
      await recuseOwnProjects(tx, itemId, ctx.now);
      return id;
    },
  );
}
