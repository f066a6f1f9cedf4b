import { data, redirect, type ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useParams } from "@remix-run/react";
import { advanceProject, type PersonInput } from "~/commands/advance-project.server";
import { isApplicationField } from "~/domain/application-fields";
import { Refused } from "~/domain/refusal";
import { protect, text, type RouteHandle } from "~/platform/protect.server";
import { RefusedTransition } from "~/ui/projects/refused-transition";

export const handle = { access: "project.transition" } satisfies RouteHandle;

/** Presses a button of the project page: 303 back to it, or the refusal with its status. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const projectId = args.params.id ?? "";
  const reason = text(form, "reason");
  try {
    await advanceProject(ctx, {
      projectId,
      transition: text(form, "transition"),
      expectedState: text(form, "expectedState"),
      reason,
      input: readInput(form),
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return data({ refusal: error.refusal, reason }, { status: error.refusal.status });
  }
  return redirect(`/projects/${projectId}`, 303);
}

/** Only what a person may say; decisions, grades and flaws come from meetings, rounds and objections. */
function readInput(form: FormData): PersonInput {
  const fieldReasons = [...form.entries()].flatMap(([name, value]) => {
    const field = /^fieldReasons\[(\w+)\]$/.exec(name)?.[1] ?? "";
    const reason = typeof value === "string" ? value.trim().slice(0, 2000) : "";
    return isApplicationField(field) && reason !== "" ? [{ field, reason }] : [];
  });
  const dueOn = text(form, "dueOn");
  const mergeIntoId = text(form, "mergeIntoId");
  const coSign = text(form, "coSignDecision");
  const departmentId = text(form, "departmentId");
  const evidence = text(form, "evidence");
  return {
    ...(fieldReasons.length > 0 ? { fieldReasons } : {}),
    ...(dueOn ? { dueOn } : {}),
    ...(mergeIntoId ? { mergeIntoId } : {}),
    ...(coSign === "confirmed" || coSign === "declined" ? { coSignDecision: coSign } : {}),
    ...(departmentId ? { departmentId } : {}),
    ...(evidence ? { evidence } : {}),
    ...(text(form, "committeeInformed") ? { committeeInformed: true } : {}),
  };
}

export default function TransitionsRoute() {
  const answer = useActionData<typeof action>();
  const { id = "" } = useParams();
  return <RefusedTransition answer={answer ?? null} projectId={id} />;
}
