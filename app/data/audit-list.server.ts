import type { Knex } from "knex";
import type { Actor } from "~/domain/people";
import { addDays } from "~/domain/working-days";
import type { Queryable } from "./connection.server";
import { readPage, type Page } from "./keyset.server";
import { reachOf } from "./reach.server";
import { likePattern } from "./text.server";

export interface AuditListRow {
  id: string;
  at: string;
  personName: string | null;
  username: string | null;
  role: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  /** Of people and organisations; everything else is named by kind and number only. */
  subjectName: string | null;
  outcome: string;
  address: string;
}

export interface AuditFilter {
  /** Name, pinyin or user name of who acted. */
  q?: string;
  /** The first part of an action: "account", "person", "project". */
  group?: string;
  outcome?: string;
  from?: string;
  until?: string;
  cursor?: string | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Midnight in Shanghai of a day as typed; null for what is no day. */
function midnight(day: string | undefined, plus = 0): string | null {
  if (!day || !DAY.test(day) || Number.isNaN(Date.parse(day))) return null;
  return new Date(`${addDays(day, plus)}T00:00:00+08:00`).toISOString();
}

function auditQuery(
  db: Queryable,
  reach: readonly string[] | null,
  filter: AuditFilter,
): Knex.QueryBuilder {
  return db("auditLog as a")
    .leftJoin("people as p", "p.id", "a.personId")
    .leftJoin("people as sp", (join) => {
      join.on("sp.id", "a.subjectId").andOnVal("a.subjectKind", "person");
    })
    .leftJoin("organisations as so", (join) => {
      join.on("so.id", "a.subjectId").andOnVal("a.subjectKind", "organisation");
    })
    .modify((query) => {
      if (reach) query.whereIn("p.organisationId", [...reach]);
      if (filter.q?.trim())
        query.whereRaw("p.search_text like ? escape '\\'", [likePattern(filter.q)]);
      if (filter.group)
        query.whereRaw("a.action like ? escape '\\'", [
          `${likePattern(filter.group).slice(1, -1)}.%`,
        ]);
      if (filter.outcome === "done") query.where("a.outcome", "done");
      if (filter.outcome === "refused") query.whereNot("a.outcome", "done");
      const from = midnight(filter.from);
      const until = midnight(filter.until, 1);
      if (from) query.where("a.at", ">=", from);
      if (until) query.where("a.at", "<", until);
    })
    .select(
      db.raw("cast(a.seq as text) as id"),
      "a.at",
      "a.role",
      "a.action",
      "a.subjectKind",
      "a.subjectId",
      "a.outcome",
      "a.address",
      "p.name as personName",
      "p.username",
      db.raw("coalesce(sp.name, so.name) as subject_name"),
    );
}

/** The newest first. */
export async function listAudit(
  db: Queryable,
  actor: Actor,
  filter: AuditFilter,
  size = 50,
): Promise<Page<AuditListRow>> {
  const query = auditQuery(db, await reachOf(db, actor), filter);
  const order = { column: "a.seq", id: "a.seq", direction: "desc" as const };
  return readPage<AuditListRow>(query, order, filter.cursor, size, (row) => Number(row.id));
}

export const AUDIT_EXPORT_ROWS = 50_000;

export async function exportAudit(db: Queryable, actor: Actor, filter: AuditFilter) {
  const query = auditQuery(db, await reachOf(db, actor), filter);
  return (await query.orderBy("a.seq", "desc").limit(AUDIT_EXPORT_ROWS)) as AuditListRow[];
}
