import { recordMeetingEvent } from "~/data/agenda.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { meetingAtHand } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

/**
 * Ends the meeting. Items that were not decided are put off: their projects wait for another agenda.
 * Refuses: meeting_not_open, ballot_begun (an open item with votes is counted first).
 */
export function closeMeeting(ctx: Context, meetingId: string): Promise<void> {
  return inTransaction(ctx, "meeting.close", { kind: "meeting", id: meetingId }, async (tx) => {
    const meeting = await meetingAtHand(tx, ctx.actor, meetingId, "meeting.manage");
    if (meeting.state !== "open") refuse("meeting_not_open", {}, 409);
    const voted = (await tx("agendaVotes as v")
      .join("agendaItems as i", "i.id", "v.itemId")
      .where({ "i.meetingId": meetingId, "i.state": "open" })
      .whereRaw("v.ballot = i.ballot")
      .pluck("v.personId")) as string[];
    if (voted.length > 0) refuse("ballot_begun", { count: voted.length }, 409);
    await tx("agendaItems")
      .where({ meetingId })
      .whereIn("state", ["pending", "open"])
      .update({ state: "put_off" });
    const changed = await tx("meetings")
      .where({ id: meetingId, state: "open" })
      .update({ closedAt: ctx.now });
    if (changed !== 1) refuse("meeting_closed", {}, 409);
    await recordMeetingEvent(
      tx,
      meeting,
      ctx.actor,
      { transition: "close", to: "closed" },
      ctx.now,
    );
  });
}
