import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listMeetings } from "~/data/meetings.server";
import { can } from "~/domain/permissions";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { MeetingsPage } from "~/ui/meetings/meetings-page";

export const handle = {
  access: "meeting.list",
  title: "meetings:list.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const page = await listMeetings(db.read, actor, {
    q: params.get("q") ?? "",
    state: params.get("state") ?? "",
    cursor: params.get("cursor"),
  });
  return { page, mayCall: can(actor, "meeting.manage") === null };
}

export default function MeetingsRoute() {
  return <MeetingsPage {...useLoaderData<typeof loader>()} />;
}
