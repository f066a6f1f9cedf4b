import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loadDashboard } from "~/data/dashboard.server";
import { listInbox } from "~/data/inbox.server";
import { loadMyWork } from "~/data/my-work.server";
import { can } from "~/domain/permissions";
import { byUrgency } from "~/domain/work";
import { shanghaiDate } from "~/domain/working-days";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { HomePage } from "~/ui/home/home-page";

export const handle = { access: "home.read", title: "home:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  const today = shanghaiDate(now);
  const seesFigures = can(actor, "project.dashboard") === null;
  const figures = seesFigures ? (await loadDashboard(db.read, actor, null, now)).funnel : [];
  const inbox = await listInbox(db.read, actor, { cursor: null, unreadOnly: false, size: 5 });
  return {
    now,
    today,
    groups: byUrgency(await loadMyWork(db.read, actor, now), today),
    figures: figures.map(({ step, count }) => ({ key: step, count })),
    recent: inbox.rows,
  };
}

export default function HomeRoute() {
  return <HomePage {...useLoaderData<typeof loader>()} />;
}
