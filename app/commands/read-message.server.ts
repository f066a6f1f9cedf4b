import { findMessageLink, markRead } from "~/data/inbox.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/** Marks one message read. @returns where it leads */
export function readMessage(ctx: Context, id: string): Promise<string> {
  return inTransaction(ctx, "inbox.read", { kind: "notification", id }, async (tx) => {
    const link = await findMessageLink(tx, ctx.actor.personId, id);
    if (link === null) refuse("not_found", {}, 404);
    await markRead(tx, ctx.actor.personId, id, ctx.now);
    return link || "/inbox";
  });
}

export function readAllMessages(ctx: Context): Promise<void> {
  return inTransaction(ctx, "inbox.read_all", { kind: "notification", id: "" }, (tx) =>
    markRead(tx, ctx.actor.personId, null, ctx.now),
  );
}
