import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { closeMeeting } from "~/commands/close-meeting.server";
import { openMeeting } from "~/commands/open-meeting.server";
import { takeUpProposal } from "~/commands/put-on-agenda.server";
import { recordAttendance } from "~/commands/record-attendance.server";
import { takeOffAgenda } from "~/commands/take-off-agenda.server";
import { findMeeting } from "~/data/meetings.server";
import { ATTENDANCE } from "~/domain/committee/agenda";
import { refuse } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { MeetingPage } from "~/ui/meetings/meeting-page";

export const handle = { access: "meeting.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const meeting = await findMeeting(db.read, actor, param(args, "id"));
    return { meeting, actorId: actor.personId, pageTitle: meeting.title };
  });
}

/** `status-<person>` and `leave-<person>`, a row for each member. */
function presenceOf(form: FormData) {
  return [...form.keys()]
    .filter((name) => name.startsWith("status-"))
    .map((name) => {
      const personId = name.slice("status-".length);
      return {
        personId,
        status:
          ATTENDANCE.find((one) => one === text(form, name)) ?? refuse("unknown_choice", {}, 400),
        leaveReason: text(form, `leave-${personId}`).slice(0, 200),
      };
    });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return attempt(async () => {
    const meetingId = param(args, "id");
    const itemId = text(form, "itemId");
    switch (text(form, "intent")) {
      case "attendance":
        await recordAttendance(ctx, { meetingId, people: presenceOf(form) });
        break;
      case "open":
        await openMeeting(ctx, meetingId);
        break;
      case "close":
        await closeMeeting(ctx, meetingId);
        break;
      case "take-up":
        await takeUpProposal(ctx, itemId);
        break;
      case "take-off":
        await takeOffAgenda(ctx, itemId, text(form, "reason"));
        break;
      default:
        refuse("unknown_choice", {}, 400);
    }
    return redirect(`/meetings/${meetingId}`, 303);
  });
}

export default function MeetingRoute() {
  return (
    <MeetingPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
  );
}
