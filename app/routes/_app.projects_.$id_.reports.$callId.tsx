import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { assessReport, excuseReport, saveStageReport } from "~/commands/save-stage-report.server";
import { loadReportPage } from "~/data/report-page.server";
import { malformedInReport, stageReportSchema } from "~/domain/execution-report";
import { Refused } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { ReportPage } from "~/ui/execution/report-page";

export const handle = {
  access: "project.read",
  title: "execution:reports.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const page = await loadReportPage(db.read, actor, param(args, "id"), param(args, "callId"));
    const malformed = page.may.write ? malformedInReport(page.stored) : [];
    return {
      ...page,
      form: {
        ...page.form,
        malformed: Object.fromEntries(malformed.map((one) => [one.name, [one.message]])),
      },
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const named = { projectId: args.params.id ?? "", callId: args.params.callId ?? "" };
  const address = `/projects/${named.projectId}/reports/${named.callId}`;
  const intent = text(form, "intent");
  if (intent === "excuse" || intent === "assess")
    return attempt(async () => {
      if (intent === "excuse")
        await excuseReport(ctx, { ...named, reason: text(form, "reason").slice(0, 2000) });
      else await assessReport(ctx, { ...named, opinion: text(form, "opinion").slice(0, 2000) });
      return redirect(address, 303);
    });
  const submission = parseWithZod(form, { schema: stageReportSchema });
  if (submission.status !== "success") {
    if (intent === "autosave") return data({ invalid: true as const });
    return data(
      { reply: submission.reply() },
      { status: submission.status === "error" ? 400 : 200 },
    );
  }
  try {
    const saved = await saveStageReport(ctx, {
      ...named,
      revision: Number(text(form, "revision")) || 0,
      body: submission.value,
      submit: intent === "submit",
    });
    return intent === "autosave" ? data(saved) : redirect(address, 303);
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

export default function ReportRoute() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer && "refusal" in answer ? answer.refusal : null;
  const lastResult = answer && "reply" in answer ? answer.reply : undefined;
  return <ReportPage {...page} refusal={refusal} form={{ ...page.form, lastResult, refusal }} />;
}
