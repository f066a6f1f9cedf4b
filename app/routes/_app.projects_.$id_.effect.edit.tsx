import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { saveEffect } from "~/commands/save-effect.server";
import { loadEffectForm } from "~/data/effect-tab.server";
import { effectEvaluationSchema, malformedInEffect } from "~/domain/evaluation/effect";
import { Refused, type Refusal } from "~/domain/refusal";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { EffectFormPage } from "~/ui/effect/effect-form-page";

export const handle = { access: "effect.write", title: "effect:edit_title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  const page = await load(() => loadEffectForm(db.read, actor, param(args, "id"), now));
  const { project, latest, may } = page;
  if (!latest || !may.write) throw redirect(`/projects/${project.id}/effect`, 303);
  const malformed = malformedInEffect(latest.body);
  return {
    project,
    body: latest.body,
    version: latest.version,
    autosaves: latest.state === "draft",
    form: {
      revision: latest.revision,
      saved: { at: latest.savedAt, by: latest.savedByName },
      malformed: Object.fromEntries(malformed.map((one) => [one.name, [one.message]])),
    },
  };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const projectId = args.params.id ?? "";
  const intent = text(form, "intent");
  const submission = parseWithZod(form, { schema: effectEvaluationSchema });
  if (submission.status !== "success") {
    if (intent === "autosave") return data({ invalid: true as const });
    return data(
      { reply: submission.reply() },
      { status: submission.status === "error" ? 400 : 200 },
    );
  }
  try {
    const saved = await saveEffect(ctx, {
      projectId,
      version: Number(text(form, "version")) || 0,
      revision: Number(text(form, "revision")) || 0,
      body: submission.value,
      submit: intent === "submit",
    });
    if (intent === "autosave") return data(saved);
    return redirect(`/projects/${projectId}/effect${intent === "submit" ? "" : "/edit"}`, 303);
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

export default function EffectEditRoute() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer && "refusal" in answer ? (answer.refusal as Refusal) : null;
  const lastResult = answer && "reply" in answer ? answer.reply : undefined;
  return <EffectFormPage {...page} form={{ ...page.form, lastResult, refusal }} />;
}
