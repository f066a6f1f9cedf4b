import { holdersOf } from "~/data/audience.server";
import { newId } from "~/data/ids.server";
import { tell } from "~/data/outbox.server";
import { insertMany } from "~/data/rows.server";
import type { MeetingForm } from "~/domain/committee/meeting-rules";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

export const rulesJson = (form: MeetingForm): string =>
  JSON.stringify({
    quorum: form.quorum,
    majority: form.majority,
    recusedLeaveEligible: form.recusedLeaveEligible,
    twoThirdsFor: form.twoThirdsFor,
  });

/**
 * Calls a meeting of the committee: whoever holds a seat today is eligible (应到) and is told.
 * Refuses: committee_empty, no_secretary.
 * @returns the meeting's id
 */
export function createMeeting(ctx: Context, form: MeetingForm): Promise<string> {
  const id = newId();
  return inTransaction(ctx, "meeting.create", { kind: "meeting", id }, async (tx) => {
    const hospitalId = ctx.actor.hospitalId ?? refuse("not_found", {}, 404);
    unless(can(ctx.actor, "meeting.manage", { hospitalId }));
    const secretaries = await holdersOf(tx, ["secretary"], [hospitalId], ctx.now);
    const members = (await holdersOf(tx, ["committee_member"], [hospitalId], ctx.now)).filter(
      (personId) => !secretaries.includes(personId),
    );
    const secretary = secretaries[0] ?? refuse("no_secretary");
    if (members.length === 0) refuse("committee_empty");
    const order = (await tx("people")
      .whereIn("id", [...secretaries, ...members])
      .orderBy("sortKey")
      .orderBy("id")
      .pluck("id")) as string[];
    await tx("meetings").insert({
      id,
      hospitalId,
      cycleId: null,
      title: form.title,
      startsAt: form.startsAt,
      place: form.place,
      state: "preparing",
      rules: rulesJson(form),
      createdBy: ctx.actor.personId,
      openedAt: null,
      closedAt: null,
      createdAt: ctx.now,
    });
    const seats = [...order.filter((personId) => personId !== secretary), secretary];
    await insertMany(
      tx,
      "meetingAttendance",
      seats.map((personId, position) => ({
        meetingId: id,
        personId,
        seat: personId === secretary ? "secretary" : "member",
        status: "unknown",
        leaveReason: "",
        position,
      })),
    );
    await tell(
      tx,
      seats,
      {
        kind: "meeting_called",
        link: `/meetings/${id}`,
        facts: { title: form.title, at: form.startsAt },
      },
      ctx.now,
    );
    return id;
  });
}
