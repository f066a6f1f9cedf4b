import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import type { Queryable, Transaction } from "./connection.server";
import { seesProject } from "./projects.server";

export interface AttachmentRow {
  id: string;
  subjectKind: "project" | "entry" | "meeting" | "cycle" | "person";
  subjectId: string;
  purpose: string;
  hospitalId: string | null;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  storageKey: string;
  uploadedBy: string | null;
  uploadedAt: string;
  removedAt: string | null;
}

export async function insertAttachment(tx: Transaction, row: AttachmentRow): Promise<void> {
  await tx("attachments").insert(row);
}

/** Bytes that a subject's files take; removed ones count until they are swept. */
export async function bytesOf(db: Queryable, subjectKind: string, subjectId: string): Promise<number> {
  const row = (await db("attachments")
    .where({ subjectKind, subjectId })
    .whereNull("removedAt")
    .sum({ bytes: "size" })
    .first()) as { bytes: number | null } | undefined;
  return Number(row?.bytes ?? 0);
}

export async function attachmentsOf(
  db: Queryable,
  subjectKind: AttachmentRow["subjectKind"],
  subjectId: string,
  purpose?: string,
): Promise<AttachmentRow[]> {
  return (await db("attachments")
    .where({ subjectKind, subjectId, ...(purpose ? { purpose } : {}) })
    .whereNull("removedAt")
    .orderBy("uploadedAt")
    .orderBy("id")) as AttachmentRow[];
}

type MayRead = (db: Queryable, actor: Actor, row: AttachmentRow) => Promise<boolean>;

const COMMITTEE_TABLE = ["clerk", "secretary", "committee_member", "office", "witness"];

/** An attachment is seen by whoever sees its subject. */
const READERS: Readonly<Record<AttachmentRow["subjectKind"], MayRead>> = {
  project: async (db, actor, row) =>
    (await seesProject(db, actor, row.subjectId)) || (await scores(db, actor, "e.projectId", row)),
  entry: async (db, actor, row) => {
    const entry = (await db("entries as e")
      .join("cycles as c", "c.id", "e.cycleId")
      .where({ "e.id": row.subjectId })
      .first("e.organisationId", "c.organisationId as organiserId")) as
      { organisationId: string | null; organiserId: string } | undefined;
    if (!entry) return false;
    const reaches = actor.organisationIds;
    if (["office", "witness"].includes(actor.role) && reaches.includes(entry.organisationId ?? ""))
      return true;
    if (["office", "centre_officer", "witness"].includes(actor.role) && reaches.includes(entry.organiserId))
      return true;
    return scores(db, actor, "e.id", row);
  },
  meeting: (_db, actor, row) =>
    Promise.resolve(
      COMMITTEE_TABLE.includes(actor.role) && row.hospitalId !== null && row.hospitalId === actor.hospitalId,
    ),
  cycle: async (db, actor, row) => {
    if (!["office", "centre_officer"].includes(actor.role)) return false;
    const cycle = (await db("cycles").where({ id: row.subjectId }).first("organisationId")) as
      { organisationId: string } | undefined;
    return cycle !== undefined && actor.organisationIds.includes(cycle.organisationId);
  },
  person: (_db, actor, row) => Promise.resolve(row.subjectId === actor.personId),
};

/** Experts read what lies with an entry they were invited to score and are not recused from. */
async function scores(
  db: Queryable,
  actor: Actor,
  column: "e.id" | "e.projectId",
  row: AttachmentRow,
): Promise<boolean> {
  if (actor.role !== "expert" && actor.role !== "panel_chair") return false;
  if (row.purpose !== "application" && row.purpose !== "closure") return false;
  const found: unknown = await db("entries as e")
    .join("panelMembers as m", "m.roundId", "e.roundId")
    .join("rounds as r", "r.id", "e.roundId")
    .where({ [column]: row.subjectId, "m.personId": actor.personId, "m.status": "accepted" })
    // As on the scoring page: nothing before the round opens, and nothing for a reserve.
    .whereNot({ "r.state": "preparing" })
    .whereNot({ "m.seat": "reserve" })
    .whereNotExists((recused) => {
      void recused
        .from("recusals as x")
        .whereNull("x.dismissedAt")
        .whereRaw("x.panel_member_id = m.id")
        .whereRaw("x.entry_id = e.id");
    })
    .first("e.id");
  return found !== undefined;
}

/** Refuses alike (404) what does not exist, was removed, or is not for this person. */
export async function findAttachment(db: Queryable, actor: Actor, id: string): Promise<AttachmentRow> {
  const row = (await db("attachments").where({ id }).whereNull("removedAt").first()) as
    AttachmentRow | undefined;
  if (!row || !(await READERS[row.subjectKind](db, actor, row))) refuse("not_found", {}, 404);
  return row;
}
