import type { Actor, Role } from "~/domain/people";
import type { WorkItem } from "~/domain/work";
import type { Queryable } from "./connection.server";
import { headWork, leaderWork, leadWork, officeWork, qualityWork } from "./work/project-work.server";
import {
  centreWork,
  clerkWork,
  expertWork,
  meetingWork,
  nominationWork,
  objectionWork,
  roundWork,
} from "./work/review-work.server";

type Source = (db: Queryable, actor: Actor, now: string) => Promise<WorkItem[]>;

/** Which kinds of work each role has; a role that only looks has none. */
const SOURCES: Readonly<Partial<Record<Role, readonly Source[]>>> = {
  applicant: [leadWork],
  department_head: [headWork],
  leader_in_charge: [leaderWork],
  office: [officeWork, roundWork, nominationWork, objectionWork],
  qc_officer: [qualityWork],
  expert: [expertWork],
  panel_chair: [expertWork],
  witness: [roundWork, objectionWork],
  clerk: [meetingWork, clerkWork],
  secretary: [meetingWork],
  committee_member: [meetingWork],
  centre_officer: [centreWork, roundWork, objectionWork],
};

/** Everything that waits for the actor in the role they act in. */
export async function loadMyWork(db: Queryable, actor: Actor, now: string): Promise<WorkItem[]> {
  const items: WorkItem[] = [];
  for (const source of SOURCES[actor.role] ?? []) items.push(...(await source(db, actor, now)));
  return items;
}
