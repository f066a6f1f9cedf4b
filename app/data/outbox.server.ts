import type { Database, Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { fromJson, insertMany } from "./rows.server";

export interface Message {
  /** Key of the `notifications` locale namespace. */
  kind: string;
  link: string;
  facts: Record<string, string | number>;
}

/** Queues one message for each person, in the transaction of what it tells about. */
export async function tell(
  tx: Transaction,
  personIds: readonly string[],
  message: Message,
  now: string,
): Promise<void> {
  const facts = JSON.stringify(message.facts);
  await insertMany(
    tx,
    "outbox",
    [...new Set(personIds)].map((personId) => ({
      kind: message.kind,
      personId,
      link: message.link,
      facts,
      createdAt: now,
      deliveredAt: null,
    })),
  );
}

interface OutboxRow {
  seq: number;
  kind: string;
  personId: string;
  link: string;
  facts: string;
  createdAt: string;
}

/**
 * Moves what is queued into the inboxes. Safe with several processes: a notification carries its outbox
 * number, which is unique, so a row delivered twice arrives once.
 * @returns how many were delivered
 */
export async function deliverOutbox(db: Database, now: string, most = 500): Promise<number> {
  const waiting = (await db.read("outbox")
    .whereNull("deliveredAt")
    .orderBy("seq")
    .limit(most)) as OutboxRow[];
  if (waiting.length === 0) return 0;
  await db.write.transaction(async (tx) => {
    for (let start = 0; start < waiting.length; start += 200) {
      const rows = waiting.slice(start, start + 200).map((row) => ({
        id: newId(),
        outboxSeq: row.seq,
        personId: row.personId,
        kind: row.kind,
        link: row.link,
        facts: row.facts,
        createdAt: row.createdAt,
        readAt: null,
      }));
      await tx("notifications").insert(rows).onConflict("outboxSeq").ignore();
    }
    await tx("outbox")
      .whereIn(
        "seq",
        waiting.map((row) => row.seq),
      )
      .update({ deliveredAt: now });
  });
  return waiting.length;
}

export async function countUnread(db: Queryable, personId: string): Promise<number> {
  const [row] = (await db("notifications").where({ personId }).whereNull("readAt").count({ n: "*" })) as {
    n: number;
  }[];
  return Number(row?.n ?? 0);
}

export interface InboxItem {
  id: string;
  kind: string;
  link: string;
  facts: Record<string, string | number>;
  createdAt: string;
  readAt: string | null;
}

export function inboxItem(row: InboxItem & { facts: unknown }): InboxItem {
  return { ...row, facts: fromJson(row.facts as unknown as string) };
}
