import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { createRound } from "~/commands/create-round.server";
import { newRoundChoices } from "~/data/new-round.server";
import { attempt, load, protect, text, type RouteHandle } from "~/platform/protect.server";
import { readRoundForm } from "~/platform/round-form.server";
import { RoundForm } from "~/ui/rounds/round-form";

export const handle = { access: "round.manage", title: "rounds:new.title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const search = new URL(args.request.url).searchParams;
  return load(() =>
    newRoundChoices(db.read, actor, search.get("cycle") ?? "", search.get("kind") ?? ""),
  );
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return attempt(async () => {
    const cycleId = text(form, "cycleId");
    const choices = await newRoundChoices(ctx.db.read, ctx.actor, cycleId, text(form, "kind"));
    const read = readRoundForm(form, choices.entriesRequired);
    if ("answer" in read) return read.answer;
    const projectIds = form.getAll("projectIds").filter((id) => typeof id === "string");
    const id = await createRound(ctx, {
      ...read.values,
      cycleId,
      kind: choices.kind,
      rubricId: text(form, "rubricId"),
      projectIds,
    });
    return redirect(`/rounds/${id}`, 303);
  });
}

export default function NewRoundRoute() {
  return <RoundForm {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
