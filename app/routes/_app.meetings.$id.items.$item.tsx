import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { castVote } from "~/commands/cast-vote.server";
import { decideItem } from "~/commands/decide-item.server";
import { openItem } from "~/commands/open-item.server";
import { putMotion } from "~/commands/put-motion.server";
import { recordOpinion } from "~/commands/record-opinion.server";
import { recordRecusal } from "~/commands/record-recusal.server";
import { singleOut } from "~/commands/single-out.server";
import { findItem } from "~/data/agenda-items.server";
import { refuse, Refused } from "~/domain/refusal";
import type { ProtectedContext } from "~/platform/protect.server";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { ItemPage } from "~/ui/meetings/item-page";

export const handle = { access: "meeting.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const item = await findItem(db.read, actor, param(args, "id"), param(args, "item"));
    return { item, pageTitle: item.title || item.meeting.title };
  });
}

async function act(ctx: ProtectedContext, itemId: string, form: FormData): Promise<void> {
  const personId = text(form, "personId");
  const ballot = Number(text(form, "ballot"));
  switch (text(form, "intent")) {
    case "open":
      return openItem(ctx, itemId);
    case "speak":
      return recordOpinion(ctx, { itemId, personId, text: text(form, "text") });
    case "vote":
      return castVote(ctx, { itemId, personId, ballot, choice: text(form, "choice") });
    case "recuse":
      return recordRecusal(ctx, { itemId, personId, reason: text(form, "reason") });
    case "motion":
      return putMotion(ctx, { itemId, motion: text(form, "motion") });
    case "single-out":
      await singleOut(ctx, { itemId, projectId: text(form, "projectId") });
      return;
    case "decide":
      await decideItem(ctx, {
        itemId,
        ballot,
        reason: text(form, "reason").slice(0, 2000),
        othersNotVoting: text(form, "others") === "on",
        dueOn: text(form, "dueOn"),
        rescoring: text(form, "rescoring") === "yes" ? "yes" : "no",
      });
      return;
    default:
      refuse("unknown_choice", {}, 400);
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const itemId = param(args, "item");
  try {
    await act(ctx, itemId, form);
    return redirect(`/meetings/${param(args, "id")}/items/${itemId}`, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const typed = {
      personId: text(form, "personId"),
      text: text(form, "text"),
      reason: text(form, "reason"),
    };
    return data({ refusal: error.refusal, typed }, { status: error.refusal.status });
  }
}

export default function ItemRoute() {
  return <ItemPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
