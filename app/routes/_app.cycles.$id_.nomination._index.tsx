import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { createEntry } from "~/commands/create-entry.server";
import { findNomination } from "~/data/nomination.server";
import type { Refusal } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { NominationPage } from "~/ui/entries/nomination-page";

export const handle = {
  access: "entry.nominate",
  title: "entries:nomination.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  return load(() =>
    findNomination(db.read, actor, param(args, "id"), {
      q: params.get("q") ?? "",
      cursor: params.get("cursor"),
    }),
  );
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return attempt(async () => {
    const id = await createEntry(ctx, {
      cycleId: param(args, "id"),
      from: { projectId: text(form, "projectId") },
    });
    return redirect(`/entries/${id}`, 303);
  });
}

export default function NominationRoute() {
  const answer = useActionData() as { refusal?: Refusal } | undefined;
  return <NominationPage {...useLoaderData<typeof loader>()} refusal={answer?.refusal ?? null} />;
}
