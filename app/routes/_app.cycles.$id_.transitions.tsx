import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { advanceCycle } from "~/commands/advance-cycle.server";
import { findCycleOverview } from "~/data/cycle-overview.server";
import type { Refusal } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { CyclePage } from "~/ui/cycles/cycle-page";

/** The cycle's page again, with the reason why a press was refused. */
export const handle = { access: "cycle.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, now } = await protect(args, handle.access);
  return load(async () => {
    const overview = await findCycleOverview(db.read, actor, param(args, "id"), now);
    return { ...overview, pageTitle: overview.cycle.name };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const cycleId = param(args, "id");
  const dueOn = text(form, "dueOn");
  return attempt(async () => {
    await advanceCycle(ctx, {
      cycleId,
      transition: text(form, "transition"),
      expectedState: text(form, "expectedState"),
      reason: text(form, "reason"),
      ...(dueOn ? { input: { dueOn } } : {}),
    });
    return redirect(`/cycles/${cycleId}`, 303);
  });
}

export default function CycleTransitionRoute() {
  const answer = useActionData() as { refusal?: Refusal } | undefined;
  return <CyclePage {...useLoaderData<typeof loader>()} refusal={answer?.refusal ?? null} />;
}
