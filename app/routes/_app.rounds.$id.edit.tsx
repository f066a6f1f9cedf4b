import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { editRound } from "~/commands/edit-round.server";
import { editRoundChoices } from "~/data/new-round.server";
import { attempt, load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { readRoundForm } from "~/platform/round-form.server";
import { RoundForm } from "~/ui/rounds/round-form";

export const handle = { access: "round.manage", title: "rounds:edit.title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(() => editRoundChoices(db.read, actor, param(args, "id")));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return attempt(async () => {
    const roundId = param(args, "id");
    const choices = await editRoundChoices(ctx.db.read, ctx.actor, roundId);
    const read = readRoundForm(form, choices.entriesRequired);
    if ("answer" in read) return read.answer;
    await editRound(ctx, { ...read.values, roundId });
    return redirect(`/rounds/${roundId}`, 303);
  });
}

export default function EditRoundRoute() {
  return <RoundForm {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
