import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { advanceRound } from "~/commands/advance-round.server";
import { findRoundPage } from "~/data/round-page.server";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { RoundPage } from "~/ui/rounds/round-page";

export const handle = { access: "round.read" } satisfies RouteHandle;

/** A refused press is answered by the page of the round itself, with its state as it is now. */
export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  return load(async () => {
    const page = await findRoundPage(db.read, actor, param(args, "id"), now);
    return { ...page, listable: [], pageTitle: page.round.name };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const roundId = param(args, "id");
  return attempt(async () => {
    await advanceRound(ctx, {
      roundId,
      transition: text(form, "transition"),
      expectedState: text(form, "expectedState"),
      reason: text(form, "reason"),
      dueOn: text(form, "dueOn"),
    });
    return redirect(`/rounds/${roundId}`, 303);
  });
}

export default function RoundTransitionRoute() {
  return <RoundPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
