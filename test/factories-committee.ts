import { createHash } from "node:crypto";
import type { Database } from "~/data/connection.server";
import { newId } from "~/data/ids.server";
import { searchText, sortKey } from "~/data/text.server";
import { createMeeting } from "~/commands/create-meeting.server";
import { openMeeting } from "~/commands/open-meeting.server";
import { recordAttendance } from "~/commands/record-attendance.server";
import type { Attendance } from "~/domain/committee/agenda";
import type { Actor } from "~/domain/people";
import type { Context } from "~/platform/context";
import { makeActor, makeOrganisation, NOW } from "./factories";

export const contextOf = (db: Database, actor: Actor, now = NOW): Context => ({
  db,
  actor,
  now,
  requestId: "test",
});

/** A hospital with a committee: `members` of them beside the secretary, and the people around it. */
export interface Committee {
  hospitalId: string;
  departmentId: string;
  cycleId: string;
  clerk: Actor;
  office: Actor;
  witness: Actor;
  lead: Actor;
  secretary: Actor;
  members: Actor[];
}

export async function makeCommittee(
  db: Database,
  {
    name = "示范医院",
    members = 4,
    options = {},
  }: { name?: string; members?: number; options?: object } = {},
): Promise<Committee> {
  const hospital = await makeOrganisation(db, { kind: "hospital", name });
  const department = await makeOrganisation(db, {
    kind: "department",
    name: `${name}门诊部`,
    parentId: hospital.id,
  });
  const cycleId = newId();
  await db.write("cycles").insert({
    id: cycleId,
    kind: "hospital",
    organisationId: hospital.id,
    year: 2024,
    name: `${name}2024年度`,
    state: "running",
    stateSince: NOW,
    workflowVersion: 1,
    options: JSON.stringify(options),
    createdAt: NOW,
  });
  const organisationId = hospital.id;
  const person = (role: Actor["role"], who: string) =>
    makeActor(db, { organisationId, role, name: `${name.slice(0, 1)}${who}` });
  const seats: Actor[] = [];
  for (let n = 1; n <= members; n += 1) seats.push(await person("committee_member", `委员${n}`));
  return {
    hospitalId: hospital.id,
    departmentId: department.id,
    cycleId,
    clerk: await person("clerk", "秘书"),
    office: await person("office", "办公室"),
    witness: await person("witness", "监督"),
    lead: await makeActor(db, {
      organisationId: department.id,
      role: "applicant",
      name: `${name}负责人`,
    }),
    secretary: await person("secretary", "书记"),
    members: seats,
  };
}

/** A frozen and revealed establishment round with one entry for each title, ranked as listed. */
export async function makeReviewedProjects(
  db: Database,
  committee: Committee,
  titles: readonly string[],
  {
    state = "reviewed",
    revealed = true,
    options = {},
  }: { state?: string; revealed?: boolean; options?: object } = {},
): Promise<{ ids: string[]; standingId: string; roundId: string; digest: string }> {
  const { cycleId, hospitalId, departmentId, lead } = committee;
  const rubricId = newId();
  const versions = (await db.read("rubrics").where({ cycleId })) as unknown[];
  await db.write("rubrics").insert({
    id: rubricId,
    cycleId,
    roundKind: "establishment",
    version: versions.length + 1,
    name: "立项评审标准",
    body: "{}",
    frozenAt: NOW,
    createdAt: NOW,
  });
  const roundId = newId();
  await db.write("rounds").insert({
    id: roundId,
    cycleId,
    kind: "establishment",
    name: "立项评审",
    state: revealed ? "revealed" : "frozen",
    stateSince: NOW,
    rubricId,
    rule: "{}",
    recusalPolicy: "department",
    createdAt: NOW,
  });
  const standingId = newId();
  const result = JSON.stringify({ of: standingId });
  const digest = createHash("sha256").update(result).digest("hex");
  await db.write("standings").insert({
    id: standingId,
    cycleId,
    roundId,
    version: 1,
    generation: 1,
    rule: "{}",
    rubric: "{}",
    result,
    digest,
    computedAt: NOW,
    revealedAt: revealed ? NOW : null,
    publishedAt: null,
  });
  const ids: string[] = [];
  for (const [at, title] of titles.entries()) {
    const projectId = newId();
    ids.push(projectId);
    await db.write("projects").insert({
      id: projectId,
      code: `2024-${roundId.slice(0, 4)}-${at + 1}`,
      cycleId,
      hospitalId,
      departmentId,
      leadId: lead.personId,
      title,
      state,
      stateSince: NOW,
      workflowVersion: 1,
      options: JSON.stringify(options),
      sortKey: sortKey(title),
      searchText: searchText(title),
      createdAt: NOW,
      updatedAt: NOW,
    });
    const entryId = newId();
    await db.write("entries").insert({
      id: entryId,
      cycleId,
      roundId,
      projectId,
      code: `E${at + 1}`,
      title,
      organisationId: departmentId,
      organisationName: "门诊部",
      state: "scored",
      stateSince: NOW,
      createdAt: NOW,
      updatedAt: NOW,
    });
    await db.write("standingEntries").insert({
      standingId,
      entryId,
      position: at + 1,
      place: at + 1,
      score: `${93 - at}.25`,
      sheets: 5,
      category: "",
      organisationName: "门诊部",
    });
  }
  return { ids, standingId, roundId, digest };
}

export async function makeMeeting(
  db: Database,
  committee: Committee,
  title = "第一次会议",
): Promise<string> {
  return createMeeting(contextOf(db, committee.clerk), {
    title,
    startsAt: "2024-03-05T01:00:00.000Z",
    place: "第一会议室",
    quorum: "more_than_half",
    majority: "more_than_half",
    recusedLeaveEligible: false,
    twoThirdsFor: [],
  });
}

/** Everybody comes but those named, and the meeting is opened. */
export async function openWith(
  db: Database,
  committee: Committee,
  meetingId: string,
  away: readonly Actor[] = [],
): Promise<void> {
  const ctx = contextOf(db, committee.clerk);
  const status = (actor: Actor): Attendance => (away.includes(actor) ? "leave" : "present");
  await recordAttendance(ctx, {
    meetingId,
    people: [...committee.members, committee.secretary].map((actor) => ({
      personId: actor.personId,
      status: status(actor),
      leaveReason: away.includes(actor) ? "出差" : "",
    })),
  });
  await openMeeting(ctx, meetingId);
}
