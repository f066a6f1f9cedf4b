import type { Queryable } from "./connection.server";

/** One line of a subject's history, as pages tell it. */
export interface HistoryLine {
  id: string;
  at: string;
  by: string | null;
  role: string;
  transition: string;
  toState: string;
  reason: string;
}

/** What happened to a subject, the latest first. The caller has made sure that it may be seen. */
export function listHistory(db: Queryable, kind: string, id: string): Promise<HistoryLine[]> {
  return db("events as e")
    .leftJoin("people as p", "p.id", "e.actorId")
    .where({ "e.subjectKind": kind, "e.subjectId": id })
    .orderBy("e.seq", "desc")
    .limit(200)
    .select("e.id", "e.at", "p.name as by", "e.actorRole as role", "e.transition", "e.toState")
    .select("e.reason") as Promise<HistoryLine[]>;
}
