import { createHash } from "node:crypto";
import { readApplication, type Application } from "~/domain/application";
import type { CheckItem } from "~/domain/application-fields";
import { canonicalJson } from "~/domain/standing/canonical-json";
import type { Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { fromJson, insertMany } from "./rows.server";
import { searchText, sortKey } from "./text.server";

export interface StoredDraft {
  body: Application;
  revision: number;
  savedAt: string;
  savedBy: string;
  savedByName: string;
}

export async function findDraft(db: Queryable, projectId: string): Promise<StoredDraft | null> {
  const row = (await db("applications as a")
    .join("people as p", "p.id", "a.savedBy")
    .where({ "a.projectId": projectId })
    .first("a.body", "a.revision", "a.savedAt", "a.savedBy", "p.name as savedByName")) as
    (Omit<StoredDraft, "body"> & { body: string }) | undefined;
  return row ? { ...row, body: readApplication(fromJson(row.body)) } : null;
}

export interface VersionRow {
  id: string;
  number: number;
  submittedAt: string;
  submittedByName: string;
  digest: string;
}

export async function versionsOf(db: Queryable, projectId: string): Promise<VersionRow[]> {
  return (await db("applicationVersions as v")
    .join("people as p", "p.id", "v.submittedBy")
    .where({ "v.projectId": projectId })
    .orderBy("v.number", "desc")
    .select("v.id", "v.number", "v.submittedAt", "p.name as submittedByName", "v.digest")) as VersionRow[];
}

export async function findVersion(
  db: Queryable,
  projectId: string,
  number: number,
): Promise<Application | null> {
  const row = (await db("applicationVersions").where({ projectId, number }).first("body")) as
    { body: string } | undefined;
  return row ? readApplication(fromJson(row.body)) : null;
}

export async function lastVersionNumber(db: Queryable, projectId: string): Promise<number> {
  const row = (await db("applicationVersions").where({ projectId }).max({ n: "number" }).first()) as
    { n: number | null } | undefined;
  return Number(row?.n ?? 0);
}

/** Freezes a body as the next version. */
export async function addVersion(
  tx: Transaction,
  projectId: string,
  body: Application,
  submittedBy: string,
  now: string,
): Promise<number> {
  const number = (await lastVersionNumber(tx, projectId)) + 1;
  const digest = createHash("sha256").update(canonicalJson(body)).digest("hex");
  await tx("applicationVersions").insert({
    id: newId(),
    projectId,
    number,
    body: JSON.stringify(body),
    digest,
    submittedBy,
    submittedAt: now,
  });
  return number;
}

/** What lists search and sort by: title, code, lead and department, with their pinyin. */
export async function titleColumns(
  db: Queryable,
  project: { code: string; leadId: string; departmentId: string },
  title: string,
): Promise<{ title: string; sortKey: string; searchText: string }> {
  const lead = (await db("people").where({ id: project.leadId }).first("name")) as { name: string };
  const department = (await db("organisations")
    .where({ id: project.departmentId })
    .first("name")) as { name: string };
  return {
    title,
    sortKey: sortKey(title),
    searchText: searchText(title, project.code, lead.name, department.name),
  };
}

/** People of the body who belong to the hospital, each once, without the lead. */
export async function replaceMembers(
  tx: Transaction,
  project: { id: string; hospitalId: string; leadId: string },
  members: Application["members"],
): Promise<void> {
  const known = (await tx("people")
    .where({ hospitalId: project.hospitalId })
    .whereIn("id", members.map((member) => member.personId))
    .pluck("id")) as string[];
  const rows = new Map<string, Record<string, unknown>>();
  members.forEach(({ personId, duty }, position) => {
    if (known.includes(personId) && personId !== project.leadId && !rows.has(personId))
      rows.set(personId, { projectId: project.id, personId, duty, position });
  });
  await tx("projectMembers").where({ projectId: project.id }).delete();
  await insertMany(tx, "projectMembers", [...rows.values()]);
}

/** Cooperating departments as the body names them; a confirmation given before stands. */
export async function replaceCoSigns(
  tx: Transaction,
  project: { id: string; hospitalId: string; departmentId: string },
  helpers: readonly string[],
): Promise<void> {
  const ids = (await tx("organisations")
    .where({ hospitalId: project.hospitalId, kind: "department" })
    .whereNull("closedAt")
    .whereNot({ id: project.departmentId })
    .whereIn("id", [...helpers])
    .pluck("id")) as string[];
  await tx("coSigns")
    .where({ projectId: project.id })
    .andWhere((gone) => gone.whereNotIn("departmentId", ids).orWhereNot({ decision: "confirmed" }))
    .delete();
  const kept = (await tx("coSigns").where({ projectId: project.id }).pluck("departmentId")) as string[];
  await insertMany(
    tx,
    "coSigns",
    ids.filter((id) => !kept.includes(id)).map((departmentId) => ({ projectId: project.id, departmentId })),
  );
}

export interface CheckedItem {
  key: CheckItem;
  ok: boolean;
  reason: string;
}

export interface FormCheck {
  version: number;
  items: CheckedItem[];
  revision: number;
  checkedByName: string;
  checkedAt: string;
}

export async function findFormCheck(
  db: Queryable,
  projectId: string,
  version: number,
): Promise<FormCheck | null> {
  const row = (await db("formChecks as f")
    .join("people as p", "p.id", "f.checkedBy")
    .where({ "f.projectId": projectId, "f.version": version })
    .first("f.version", "f.items", "f.revision", "p.name as checkedByName", "f.checkedAt")) as
    (Omit<FormCheck, "items"> & { items: string }) | undefined;
  return row ? { ...row, items: fromJson<CheckedItem[]>(row.items) } : null;
}

export interface ReturnRow {
  fromState: string;
  reasons: { field: string; reason: string }[];
  reason: string;
  dueOn: string;
  returnedByName: string;
  returnedAt: string;
}

/** The last return that has not been answered by a new version. */
export async function findOpenReturn(db: Queryable, projectId: string): Promise<ReturnRow | null> {
  const row = (await db("returns as r")
    .join("people as p", "p.id", "r.returnedBy")
    .where({ "r.projectId": projectId })
    .whereNull("r.answeredByVersion")
    .orderBy("r.returnedAt", "desc")
    .first("r.fromState", "r.reasons", "r.reason", "r.dueOn", "p.name as returnedByName", "r.returnedAt")) as
    (Omit<ReturnRow, "reasons"> & { reasons: string }) | undefined;
  return row ? { ...row, reasons: fromJson<ReturnRow["reasons"]>(row.reasons) } : null;
}
