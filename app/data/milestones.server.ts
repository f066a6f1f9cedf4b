import { carryProgress } from "~/domain/execution-progress";
import type { Charter } from "~/domain/execution";
import type { Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { insertMany } from "./rows.server";

export interface MilestoneRow {
  id: string;
  projectId: string;
  position: number;
  title: string;
  owner: string;
  plannedOn: string;
  doneOn: string | null;
  /** Percent. */
  progress: number;
  note: string;
  revision: number;
  updatedAt: string;
}

export async function milestonesOf(db: Queryable, projectId: string): Promise<MilestoneRow[]> {
  return (await db("milestones").where({ projectId }).orderBy("position")) as MilestoneRow[];
}

/** Writes the milestones of a charter; what was reached under an earlier version stays. */
export async function writeMilestones(
  tx: Transaction,
  projectId: string,
  charter: Charter,
  now: string,
): Promise<void> {
  const kept = await milestonesOf(tx, projectId);
  await tx("milestones").where({ projectId }).delete();
  await insertMany(
    tx,
    "milestones",
    carryProgress(charter.milestones, kept).map((row, position) => ({
      id: newId(),
      projectId,
      position,
      ...row,
      updatedAt: now,
    })),
  );
}
