import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { saveDraft } from "~/commands/save-draft.server";
import { findEditable, formChoices, namesIn } from "~/data/application-page.server";
import { findDraft, findOpenReturn } from "~/data/applications.server";
import { applicationSchema, malformedIn, type Application } from "~/domain/application";
import { isApplicationField, type ApplicationField } from "~/domain/application-fields";
import { Refused } from "~/domain/refusal";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { EditApplicationPage } from "~/ui/projects/edit-application-page";
import type { SaveAnswer } from "~/ui/projects/use-autosave";

export const handle = {
  access: "project.edit",
  title: "application:edit_title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const { project, draft, editable } = await findEditable(db.read, actor, param(args, "id"));
    const names = await namesIn(db.read, project, [draft.body]);
    const back = await findOpenReturn(db.read, project.id);
    const returned: Partial<Record<ApplicationField, string>> = {};
    for (const { field, reason } of back?.reasons ?? [])
      if (isApplicationField(field)) returned[field] = reason;
    const { body, revision } = draft;
    const choices = await formChoices(db.read, { ...project, categories: names.categories }, body);
    return {
      project: { id: project.id, code: project.code, title: project.title },
      editable,
      names: {
        ...names,
        organisations: Object.fromEntries(choices.departments.map(({ id, name }) => [id, name])),
        people: Object.fromEntries(choices.people.map(({ id, name }) => [id, name])),
      },
      saved: { at: draft.savedAt, by: draft.savedByName },
      form: {
        body,
        revision,
        choices,
        malformed: Object.fromEntries(malformedIn(body).map((one) => [one.name, [one.message]])),
        returned,
      },
      returned: back && { reason: back.reason, by: back.returnedByName, dueOn: back.dueOn },
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const projectId = args.params.id ?? "";
  const address = `/projects/${projectId}/application`;
  const form = await args.request.formData();
  const intent = text(form, "intent");
  const revision = Number(text(form, "revision")) || 0;
  const submission = parseWithZod(form, { schema: applicationSchema });
  if (submission.status !== "success") {
    if (intent === "autosave") return data<SaveAnswer>({ invalid: true, address, revision });
    const status = submission.status === "error" ? 400 : 200;
    return data<SaveAnswer>({ reply: submission.reply(), revision }, { status });
  }
  const body = submission.value;
  try {
    const saved = await saveDraft(ctx, { projectId, revision, body });
    if (intent === "autosave") return data<SaveAnswer>({ ...saved, address });
    return redirect(intent === "save" ? `/projects/${projectId}` : address, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusal } = error;
    if (intent === "autosave")
      return data<SaveAnswer>({ refusal, address, revision }, { status: refusal.status });
    const stored =
      refusal.code === "draft_changed" ? await findDraft(ctx.db.read, projectId) : null;
    const conflict = stored && conflictOf(body, stored);
    const reply = submission.reply();
    return data<SaveAnswer>({ refusal, reply, conflict, revision }, { status: refusal.status });
  }
}

function conflictOf(mine: Application, stored: NonNullable<Awaited<ReturnType<typeof findDraft>>>) {
  const { body, revision, savedByName, savedAt } = stored;
  return { mine, stored: body, revision, by: savedByName, at: savedAt };
}

/** A background save must not fetch the page again. */
export const shouldRevalidate = ({ formData }: { formData?: FormData }) =>
  formData?.get("intent") !== "autosave";

export default function ApplicationRoute() {
  const { form, ...page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = {
    ...form,
    // Never the newer one that the reload brought: pressing save again would overwrite unseen.
    revision: answer?.revision ?? form.revision,
    lastResult: answer?.reply,
    refusal: answer?.refusal ?? null,
  };
  return (
    <EditApplicationPage
      {...page}
      loadedRevision={form.revision}
      form={shown}
      conflict={answer?.conflict ?? null}
    />
  );
}
