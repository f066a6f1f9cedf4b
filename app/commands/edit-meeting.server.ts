import type { MeetingForm } from "~/domain/committee/meeting-rules";
import { attendeesOf } from "~/data/agenda.server";
import { tell } from "~/data/outbox.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { rulesJson } from "./create-meeting.server";
import { meetingAtHand } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

/** Changes time, place and rules; once the meeting is open its rules stand. Refuses: meeting_begun. */
export function editMeeting(
  ctx: Context,
  { meetingId, form }: { meetingId: string; form: MeetingForm },
): Promise<void> {
  return inTransaction(ctx, "meeting.edit", { kind: "meeting", id: meetingId }, async (tx) => {
    const meeting = await meetingAtHand(tx, ctx.actor, meetingId, "meeting.manage");
    if (meeting.state !== "preparing") refuse("meeting_begun", {}, 409);
    const { title, startsAt, place } = form;
    await tx("meetings")
      .where({ id: meetingId })
      .update({ title, startsAt, place, rules: rulesJson(form) });
    if (startsAt === meeting.startsAt && place === meeting.place) return;
    const people = await attendeesOf(tx, meetingId);
    await tell(
      tx,
      people.map(({ personId }) => personId),
      {
        kind: "meeting_moved",
        link: `/meetings/${meetingId}`,
        facts: { title, at: startsAt, place },
      },
      ctx.now,
    );
  });
}
