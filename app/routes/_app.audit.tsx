import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listAudit } from "~/data/audit-list.server";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { AuditPage } from "~/ui/audit/audit-page";

export const handle = { access: "audit.read", title: "audit:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const filter = Object.fromEntries(new URL(args.request.url).searchParams);
  const { rows, next, previous } = await listAudit(db.read, actor, filter);
  return { rows, page: { next, previous } };
}

export default function AuditRoute() {
  return <AuditPage {...useLoaderData<typeof loader>()} />;
}
