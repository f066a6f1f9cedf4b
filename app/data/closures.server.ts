import { readClosure, type ClosureReport } from "~/domain/closure";
import { refuse } from "~/domain/refusal";
import type { Actor } from "~/domain/people";
import type { Queryable } from "./connection.server";
import { visibleProjects } from "./projects.server";
import { fromJson } from "./rows.server";

export interface ClosureRow {
  body: ClosureReport;
  revision: number;
  savedAt: string;
  savedByName: string;
  submittedAt: string | null;
  proposedGrade: string;
}

export async function findClosure(db: Queryable, projectId: string): Promise<ClosureRow | null> {
  const row = (await db("closureReports as c")
    .join("people as p", "p.id", "c.savedBy")
    .where({ "c.projectId": projectId })
    .first("c.*", "p.name as savedByName")) as
    (Omit<ClosureRow, "body"> & { body: string }) | undefined;
  return row ? { ...row, body: readClosure(fromJson(row.body)) } : null;
}

/** A closure round has the report before its experts: it may not change under them. */
export async function isInClosureRound(db: Queryable, projectId: string): Promise<boolean> {
  const found: unknown = await db("entries as e")
    .join("rounds as r", "r.id", "e.roundId")
    .where({ "e.projectId": projectId, "r.kind": "closure" })
    .whereNot({ "e.state": "withdrawn" })
    .whereNot({ "r.state": "preparing" })
    .first("e.id");
  return found !== undefined;
}

export interface ArchiveRow {
  attachmentId: string;
  digest: string;
  sealedAt: string;
  sealedByName: string;
  files: number;
  size: number;
  storageKey: string;
  code: string;
}

export async function findArchive(db: Queryable, projectId: string): Promise<ArchiveRow | null> {
  const row = (await db("archives as a")
    .join("attachments as f", "f.id", "a.attachmentId")
    .join("people as p", "p.id", "a.sealedBy")
    .join("projects as j", "j.id", "a.projectId")
    .where({ "a.projectId": projectId })
    .first("a.attachmentId", "a.digest", "a.sealedAt", "p.name as sealedByName", "a.manifest")
    .select("f.size", "f.storageKey", "j.code")) as
    (Omit<ArchiveRow, "files"> & { manifest: string }) | undefined;
  if (!row) return null;
  const { manifest, ...rest } = row;
  return { ...rest, size: Number(row.size), files: fromJson<unknown[]>(manifest).length };
}

/** The package of a project the actor sees; 404 otherwise. */
export async function openArchive(db: Queryable, actor: Actor, projectId: string): Promise<ArchiveRow> {
  const seen: unknown = await db("projects as p")
    .where("p.id", projectId)
    .andWhere(visibleProjects(actor))
    .first("p.id");
  const found = seen === undefined ? null : await findArchive(db, projectId);
  return found ?? refuse("not_found", {}, 404);
}
