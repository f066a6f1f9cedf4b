import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { revokeGrant } from "~/commands/grant-role.server";
import { listGrants } from "~/data/grant-list.server";
import { attempt, protect, text, type RouteHandle } from "~/platform/protect.server";
import { GrantsPage } from "~/ui/grants/grants-page";

export const handle = { access: "grant.manage", title: "grants:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  const filter = Object.fromEntries(new URL(args.request.url).searchParams);
  const { rows, next, previous, total } = await listGrants(db.read, actor, filter, now);
  return { rows, page: { next, previous }, total, selfId: actor.personId };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return attempt(async () => {
    await revokeGrant(ctx, text(form, "grantId"));
    return redirect(`/grants${new URL(args.request.url).search}`, 303);
  });
}

export default function GrantsRoute() {
  return <GrantsPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
