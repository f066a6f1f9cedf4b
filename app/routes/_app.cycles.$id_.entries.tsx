import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCycle } from "~/data/cycles.server";
import { entryFilterOf, listEntries } from "~/data/entries.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { EntriesPage } from "~/ui/entries/entries-page";

export const handle = { access: "cycle.read", title: "entries:list.title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db } = await protect(args, handle.access);
  const filter = entryFilterOf(new URL(args.request.url).searchParams);
  return load(async () => {
    const cycle = await findCycle(db.read, actor, param(args, "id"));
    return {
      cycle: { id: cycle.id, name: cycle.name, categories: cycle.categories },
      ...(await listEntries(db.read, actor, cycle.id, filter)),
      filtered: [filter.q, filter.organisationId, filter.category, filter.state].some(
        (one) => one !== "",
      ),
    };
  });
}

export default function EntriesRoute() {
  return <EntriesPage {...useLoaderData<typeof loader>()} />;
}
