import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loadStandingPage } from "~/data/standing-page.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { StandingPage } from "~/ui/standing/standing-page";

export const handle = { access: "standing.read", title: "standings:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const of = (name: string) => params.get(name) ?? "";
  return load(() =>
    loadStandingPage(db.read, actor, param(args, "id"), {
      roundId: of("round"),
      tab: of("tab"),
      q: of("q"),
      category: of("category"),
      organisation: of("organisation"),
      sort: of("sort"),
      cursor: params.get("cursor"),
      verify: params.has("verify"),
    }),
  );
}

export default function StandingRoute() {
  return <StandingPage {...useLoaderData<typeof loader>()} />;
}
