import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { proposeAmendment } from "~/commands/propose-amendment.server";
import { loadCharterPage } from "~/data/execution-tab.server";
import { charterSchema } from "~/domain/execution";
import { stateLabel } from "~/domain/lifecycle/machine";
import { refusal, refuse, Refused, type Refusal } from "~/domain/refusal";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { AmendmentPage } from "~/ui/execution/charter-page";

export const handle = {
  access: "amendment.propose",
  title: "charter:amend_title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  return load(async () => {
    const page = await loadCharterPage(db.read, actor, param(args, "id"), now);
    const { charter, project } = page;
    if (!charter) refuse("not_found", {}, 404);
    const open = page.openAmendment;
    return {
      project: { id: project.id, code: project.code, title: project.title, state: project.state },
      body: charter.body,
      version: charter.version,
      percent: page.percent,
      reason: "",
      form: { revision: 0, saved: null, malformed: {} },
      blocked:
        page.mayAmend ??
        (project.state !== "executing"
          ? refusal("not_from_here", { state: stateLabel("project", project.state) })
          : open && refusal("amendment_open", { by: open.proposedByName, at: open.proposedAt })),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const projectId = args.params.id ?? "";
  const reason = text(form, "reason").slice(0, 2000);
  const submission = parseWithZod(form, { schema: charterSchema });
  if (submission.status !== "success") {
    const status = submission.status === "error" ? 400 : 200;
    return data({ reply: submission.reply(), reason }, { status });
  }
  try {
    await proposeAmendment(ctx, {
      projectId,
      version: Number(text(form, "version")) || 0,
      body: submission.value,
      reason,
      expectedState: text(form, "expectedState"),
    });
    return redirect(`/projects/${projectId}/execution`, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const answer = { refusal: error.refusal, reply: submission.reply(), reason };
    return data(answer, { status: error.refusal.status });
  }
}

export default function AmendmentRoute() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = {
    ...page.form,
    lastResult: answer?.reply,
    refusal: answer && "refusal" in answer ? (answer.refusal as Refusal) : null,
  };
  return <AmendmentPage {...page} reason={answer?.reason ?? ""} form={form} />;
}
