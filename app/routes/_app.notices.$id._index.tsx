import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findNotice } from "~/data/notices.server";
import { load, param, visit, type RouteHandle } from "~/platform/protect.server";
import { NoticePage } from "~/ui/notices/notice-page";

export const handle = { access: "public", title: "notices:list.title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, now } = await visit(args);
  return load(async () => ({ notice: await findNotice(db.read, param(args, "id"), now) }));
}

export default function NoticeRoute() {
  return <NoticePage {...useLoaderData<typeof loader>()} />;
}
