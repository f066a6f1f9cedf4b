import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { countUnread } from "~/data/outbox.server";
import { config } from "~/platform/config.server";
import { navigationOf } from "~/platform/navigation";
import { visit, type RouteHandle } from "~/platform/protect.server";
import { AppShell } from "~/ui/shell/app-shell";

export const handle = { access: "public" } satisfies RouteHandle;

/** The frame around every page; what is inside is checked by the page's own loader. */
export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, locale } = await visit(args);
  return {
    locale,
    demo: config().demo,
    user: actor && {
      name: actor.name,
      role: actor.role,
      grants: actor.grants.map(({ id, role, scopeName }) => ({ id, role, scopeName })),
      grantId: actor.grantId,
    },
    nav: navigationOf(actor),
    inboxUnread: actor ? await countUnread(db.read, actor.personId) : 0,
  };
}

export default function AppLayout() {
  return (
    <AppShell {...useLoaderData<typeof loader>()}>
      <Outlet />
    </AppShell>
  );
}
