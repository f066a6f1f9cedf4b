import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { advanceEntry } from "~/commands/advance-entry.server";
import { findEntry } from "~/data/entries.server";
import { ENTRY_FIELDS } from "~/domain/entry-snapshot";
import type { Refusal } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { EntryPage } from "~/ui/entries/entry-page";

export const handle = { access: "cycle.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, now } = await protect(args, handle.access);
  return load(async () => {
    const found = await findEntry(db.read, actor, param(args, "id"), now);
    return { ...found, pageTitle: found.entry.title };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const entryId = param(args, "id");
  const dueOn = text(form, "dueOn");
  const fieldReasons = ENTRY_FIELDS.map((field) => ({
    field,
    reason: text(form, `field.${field}`).trim(),
  })).filter(({ reason }) => reason !== "");
  return attempt(async () => {
    await advanceEntry(ctx, {
      entryId,
      transition: text(form, "transition"),
      expectedState: text(form, "expectedState"),
      reason: text(form, "reason"),
      input: { ...(dueOn ? { dueOn } : {}), ...(fieldReasons.length > 0 ? { fieldReasons } : {}) },
    });
    return redirect(`/entries/${entryId}`, 303);
  });
}

export default function EntryRoute() {
  const answer = useActionData() as { refusal?: Refusal } | undefined;
  return <EntryPage {...useLoaderData<typeof loader>()} refusal={answer?.refusal ?? null} />;
}
