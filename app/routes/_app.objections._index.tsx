import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listObjections } from "~/data/objections.server";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { ObjectionsPage } from "~/ui/objections/objections-page";

export const handle = {
  access: "objection.list",
  title: "objections:list.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  return {
    page: await listObjections(db.read, actor, {
      q: params.get("q") ?? "",
      state: params.get("state") ?? "",
      cursor: params.get("cursor"),
    }),
    searched: params.has("q") || params.has("state"),
  };
}

export default function ObjectionsRoute() {
  return <ObjectionsPage {...useLoaderData<typeof loader>()} />;
}
