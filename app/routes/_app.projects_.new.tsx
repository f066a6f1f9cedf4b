import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { createProject } from "~/commands/create-project.server";
import { formChoices, openCycles, ownDepartments } from "~/data/application-page.server";
import { applicationSchema, emptyApplication } from "~/domain/application";
import { Refused } from "~/domain/refusal";
import { protect, text, type RouteHandle } from "~/platform/protect.server";
import { NewApplicationPage } from "~/ui/projects/new-application-page";
import type { SaveAnswer } from "~/ui/projects/use-autosave";

export const handle = {
  access: "project.create",
  title: "application:new_title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  const cycles = await openCycles(db.read, actor, now);
  const departments = await ownDepartments(db.read, actor);
  const departmentId = departments[0]?.id ?? "";
  const choices = await formChoices(
    db.read,
    {
      hospitalId: actor.hospitalId ?? "",
      departmentId,
      leadId: actor.personId,
      categories: cycles[0]?.categories ?? [],
    },
    emptyApplication,
  );
  return { cycles, departments, departmentId, choices, body: emptyApplication };
}

/** Begins a draft; with `intent=autosave` it answers where the draft lives instead of going there. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const intent = text(form, "intent");
  const submission = parseWithZod(form, { schema: applicationSchema });
  if (submission.status !== "success") {
    if (intent === "autosave") return data<SaveAnswer>({ invalid: true });
    const reply = submission.reply();
    return data<SaveAnswer>({ reply }, { status: submission.status === "error" ? 400 : 200 });
  }
  try {
    const made = await createProject(ctx, {
      cycleId: text(form, "cycleId"),
      departmentId: text(form, "departmentId"),
      body: submission.value,
    });
    const address = `/projects/${made.id}/application`;
    if (intent === "autosave")
      return data<SaveAnswer>({ address, revision: made.revision, savedAt: ctx.now });
    return redirect(intent === "stay" ? address : `/projects/${made.id}`, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusal } = error;
    return data<SaveAnswer>({ refusal, reply: submission.reply() }, { status: refusal.status });
  }
}

/** A background save must not fetch the page again. */
export const shouldRevalidate = ({ formData }: { formData?: FormData }) =>
  formData?.get("intent") !== "autosave";

export default function NewProjectRoute() {
  const { body, choices, ...rest } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = {
    body,
    choices,
    lastResult: answer?.reply,
    refusal: answer?.refusal ?? null,
  };
  return <NewApplicationPage {...rest} cycleId={rest.cycles[0]?.id ?? ""} form={form} />;
}
