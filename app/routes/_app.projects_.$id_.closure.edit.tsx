import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { saveClosure } from "~/commands/save-closure.server";
import { loadClosureForm } from "~/data/closure-tab.server";
import { closureReportSchema, malformedInClosure } from "~/domain/closure";
import { Refused, type Refusal } from "~/domain/refusal";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { ClosureFormPage } from "~/ui/closure/closure-form-page";

export const handle = {
  access: "closure.write",
  title: "closure:edit_title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const page = await load(() => loadClosureForm(db.read, actor, param(args, "id")));
  const { project, body, revision, saved } = page;
  if (!page.mayWrite) throw redirect(`/projects/${project.id}/closure`, 303);
  const malformed = Object.fromEntries(
    malformedInClosure(body).map((one) => [one.name, [one.message]]),
  );
  return { project, body, form: { revision, saved, malformed } };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const projectId = args.params.id ?? "";
  const intent = text(form, "intent");
  const submission = parseWithZod(form, { schema: closureReportSchema });
  if (submission.status !== "success") {
    if (intent === "autosave") return data({ invalid: true as const });
    return data(
      { reply: submission.reply() },
      { status: submission.status === "error" ? 400 : 200 },
    );
  }
  try {
    const saved = await saveClosure(ctx, {
      projectId,
      revision: Number(text(form, "revision")) || 0,
      body: submission.value,
      submit: intent === "submit",
    });
    if (intent === "autosave") return data(saved);
    return redirect(`/projects/${projectId}/closure${intent === "submit" ? "" : "/edit"}`, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return data(
      { refusal: error.refusal, reply: submission.reply() },
      { status: error.refusal.status },
    );
  }
}

/** A background save must not fetch the page again. */
export const shouldRevalidate = ({ formData }: { formData?: FormData }) =>
  formData?.get("intent") !== "autosave";

export default function ClosureEditRoute() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer && "refusal" in answer ? (answer.refusal as Refusal) : null;
  const lastResult = answer && "reply" in answer ? answer.reply : undefined;
  return <ClosureFormPage {...page} form={{ ...page.form, lastResult, refusal }} />;
}
