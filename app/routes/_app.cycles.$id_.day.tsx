import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { hostEntry } from "~/commands/advance-entry.server";
import { findDay } from "~/data/day.server";
import type { Refusal } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { DayPage } from "~/ui/entries/day-page";

export const handle = { access: "cycle.read", title: "entries:day.title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, now } = await protect(args, handle.access);
  return load(() => findDay(db.read, actor, param(args, "id"), now));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const cycleId = param(args, "id");
  const entryId = new URL(args.request.url).searchParams.get("entry") ?? "";
  const form = await args.request.formData();
  return attempt(async () => {
    await hostEntry(ctx, {
      cycleId,
      entryId,
      transition: text(form, "transition"),
      expectedState: text(form, "expectedState"),
      reason: text(form, "reason"),
    });
    return redirect(`/cycles/${cycleId}/day`, 303);
  });
}

export default function DayRoute() {
  const answer = useActionData() as { refusal?: Refusal } | undefined;
  return <DayPage {...useLoaderData<typeof loader>()} refusal={answer?.refusal ?? null} />;
}
