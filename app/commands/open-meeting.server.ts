import { attendeesOf, recordMeetingEvent, roomOf, rulesOf } from "~/data/agenda.server";
import { quorum } from "~/domain/committee/room";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { meetingAtHand } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

/** Opens the meeting when enough members are there. Refuses: no_quorum, agenda_empty, meeting_begun. */
export function openMeeting(ctx: Context, meetingId: string): Promise<void> {
  return inTransaction(ctx, "meeting.open", { kind: "meeting", id: meetingId }, async (tx) => {
    const meeting = await meetingAtHand(tx, ctx.actor, meetingId, "meeting.manage");
    if (meeting.state !== "preparing") refuse("meeting_begun", {}, 409);
    const items = (await tx("agendaItems")
      .where({ meetingId, state: "pending" })
      .pluck("id")) as string[];
    if (items.length === 0) refuse("agenda_empty");
    unless(quorum(roomOf(await attendeesOf(tx, meetingId), []), rulesOf(meeting)));
    // What the office proposed and nobody took up was not on the invitation.
    await tx("agendaItems").where({ meetingId, state: "proposed" }).update({ state: "put_off" });
    const changed = await tx("meetings")
      .where({ id: meetingId, state: "preparing" })
      .update({ openedAt: ctx.now });
    if (changed !== 1) refuse("meeting_begun", {}, 409);
    await recordMeetingEvent(tx, meeting, ctx.actor, { transition: "open", to: "open" }, ctx.now);
  });
}
