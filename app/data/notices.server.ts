import type { NoticeLine, NoticeView, ReceiptView } from "~/domain/notice-views";
import { refuse } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "./connection.server";
import { readPage, type Page } from "./keyset.server";
import { likePattern } from "./text.server";

/* Read by anybody, signed in or not: every column here is meant for the public. */

const COLUMNS = [
  "n.id",
  "n.kind",
  "n.title",
  "n.startsOn",
  "n.endsOn",
  "n.state",
  "n.publishedAt",
  "n.isDemo",
  "g.name as organisation",
] as const;

const published = (db: Queryable) =>
  db("notices as n").join("organisations as g", "g.id", "n.organisationId");

export interface NoticeQuery {
  q: string;
  state: string;
  cursor: string | null;
}

/** Searches what is public: the cycle, the organisation and the titles of the projects listed. */
export function listNotices(db: Queryable, { q, state, cursor }: NoticeQuery): Promise<Page<NoticeLine>> {
  const rows = published(db).select(...COLUMNS);
  if (q.trim() !== "") {
    const pattern = likePattern(q);
    void rows.andWhere((where) => {
      where
        .whereRaw("lower(n.title) like ? escape '\\'", [pattern])
        .orWhereRaw("lower(g.name) like ? escape '\\'", [pattern])
        .orWhereExists(
          db("noticeProjects as l")
            .join("projects as p", "p.id", "l.projectId")
            .whereRaw("l.notice_id = n.id")
            .whereRaw("lower(p.title) like ? escape '\\'", [pattern]),
        );
    });
  }
  if (state) void rows.where({ "n.state": state });
  return readPage<NoticeLine>(
    rows,
    { column: "n.publishedAt", id: "n.id", direction: "desc" },
    cursor,
    20,
    (row) => row.publishedAt,
  );
}

/** Of a standing only prize winners are public, or the first ten where no prizes were declared. */
async function publicEntries(db: Queryable, standingId: string): Promise<NoticeView["entries"]> {
  const rows = (await db("standingEntries as s")
    .join("standings as t", "t.id", "s.standingId")
    .join("entries as e", "e.id", "s.entryId")
    .where({ "s.standingId": standingId })
    .whereNotNull("t.revealedAt")
    .whereNotNull("s.place")
    .orderBy("s.position")
    .select("e.id", "s.place", "e.title", "s.organisationName as organisation", "s.tier")) as (Omit<
    NoticeView["entries"][number],
    "tier"
  > & { tier: string | null })[];
  const winners = rows.filter(({ tier }) => tier !== null && tier !== "");
  const shown = winners.length > 0 ? winners : rows.filter(({ place }) => place <= 10);
  return shown.map((row) => ({ ...row, tier: row.tier ?? "" }));
}

export async function findNotice(db: Queryable, id: string, now: string): Promise<NoticeView> {
  const row = (await published(db)
    .where({ "n.id": id })
    .first(...COLUMNS, "n.standingId")) as (NoticeLine & { standingId: string | null }) | undefined;
  if (!row) refuse("not_found", {}, 404);
  const { standingId, ...notice } = row;
  const projects = (await db("noticeProjects as l")
    .join("projects as p", "p.id", "l.projectId")
    .join("organisations as d", "d.id", "p.departmentId")
    .join("people as w", "w.id", "p.leadId")
    .where({ "l.noticeId": id })
    .orderBy("p.code")
    .select("p.id", "p.code", "p.title", "d.name as department", "w.name as lead", "l.withdrawnAt")) as (Omit<
    NoticeView["projects"][number],
    "isWithdrawn"
  > & { withdrawnAt: string | null })[];
  return {
    ...notice,
    projects: projects.map(({ withdrawnAt, ...project }) => ({
      ...project,
      isWithdrawn: withdrawnAt !== null,
    })),
    entries: standingId ? await publicEntries(db, standingId) : [],
    takesObjections: notice.state === "open" && shanghaiDate(now) <= notice.endsOn,
  };
}

/** `hash` is that of the receipt as typed. */
export async function findByReceipt(db: Queryable, receipt: string, hash: string): Promise<ReceiptView> {
  const row = (await db("objections as o")
    .join("notices as n", "n.id", "o.noticeId")
    .join("organisations as g", "g.id", "n.organisationId")
    .leftJoin("projects as p", "p.id", "o.projectId")
    .leftJoin("entries as e", "e.id", "o.entryId")
    .where({ "o.receipt": hash })
    .first(
      "n.id as noticeId",
      "n.kind as noticeKind",
      "n.title as notice",
      "g.name as organisation",
      "p.title as project",
      "e.title as entry",
      "o.state",
      "o.text",
      "o.answer",
      "o.lodgedAt",
      "o.answeredAt",
    )) as
    | (Omit<ReceiptView, "receipt" | "about"> & { project: string | null; entry: string | null })
    | undefined;
  if (!row) refuse("receipt_unknown", {}, 404);
  const { project, entry, ...objection } = row;
  return { ...objection, receipt, about: project ?? entry ?? "" };
}
