import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listOrganisations } from "~/data/organisations.server";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { OrganisationsPage } from "~/ui/organisations/organisations-page";

export const handle = {
  access: "organisation.manage",
  title: "organisations:title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const rows = await listOrganisations(db.read, actor, {
    q: params.get("q") ?? "",
    kind: params.get("kind") ?? "",
    closed: params.get("closed") === "1",
  });
  return { rows };
}

export default function OrganisationsRoute() {
  return <OrganisationsPage {...useLoaderData<typeof loader>()} />;
}
