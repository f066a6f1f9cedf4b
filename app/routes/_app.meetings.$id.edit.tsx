import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { editMeeting } from "~/commands/edit-meeting.server";
import { findMeeting } from "~/data/meetings.server";
import { meetingSchema } from "~/domain/committee/meeting-rules";
import { attempt, load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { MeetingFormPage } from "~/ui/meetings/meeting-form-page";

export const handle = {
  access: "meeting.manage",
  title: "meetings:form.edit",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const meeting = await findMeeting(db.read, actor, param(args, "id"));
    const { id, title, startsAt, place, rules } = meeting;
    return { meeting: { id, title, startsAt, place, rules } };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const submission = parseWithZod(await args.request.formData(), { schema: meetingSchema });
  if (submission.status !== "success") return data({ reply: submission.reply() }, { status: 400 });
  const { value } = submission;
  return attempt(async () => {
    const meetingId = param(args, "id");
    await editMeeting(ctx, { meetingId, form: value });
    return redirect(`/meetings/${meetingId}`, 303);
  });
}

export default function EditMeetingRoute() {
  const { meeting } = useLoaderData<typeof loader>();
  return <MeetingFormPage meeting={meeting} answer={useActionData<typeof action>()} />;
}
