import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { putOnAgenda } from "~/commands/put-on-agenda.server";
import { findMeeting, listCandidates } from "~/data/meetings.server";
import { AGENDA_PURPOSES } from "~/domain/committee/agenda";
import { refuse } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { AgendaFormPage } from "~/ui/meetings/agenda-form-page";

export const handle = {
  access: "meeting.propose",
  title: "meetings:agenda.add",
} satisfies RouteHandle;

const purposeOf = (named: string | null) =>
  AGENDA_PURPOSES.find((purpose) => purpose === named) ?? "establishment";

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const purpose = purposeOf(new URL(args.request.url).searchParams.get("purpose"));
  return load(async () => {
    const { id, title, isClerk } = await findMeeting(db.read, actor, param(args, "id"));
    return {
      meeting: { id, title, isClerk },
      purpose,
      candidates: await listCandidates(db.read, actor, purpose),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return attempt(async () => {
    const meetingId = param(args, "id");
    const line = text(form, "lastPlace").trim();
    if (line !== "" && !/^\d{1,4}$/.test(line))
      refuse("cut_line_invalid", { place: line }, 400, "lastPlace");
    await putOnAgenda(ctx, {
      meetingId,
      purpose: purposeOf(text(form, "purpose")),
      title: text(form, "title").slice(0, 120),
      projects: form
        .getAll("projects")
        .filter((id): id is string => typeof id === "string")
        .map((id) => ({ id, proposal: text(form, `grade-${id}`) })),
      lastPlace: line === "" ? null : Number(line),
      note: text(form, "note").slice(0, 2000),
    });
    return redirect(`/meetings/${meetingId}`, 303);
  });
}

export default function AgendaRoute() {
  return (
    <AgendaFormPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
  );
}
