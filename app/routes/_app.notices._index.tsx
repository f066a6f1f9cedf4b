import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listNotices } from "~/data/notices.server";
import { visit, type RouteHandle } from "~/platform/protect.server";
import { NoticesPage } from "~/ui/notices/notices-page";

export const handle = { access: "public", title: "notices:list.title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await visit(args);
  const params = new URL(args.request.url).searchParams;
  return {
    page: await listNotices(db.read, {
      q: params.get("q") ?? "",
      state: params.get("state") ?? "",
      cursor: params.get("cursor"),
    }),
    searched: params.has("q") || params.has("state"),
  };
}

export default function NoticesRoute() {
  return <NoticesPage {...useLoaderData<typeof loader>()} />;
}
