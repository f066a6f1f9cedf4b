import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listRounds } from "~/data/rounds.server";
import { can } from "~/domain/permissions";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { RoundList } from "~/ui/rounds/round-list";

export const handle = { access: "round.list", title: "rounds:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const search = new URL(args.request.url).searchParams;
  const page = await listRounds(db.read, actor, {
    q: search.get("q") ?? "",
    state: search.get("state") ?? "",
    cycleId: search.get("cycle") ?? "",
    sort: search.get("sort") ?? "",
    cursor: search.get("cursor"),
  });
  return { page, mayManage: can(actor, "round.manage") === null };
}

export default function RoundsRoute() {
  return <RoundList {...useLoaderData<typeof loader>()} />;
}
