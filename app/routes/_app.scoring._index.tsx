import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answerInvitation } from "~/commands/answer-invitation.server";
import { declareRecusal } from "~/commands/declare-recusal.server";
import { expertRounds } from "~/data/scoring.server";
import { refuse } from "~/domain/refusal";
import { attempt, protect, text, type RouteHandle } from "~/platform/protect.server";
import { ScoringList } from "~/ui/scoring/scoring-list";

export const handle = { access: "scoring.list", title: "scoring:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return { rounds: await expertRounds(db.read, actor) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const reason = text(form, "reason");
  return attempt(async () => {
    const intent = text(form, "intent");
    if (intent === "accept" || intent === "decline") {
      const answer = intent === "accept" ? "accepted" : "declined";
      await answerInvitation(ctx, { memberId: text(form, "memberId"), answer, reason });
    } else if (intent === "recuse") {
      await declareRecusal(ctx, {
        entryId: text(form, "entryId"),
        kind: text(form, "kind"),
        reason,
      });
    } else refuse("bad_request", {}, 400);
    return redirect("/scoring", 303);
  });
}

export default function ScoringRoute() {
  return (
    <ScoringList {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
  );
}
