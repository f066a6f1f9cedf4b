import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { listEntries, unlistEntry } from "~/commands/list-entries.server";
import { remindExperts } from "~/commands/remind-experts.server";
import { setAsideEntry } from "~/commands/set-aside-entry.server";
import { listableProjects } from "~/data/round-entries.server";
import { findRoundPage } from "~/data/round-page.server";
import { refuse } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { RoundPage } from "~/ui/rounds/round-page";

export const handle = { access: "round.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  return load(async () => {
    const page = await findRoundPage(db.read, actor, param(args, "id"), now);
    const { kind, state, cycleId } = page.round;
    const open = state === "preparing" && page.mayManage === null;
    return {
      ...page,
      listable: open ? await listableProjects(db.read, kind, cycleId) : [],
      pageTitle: page.round.name,
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const roundId = param(args, "id");
  const entryId = text(form, "entryId");
  return attempt(async () => {
    switch (text(form, "intent")) {
      case "remind":
        return { reminded: await remindExperts(ctx, roundId) };
      case "list": {
        const ids = form.getAll("projectIds").filter((id) => typeof id === "string");
        await listEntries(ctx, { roundId, projectIds: ids });
        break;
      }
      case "unlist":
        await unlistEntry(ctx, { roundId, entryId });
        break;
      case "set-aside":
      case "take-back": {
        const aside = text(form, "intent") === "set-aside";
        await setAsideEntry(ctx, { roundId, entryId, aside, reason: text(form, "reason") });
        break;
      }
      default:
        refuse("bad_request", {}, 400);
    }
    return redirect(`/rounds/${roundId}`, 303);
  });
}

export default function RoundRoute() {
  return <RoundPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
