import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listHospitalCycles, loadDashboard } from "~/data/dashboard.server";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { DashboardPage } from "~/ui/dashboard/dashboard-page";

export const handle = {
  access: "project.dashboard",
  title: "dashboard:title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  const cycles = await listHospitalCycles(db.read, actor);
  const asked = new URL(args.request.url).searchParams.get("cycle");
  const cycle = cycles.find((each) => each.id === asked) ?? null;
  const categories = cycles.flatMap(
    (each) => JSON.parse(each.categories) as { key: string; name: string }[],
  );
  return {
    cycles: cycles.map(({ id, name }) => ({ id, name })),
    categoryNames: Object.fromEntries(categories.map(({ key, name }) => [key, name])),
    dashboard: await loadDashboard(db.read, actor, cycle?.id ?? null, now),
  };
}

export default function DashboardRoute() {
  return <DashboardPage {...useLoaderData<typeof loader>()} />;
}
