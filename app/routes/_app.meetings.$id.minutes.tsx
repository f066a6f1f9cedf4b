import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findItem } from "~/data/agenda-items.server";
import { findMeeting } from "~/data/meetings.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { MinutesPage } from "~/ui/meetings/minutes-page";

export const handle = {
  access: "meeting.read",
  title: "meetings:minutes.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const meeting = await findMeeting(db.read, actor, param(args, "id"));
    const items = [];
    for (const { id, state } of meeting.items)
      if (state !== "proposed") items.push(await findItem(db.read, actor, meeting.id, id));
    return { meeting, items };
  });
}

export default function MinutesRoute() {
  return <MinutesPage {...useLoaderData<typeof loader>()} />;
}
