import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { saveRubric } from "~/commands/save-rubric.server";
import { findRubrics } from "~/data/rubrics.server";
import type { Rubric } from "~/domain/rubric/score";
import { formOfRubric, rubricFormSchema, rubricOfForm } from "~/domain/rubric-form";
import { again, keepForm } from "~/platform/form-answer.server";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import type { FormAnswer } from "~/ui/cycles/form-answer";
import { RubricPage } from "~/ui/rubrics/rubric-page";

export const handle = { access: "cycle.read", title: "rubrics:title" } satisfies RouteHandle;

const schema = rubricFormSchema
  .extend({ version: z.number().int().default(0) })
  .superRefine((form, context) => {
    const read = rubricOfForm(form);
    if ("issues" in read)
      for (const { path, message } of read.issues)
        context.addIssue({ code: "custom", path: [...path], message });
  });

function kindOf(request: Request): string {
  return new URL(request.url).searchParams.get("kind") ?? "";
}

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db } = await protect(args, handle.access);
  return load(async () => {
    const found = await findRubrics(db.read, actor, param(args, "id"), kindOf(args.request));
    const { latest } = found;
    return {
      ...found,
      values: { version: String(latest.version), ...formOfRubric(latest.name, latest.body) },
      saved: new URL(args.request.url).searchParams.has("saved"),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const cycleId = param(args, "id");
  const { kind } = await load(() =>
    findRubrics(ctx.db.read, ctx.actor, cycleId, kindOf(args.request)),
  );
  const submission = parseWithZod(form, { schema });
  if (submission.status !== "success") return again(submission);
  const { version, ...typed } = submission.value;
  const read = rubricOfForm(typed);
  if ("issues" in read) return again(submission);
  const intent = text(form, "intent");
  if (intent === "preview") return data({ reply: submission.reply(), preview: read.rubric });
  return keepForm(submission, async () => {
    await saveRubric(ctx, {
      cycleId,
      kind,
      version,
      name: typed.name,
      rubric: read.rubric,
      asNewVersion: intent === "new_version",
    });
    return redirect(`/cycles/${cycleId}/rubric?kind=${kind}&saved=1`, 303);
  });
}

export default function RubricRoute() {
  const found = useLoaderData<typeof loader>();
  const answer = useActionData() as (FormAnswer & { preview?: Rubric }) | undefined;
  return <RubricPage {...found} answer={answer} preview={answer?.preview ?? found.latest.body} />;
}
