import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pressProject } from "~/commands/press-project.server";
import { rejectAmendment } from "~/commands/propose-amendment.server";
import { updateMilestone } from "~/commands/update-milestone.server";
import { loadExecutionTab } from "~/data/execution-tab.server";
import { PRESS_LEVELS } from "~/domain/pressing";
import { refuse } from "~/domain/refusal";
import { isDay } from "~/domain/application";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { ExecutionTab } from "~/ui/execution/execution-tab";

export const handle = { access: "project.read", title: "execution:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  return load(() => loadExecutionTab(db.read, actor, param(args, "id"), now));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return attempt(async () => {
    const projectId = param(args, "id");
    switch (text(form, "intent")) {
      case "milestone": {
        const progress = Number(text(form, "progress"));
        const doneOn = text(form, "doneOn");
        if (!/^\d{1,3}$/.test(text(form, "progress")) || progress > 100)
          refuse("progress_invalid", {}, 422, "progress");
        if (doneOn !== "" && !isDay(doneOn)) refuse("due_date_invalid", {}, 422, "doneOn");
        await updateMilestone(ctx, {
          projectId,
          milestoneId: text(form, "milestoneId"),
          revision: Number(text(form, "revision")) || 0,
          progress,
          doneOn,
          note: text(form, "note").slice(0, 500),
        });
        break;
      }
      case "press": {
        const level = PRESS_LEVELS.find((one) => one === text(form, "level"));
        if (!level) refuse("press_level_refused", {}, 403, "level");
        await pressProject(ctx, { projectId, level, text: text(form, "text").slice(0, 1000) });
        break;
      }
      case "reject-amendment":
        await rejectAmendment(ctx, { projectId, reason: text(form, "reason").slice(0, 2000) });
        break;
      default:
        refuse("unknown_transition", { transition: text(form, "intent") }, 400);
    }
    return redirect(`/projects/${projectId}/execution`, 303);
  });
}

export default function ExecutionRoute() {
  const answer = useActionData<typeof action>();
  const refusal = answer && "refusal" in answer ? answer.refusal : null;
  return <ExecutionTab {...useLoaderData<typeof loader>()} refusal={refusal} />;
}
