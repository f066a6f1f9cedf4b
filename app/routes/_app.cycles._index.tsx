import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listCycles, organisationsToRun } from "~/data/cycles.server";
import { HOSPITAL_CYCLE_STATES, MUNICIPAL_CYCLE_STATES } from "~/domain/lifecycle/cycle-states";
import { can } from "~/domain/permissions";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { CyclesPage } from "~/ui/cycles/cycles-page";

export const handle = { access: "cycle.list", title: "cycles:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const filter = {
    q: params.get("q") ?? "",
    kind: params.get("kind") ?? "",
    state: params.get("state") ?? "",
    sort: params.get("sort") ?? "",
    cursor: params.get("cursor"),
  };
  const mayCreate =
    can(actor, "cycle.create") === null && (await organisationsToRun(db.read, actor)).length > 0;
  return {
    ...(await listCycles(db.read, actor, filter)),
    states: [...new Set([...HOSPITAL_CYCLE_STATES, ...MUNICIPAL_CYCLE_STATES])],
    mayCreate,
    filtered: filter.q !== "" || filter.kind !== "" || filter.state !== "",
  };
}

export default function CyclesRoute() {
  return <CyclesPage {...useLoaderData<typeof loader>()} />;
}
