import { attendeesOf } from "~/data/agenda.server";
import type { Transaction } from "~/data/connection.server";
import { ATTENDANCE, type Attendance } from "~/domain/committee/agenda";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { meetingAtHand } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

export interface Presence {
  readonly personId: string;
  readonly status: Attendance;
  readonly leaveReason: string;
}

/** Who voted on the item at hand cannot be made absent afterwards: the vote would vanish from the count. */
async function heldByVote(tx: Transaction, meetingId: string): Promise<string[]> {
  return (await tx("agendaVotes as v")
    .join("agendaItems as i", "i.id", "v.itemId")
    .where({ "i.meetingId": meetingId, "i.state": "open" })
    .whereRaw("v.ballot = i.ballot")
    .pluck("v.personId")) as string[];
}

/** Records who is there (实到), on leave or absent. Refuses: meeting_closed, not_a_member, voted_already. */
export function recordAttendance(
  ctx: Context,
  { meetingId, people }: { meetingId: string; people: readonly Presence[] },
): Promise<void> {
  return inTransaction(
    ctx,
    "meeting.record_attendance",
    { kind: "meeting", id: meetingId },
    async (tx) => {
      const meeting = await meetingAtHand(tx, ctx.actor, meetingId, "meeting.manage");
      if (meeting.state === "closed") refuse("meeting_closed", {}, 409);
      const attendees = await attendeesOf(tx, meetingId);
      const held = await heldByVote(tx, meetingId);
      for (const { personId, status, leaveReason } of people) {
        const before = attendees.find((one) => one.personId === personId) ?? refuse("not_a_member");
        if (!ATTENDANCE.includes(status)) refuse("unknown_choice", {}, 400);
        if (before.status === "present" && status !== "present" && held.includes(personId))
          refuse("has_voted_here", { name: before.name }, 409);
        await tx("meetingAttendance")
          .where({ meetingId, personId })
          .update({ status, leaveReason: status === "leave" ? leaveReason.trim() : "" });
      }
    },
  );
}
