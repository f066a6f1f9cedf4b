import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { saveCharter } from "~/commands/save-charter.server";
import { signCharter } from "~/commands/sign-charter.server";
import { loadCharterPage } from "~/data/execution-tab.server";
import { charterSchema, malformedInCharter } from "~/domain/execution";
import { refuse, Refused } from "~/domain/refusal";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { CharterPage } from "~/ui/execution/charter-page";

export const handle = { access: "project.read", title: "charter:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  return load(async () => {
    const page = await loadCharterPage(db.read, actor, param(args, "id"), now);
    const { charter, project } = page;
    if (!charter) refuse("not_found", {}, 404);
    const malformed = page.editable ? malformedInCharter(charter.body) : [];
    return {
      project: { id: project.id, code: project.code, title: project.title, state: project.state },
      body: charter.body,
      stored: charter.body,
      version: charter.version,
      signedAt: charter.signedAt,
      digest: charter.digest,
      editable: page.editable,
      missing: page.missing,
      signatures: page.signatures,
      sign: page.sign,
      dueOn: page.dueOn,
      form: {
        revision: charter.revision,
        saved: null,
        malformed: Object.fromEntries(malformed.map((one) => [one.name, [one.message]])),
      },
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const projectId = args.params.id ?? "";
  const revision = Number(text(form, "revision")) || 0;
  const signs = text(form, "intent") === "sign";
  const submission = parseWithZod(form, { schema: charterSchema });
  if (!signs && submission.status !== "success")
    return data(
      { reply: submission.reply() },
      { status: submission.status === "error" ? 400 : 200 },
    );
  try {
    if (signs)
      await signCharter(ctx, { projectId, revision, expectedState: text(form, "expectedState") });
    else if (submission.status === "success")
      await saveCharter(ctx, { projectId, revision, body: submission.value });
    return redirect(`/projects/${projectId}/charter`, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const reply = signs ? undefined : submission.reply();
    return data({ refusal: error.refusal, reply }, { status: error.refusal.status });
  }
}

export default function CharterRoute() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = {
    ...page.form,
    lastResult: answer?.reply,
    refusal: answer && "refusal" in answer ? answer.refusal : null,
  };
  return <CharterPage {...page} form={form} />;
}
