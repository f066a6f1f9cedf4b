import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { proposeGrade } from "~/commands/save-closure.server";
import { sealPackage } from "~/commands/seal-package.server";
import { loadClosureTab } from "~/data/closure-tab.server";
import { isGrade } from "~/domain/execution-terms";
import { refuse } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { ClosureTab } from "~/ui/closure/closure-tab";

export const handle = { access: "project.read", title: "closure:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(() => loadClosureTab(db.read, actor, param(args, "id")));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return attempt(async () => {
    const projectId = param(args, "id");
    if (text(form, "intent") === "seal")
      await sealPackage(ctx, { projectId, expectedState: text(form, "expectedState") });
    else {
      const grade = text(form, "grade");
      if (!isGrade(grade)) refuse("grade_missing", {}, 422, "grade");
      await proposeGrade(ctx, { projectId, grade });
    }
    return redirect(`/projects/${projectId}/closure`, 303);
  });
}

export default function ClosureRoute() {
  const answer = useActionData<typeof action>();
  const refusal = answer && "refusal" in answer ? answer.refusal : null;
  return <ClosureTab {...useLoaderData<typeof loader>()} refusal={refusal} />;
}
