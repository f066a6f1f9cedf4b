import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCycleOverview } from "~/data/cycle-overview.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { CyclePage } from "~/ui/cycles/cycle-page";

export const handle = { access: "cycle.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, now } = await protect(args, handle.access);
  return load(async () => {
    const overview = await findCycleOverview(db.read, actor, param(args, "id"), now);
    return { ...overview, pageTitle: overview.cycle.name };
  });
}

export default function CycleRoute() {
  return <CyclePage {...useLoaderData<typeof loader>()} refusal={null} />;
}
