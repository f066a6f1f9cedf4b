import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pressObjection } from "~/commands/press-objection.server";
import { writeRecheck } from "~/commands/write-recheck.server";
import { listHistory } from "~/data/history.server";
import { findObjection } from "~/data/objections.server";
import { Refused } from "~/domain/refusal";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { ObjectionPage } from "~/ui/objections/objection-page";

export const handle = { access: "objection.read", title: "objections:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  return load(async () => {
    const id = param(args, "id");
    const found = await findObjection(db.read, actor, id, now);
    return { ...found, history: await listHistory(db.read, "objection", id) };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const objectionId = param(args, "id");
  try {
    if (text(form, "intent") === "recheck")
      await writeRecheck(ctx, {
        objectionId,
        recheck: text(form, "recheck"),
        flaw: text(form, "flaw"),
      });
    else
      await pressObjection(ctx, {
        objectionId,
        transition: text(form, "transition"),
        expectedState: text(form, "expectedState"),
        reason: text(form, "reason").slice(0, 2000),
      });
    return redirect(`/objections/${objectionId}`, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusal } = error;
    return data({ refusal, typed: { recheck: text(form, "recheck") } }, { status: refusal.status });
  }
}

export default function ObjectionRoute() {
  return (
    <ObjectionPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
  );
}
