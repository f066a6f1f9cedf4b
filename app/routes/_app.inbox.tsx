import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readAllMessages, readMessage } from "~/commands/read-message.server";
import { listInbox } from "~/data/inbox.server";
import { load, protect, text, type RouteHandle } from "~/platform/protect.server";
import { InboxPage } from "~/ui/inbox/inbox-page";

export const handle = { access: "inbox.read", title: "shell:inbox" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const search = new URL(args.request.url).searchParams;
  const unreadOnly = search.get("show") === "unread";
  return {
    page: await listInbox(db.read, actor, { cursor: search.get("cursor"), unreadOnly }),
    unreadOnly,
  };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return load(async () => {
    const id = text(form, "id");
    if (id) return redirect(await readMessage(ctx, id), 303);
    await readAllMessages(ctx);
    return redirect("/inbox", 303);
  });
}

export default function InboxRoute() {
  return <InboxPage {...useLoaderData<typeof loader>()} />;
}
