import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { enterRecusal } from "~/commands/declare-recusal.server";
import { dismissRecusal } from "~/commands/dismiss-recusal.server";
import { inviteExperts } from "~/commands/invite-experts.server";
import { remindExperts } from "~/commands/remind-experts.server";
import { replaceExpert } from "~/commands/replace-expert.server";
import { searchExperts, type Seat } from "~/data/panels.server";
import { findPanelPage } from "~/data/round-page.server";
import { findRound } from "~/data/rounds.server";
import { refuse } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { PanelPage } from "~/ui/rounds/panel-page";

export const handle = { access: "round.read", title: "rounds:panel.title" } satisfies RouteHandle;

const SEATS: readonly Seat[] = ["member", "reserve", "chair"];

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const q = new URL(args.request.url).searchParams.get("q") ?? "";
  return load(async () => {
    const id = param(args, "id");
    const page = await findPanelPage(db.read, actor, id);
    const round = await findRound(db.read, actor, id);
    const candidates = page.mayManage === null ? await searchExperts(db.read, round, q) : [];
    return { ...page, q, candidates };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const roundId = param(args, "id");
  const reason = text(form, "reason");
  const memberId = text(form, "memberId");
  return attempt(async () => {
    switch (text(form, "intent")) {
      case "invite": {
        const personIds = form.getAll("personIds").filter((id) => typeof id === "string");
        const seat = SEATS.find((one) => one === text(form, "seat")) ?? "member";
        await inviteExperts(ctx, { roundId, personIds, seat });
        break;
      }
      case "replace":
        await replaceExpert(ctx, { roundId, memberId, reserveId: text(form, "reserveId") });
        break;
      case "recuse": {
        const [entryId, kind] = [text(form, "entryId"), text(form, "kind")];
        await enterRecusal(ctx, { roundId, memberId, entryId, kind, reason });
        break;
      }
      case "dismiss":
        await dismissRecusal(ctx, { roundId, recusalId: text(form, "recusalId"), reason });
        break;
      case "remind":
        return { reminded: await remindExperts(ctx, roundId) };
      default:
        refuse("bad_request", {}, 400);
    }
    return redirect(`/rounds/${roundId}/panel`, 303);
  });
}

export default function PanelRoute() {
  return <PanelPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
