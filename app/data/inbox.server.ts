import type { Actor } from "~/domain/people";
import type { Queryable, Transaction } from "./connection.server";
import { readPage, type Page } from "./keyset.server";
import { inboxItem, type InboxItem } from "./outbox.server";

/** A person's own messages, the newest first. */
export async function listInbox(
  db: Queryable,
  actor: Actor,
  wanted: { cursor: string | null; unreadOnly: boolean; size?: number },
): Promise<Page<InboxItem>> {
  const query = db("notifications")
    .where({ personId: actor.personId })
    .select("id", "kind", "link", "facts", "createdAt", "readAt");
  if (wanted.unreadOnly) void query.whereNull("readAt");
  const page = await readPage<InboxItem>(
    query,
    { column: "createdAt", id: "id", direction: "desc" },
    wanted.cursor,
    wanted.size ?? 50,
    (row) => row.createdAt,
  );
  return { ...page, rows: page.rows.map(inboxItem) };
}

/** Marks one of the person's own messages read, or all of them. */
export async function markRead(
  tx: Transaction,
  personId: string,
  id: string | null,
  now: string,
): Promise<void> {
  const query = tx("notifications").where({ personId }).whereNull("readAt");
  if (id) void query.andWhere({ id });
  await query.update({ readAt: now });
}

export async function findMessageLink(
  db: Queryable,
  personId: string,
  id: string,
): Promise<string | null> {
  const row = (await db("notifications").where({ personId, id }).first("link")) as
    | { link: string }
    | undefined;
  return row?.link ?? null;
}
