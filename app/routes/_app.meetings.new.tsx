import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { createMeeting } from "~/commands/create-meeting.server";
import { meetingSchema } from "~/domain/committee/meeting-rules";
import { attempt, protect, type RouteHandle } from "~/platform/protect.server";
import { MeetingFormPage } from "~/ui/meetings/meeting-form-page";

export const handle = {
  access: "meeting.manage",
  title: "meetings:form.new",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  await protect(args, handle.access);
  return {};
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const submission = parseWithZod(await args.request.formData(), { schema: meetingSchema });
  if (submission.status !== "success") return data({ reply: submission.reply() }, { status: 400 });
  const { value } = submission;
  return attempt(async () => redirect(`/meetings/${await createMeeting(ctx, value)}`, 303));
}

export default function NewMeetingRoute() {
  return <MeetingFormPage meeting={null} answer={useActionData<typeof action>()} />;
}
