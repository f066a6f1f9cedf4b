import { readReport, type StageReport } from "~/domain/execution-report";
import type { Queryable } from "./connection.server";
import { fromJson } from "./rows.server";

export type ReportState = "none" | "draft" | "submitted" | "excused";

export interface SnapshotMilestone {
  title: string;
  progress: number;
  doneOn: string | null;
}

export interface CalledReport {
  callId: string;
  number: number;
  title: string;
  dueOn: string;
  state: ReportState;
  body: StageReport | null;
  revision: number;
  savedAt: string | null;
  savedByName: string | null;
  submittedAt: string | null;
  excuse: string;
  progress: SnapshotMilestone[];
  qualityOpinion: string;
  qualityByName: string | null;
  qualityAt: string | null;
}

type Stored = Omit<CalledReport, "body" | "state" | "revision" | "progress" | "excuse"> & {
  body: string | null;
  state: ReportState | null;
  revision: number | null;
  progress: string | null;
  excuse: string | null;
};

/** The calls of the project's cycle in their order, each with what the project answered. */
export async function reportsOf(
  db: Queryable,
  project: { id: string; cycleId: string },
): Promise<CalledReport[]> {
  const rows = (await db("reportCalls as c")
    .leftJoin("stageReports as s", (on) => {
      on.on("s.callId", "c.id").andOnVal("s.projectId", project.id);
    })
    .leftJoin("people as w", "w.id", "s.savedBy")
    .leftJoin("people as q", "q.id", "s.qualityBy")
    .where({ "c.cycleId": project.cycleId })
    .orderBy("c.number")
    .select("c.id as callId", "c.number", "c.title", "c.dueOn", "s.state", "s.body", "s.revision")
    .select("s.savedAt", "w.name as savedByName", "s.submittedAt", "s.excuse", "s.progress")
    .select("s.qualityOpinion", "q.name as qualityByName", "s.qualityAt")) as Stored[];
  return rows.map((row) => ({
    ...row,
    state: row.state ?? "none",
    body: row.body === null ? null : readReport(fromJson(row.body)),
    revision: row.revision ?? 0,
    progress: row.progress === null ? [] : fromJson<SnapshotMilestone[]>(row.progress),
    excuse: row.excuse ?? "",
    qualityOpinion: row.qualityOpinion ?? "",
  }));
}

export async function reportOf(
  db: Queryable,
  project: { id: string; cycleId: string },
  callId: string,
): Promise<CalledReport | null> {
  return (await reportsOf(db, project)).find((one) => one.callId === callId) ?? null;
}

export interface CallRow {
  id: string;
  number: number;
  title: string;
  dueOn: string;
}

export interface PressRow {
  id: string;
  level: string;
  text: string;
  pressedAs: string;
  pressedAt: string;
  byName: string;
}

export async function pressesOf(db: Queryable, projectId: string): Promise<PressRow[]> {
  return (await db("presses as s")
    .join("people as p", "p.id", "s.pressedBy")
    .where({ "s.projectId": projectId })
    .orderBy("s.pressedAt", "desc")
    .orderBy("s.id")
    .select("s.id", "s.level", "s.text", "s.pressedAs", "s.pressedAt", "p.name as byName")) as PressRow[];
}
