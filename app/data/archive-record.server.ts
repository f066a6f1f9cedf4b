import { readApplication, type Application } from "~/domain/application";
import { attachmentsOf, type AttachmentRow } from "./attachments.server";
import { amendmentsOf, charterVersions, type AmendmentRow, type CharterRow } from "./charters.server";
import { findClosure, type ClosureRow } from "./closures.server";
import type { Queryable } from "./connection.server";
import { effectVersions, type EffectRow } from "./effect-evaluations.server";
import type { ProjectRow } from "./facts/project-facts.server";
import { milestonesOf, type MilestoneRow } from "./milestones.server";
import { fromJson } from "./rows.server";
import { pressesOf, reportsOf, type CalledReport, type PressRow } from "./stage-reports.server";

export interface RecordedEvent {
  seq: number;
  at: string;
  by: string | null;
  role: string;
  transition: string;
  fromState: string;
  toState: string;
  reason: string;
}

/** Without the counts of the vote: the package is the team's too, and the minutes stay with the meeting. */
export interface RecordedDecision {
  purpose: string;
  title: string;
  result: string;
  reason: string;
  decidedAt: string | null;
  standingDigest: string;
}

/** Everything a project leaves behind, as its archive package holds it. */
export interface ArchiveRecord {
  project: ProjectRow;
  leadName: string;
  departmentName: string;
  hospitalName: string;
  applications: { number: number; digest: string; submittedAt: string; body: Application }[];
  charters: CharterRow[];
  amendments: AmendmentRow[];
  milestones: MilestoneRow[];
  reports: CalledReport[];
  presses: PressRow[];
  effects: EffectRow[];
  closure: ClosureRow | null;
  decisions: RecordedDecision[];
  events: RecordedEvent[];
  attachments: AttachmentRow[];
  /** Names of the people, departments and categories that the applications hold as ids and keys. */
  names: Record<string, string>;
}

export async function gatherRecord(db: Queryable, project: ProjectRow): Promise<ArchiveRecord> {
  const projectId = project.id;
  const named = async (table: string, id: string) =>
    ((await db(table).where({ id }).first("name")) as { name: string } | undefined)?.name ?? "–";
  const versions = (await db("applicationVersions")
    .where({ projectId })
    .orderBy("number")
    .select("number", "digest", "submittedAt", "body")) as (Omit<
    ArchiveRecord["applications"][number],
    "body"
  > & { body: string })[];
  const decisions = (await db("agendaItems as i")
    .join("agendaItemProjects as p", "p.itemId", "i.id")
    .where({ "p.projectId": projectId, "i.state": "decided" })
    .orderBy("i.decidedAt")
    .select("i.purpose", "i.title", "i.result", "i.reason", "i.decidedAt")
    .select("i.standingDigest")) as RecordedDecision[];
  const events = (await db("events as e")
    .leftJoin("people as p", "p.id", "e.actorId")
    .where({ "e.subjectKind": "project", "e.subjectId": projectId })
    .orderBy("e.seq")
    .select("e.seq", "e.at", "p.name as by", "e.actorRole as role", "e.transition")
    .select("e.fromState", "e.toState", "e.reason")) as RecordedEvent[];
  const applications = versions.map((row) => ({ ...row, body: readApplication(fromJson(row.body)) }));
  const attachments = await attachmentsOf(db, "project", projectId);
  return {
    project,
    leadName: await named("people", project.leadId),
    departmentName: await named("organisations", project.departmentId),
    hospitalName: await named("organisations", project.hospitalId),
    applications,
    charters: (await charterVersions(db, projectId)).reverse(),
    amendments: (await amendmentsOf(db, projectId)).reverse(),
    milestones: await milestonesOf(db, projectId),
    reports: (await reportsOf(db, project)).filter((one) => one.state !== "none"),
    presses: await pressesOf(db, projectId),
    effects: (await effectVersions(db, projectId)).reverse(),
    closure: await findClosure(db, projectId),
    decisions,
    events,
    attachments: attachments.filter((one) => one.purpose !== "archive"),
    names: await namesIn(db, project.cycleId, applications.map((one) => one.body)),
  };
}

async function namesIn(
  db: Queryable,
  cycleId: string,
  bodies: readonly Application[],
): Promise<Record<string, string>> {
  const people = bodies.flatMap((body) => body.members.map((one) => one.personId));
  const departments = bodies.flatMap((body) => body.helpers);
  const cycle = (await db("cycles").where({ id: cycleId }).first("categories")) as
    { categories: string } | undefined;
  const named = [
    ...((await db("people").whereIn("id", people).select("id", "name")) as { id: string; name: string }[]),
    ...((await db("organisations").whereIn("id", departments).select("id", "name")) as {
      id: string;
      name: string;
    }[]),
    ...fromJson<{ key: string; name: string }[]>(cycle?.categories ?? "[]").map(({ key, name }) => ({
      id: key,
      name,
    })),
  ];
  return Object.fromEntries(named.map(({ id, name }) => [id, name]));
}
