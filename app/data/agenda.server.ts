import type { AgendaPurpose, Attendance, ItemState } from "~/domain/committee/agenda";
import { meetingRulesSchema, rulesFor, type StoredMeetingRules } from "~/domain/committee/meeting-rules";
import type { ItemRoom, MeetingRules } from "~/domain/committee/room";
import type { Vote } from "~/domain/committee/speaking";
import type { Counts, ItemDecision, Motion, Tally } from "~/domain/committee/tally";
import { newId } from "./ids.server";
import type { Queryable, Transaction } from "./connection.server";
import { fromJson } from "./rows.server";

/* What the commands of a meeting read and keep. Pages read through meetings.server.ts. */

export interface MeetingRow {
  id: string;
  hospitalId: string;
  cycleId: string | null;
  title: string;
  startsAt: string;
  place: string;
  state: "preparing" | "open" | "closed";
  rules: string;
  openedAt: string | null;
  closedAt: string | null;
  eventSeq: number;
}

/** One ballot as it was counted. */
export interface CountedBallot {
  readonly motion: Motion;
  readonly result: Tally["result"];
  readonly counts: Counts;
  readonly at: string;
}

export interface ItemRow {
  id: string;
  meetingId: string;
  position: number;
  purpose: AgendaPurpose;
  title: string;
  state: ItemState;
  result: ItemDecision | "";
  motion: Motion;
  ballot: number;
  ballots: string;
  lastPlace: number | null;
  singledFromId: string | null;
  standingId: string | null;
  standingDigest: string;
  note: string;
  reason: string;
  decidedAt: string | null;
}

export interface Attendee {
  personId: string;
  name: string;
  seat: "secretary" | "member";
  status: Attendance;
  leaveReason: string;
}

export interface ItemAtHand {
  readonly meeting: MeetingRow;
  readonly item: ItemRow;
  readonly rules: MeetingRules;
  readonly room: ItemRoom;
  /** In the order in which they spoke. */
  readonly spoken: readonly string[];
  /** Of the present ballot. */
  readonly votes: readonly Vote[];
  readonly ballots: readonly CountedBallot[];
}

export const rulesOf = (meeting: { rules: string }): StoredMeetingRules =>
  meetingRulesSchema.parse(fromJson(meeting.rules));

export async function findMeetingRow(db: Queryable, id: string): Promise<MeetingRow | undefined> {
  return (await db("meetings").where({ id }).first()) as MeetingRow | undefined;
}

export async function attendeesOf(db: Queryable, meetingId: string): Promise<Attendee[]> {
  return (await db("meetingAttendance as a")
    .join("people as p", "p.id", "a.personId")
    .where({ "a.meetingId": meetingId })
    .orderBy("a.position")
    .select("a.personId", "p.name", "a.seat", "a.status", "a.leaveReason")) as Attendee[];
}

/** The item with everything its rules ask about; undefined when there is none. */
export async function findItemAtHand(db: Queryable, itemId: string): Promise<ItemAtHand | undefined> {
  const item = (await db("agendaItems").where({ id: itemId }).first()) as ItemRow | undefined;
  const meeting = item && (await findMeetingRow(db, item.meetingId));
  if (!item || !meeting) return undefined;
  const attendees = await attendeesOf(db, meeting.id);
  const recused = (await db("agendaRecusals").where({ itemId }).pluck("personId")) as string[];
  const spoken = (await db("agendaOpinions").where({ itemId }).orderBy("turn").pluck("personId")) as string[];
  const votes = (await db("agendaVotes")
    .where({ itemId, ballot: item.ballot })
    .select("personId as memberId", "choice")) as Vote[];
  return {
    meeting,
    item,
    rules: rulesFor(rulesOf(meeting), item.purpose),
    room: roomOf(attendees, recused),
    spoken,
    votes,
    ballots: fromJson<CountedBallot[]>(item.ballots),
  };
}

export function roomOf(attendees: readonly Attendee[], recused: readonly string[]): ItemRoom {
  return {
    eligible: attendees.map(({ personId, seat }) => ({ id: personId, isSecretary: seat === "secretary" })),
    present: attendees.filter(({ status }) => status === "present").map(({ personId }) => personId),
    recused,
  };
}

export interface AgendaStanding {
  id: string;
  digest: string;
  revealedAt: string | null;
  place: number | null;
  score: string | null;
}

/** The project's place in the standing of its latest frozen or revealed round of a kind. */
export async function frozenStandingOf(
  db: Queryable,
  projectId: string,
  roundKind: string,
): Promise<AgendaStanding | undefined> {
  return (await db("standingEntries as s")
    .join("standings as t", "t.id", "s.standingId")
    .join("rounds as r", "r.id", "t.roundId")
    .join("entries as e", "e.id", "s.entryId")
    .where({ "e.projectId": projectId, "r.kind": roundKind })
    .whereIn("r.state", ["frozen", "revealed"])
    .whereRaw("t.generation = r.generation")
    .orderBy("t.computedAt", "desc")
    .orderBy("t.version", "desc")
    .first("t.id", "t.digest", "t.revealedAt", "s.place", "s.score")) as AgendaStanding | undefined;
}

export interface PlaceInStanding {
  place: number | null;
  score: string | null;
}

/** Places by project in the one standing that an item refers to: a later one is not what is voted on. */
export async function placesIn(
  db: Queryable,
  standingId: string,
): Promise<Map<string, PlaceInStanding>> {
  const rows = (await db("standingEntries as s")
    .join("entries as e", "e.id", "s.entryId")
    .where({ "s.standingId": standingId })
    .whereNotNull("e.projectId")
    .select("e.projectId", "s.place", "s.score")) as (PlaceInStanding & { projectId: string })[];
  return new Map(rows.map(({ projectId, place, score }) => [projectId, { place, score }]));
}

/** Whether the project already waits on an agenda that is not over. */
export async function liveItemOf(db: Queryable, projectId: string): Promise<string | undefined> {
  const found = (await db("agendaItemProjects as p")
    .join("agendaItems as i", "i.id", "p.itemId")
    .where({ "p.projectId": projectId })
    .whereIn("i.state", ["proposed", "pending", "open"])
    .first("i.id")) as { id: string } | undefined;
  return found?.id;
}

export async function nextPosition(db: Queryable, meetingId: string): Promise<number> {
  const [row] = (await db("agendaItems").where({ meetingId }).max({ last: "position" })) as {
    last: number | null;
  }[];
  return Number(row?.last ?? 0) + 1;
}

/** Members who lead a project of the item or work on it are out of the room for it. */
export async function recuseOwnProjects(tx: Transaction, itemId: string, now: string): Promise<void> {
  const item = (await tx("agendaItems").where({ id: itemId }).first("meetingId")) as { meetingId: string };
  const projectIds = (await tx("agendaItemProjects").where({ itemId }).pluck("projectId")) as string[];
  const leads = (await tx("projects").whereIn("id", projectIds).pluck("leadId")) as string[];
  const members = (await tx("projectMembers").whereIn("projectId", projectIds).pluck("personId")) as string[];
  const own = (await tx("meetingAttendance")
    .where({ meetingId: item.meetingId })
    .whereIn("personId", [...new Set([...leads, ...members])])
    .pluck("personId")) as string[];
  await tx("agendaRecusals").where({ itemId, reason: "" }).delete();
  for (const personId of own)
    await tx("agendaRecusals")
      .insert({ itemId, personId, reason: "", at: now })
      .onConflict(["itemId", "personId"])
      .ignore();
}

/** The meeting's own history, beside those of the projects. Numbers its events like every subject. */
export async function recordMeetingEvent(
  tx: Transaction,
  meeting: MeetingRow,
  by: { personId: string; role: string },
  event: { transition: string; to: MeetingRow["state"]; reason?: string; facts?: object },
  now: string,
): Promise<void> {
  const seq = meeting.eventSeq + 1;
  await tx("meetings").where({ id: meeting.id }).update({ eventSeq: seq, state: event.to });
  await tx("events").insert({
    id: newId(),
    subjectKind: "meeting",
    subjectId: meeting.id,
    seq,
    at: now,
    actorId: by.personId,
    actorRole: by.role,
    transition: event.transition,
    fromState: meeting.state,
    toState: event.to,
    reason: event.reason ?? "",
    facts: JSON.stringify(event.facts ?? {}),
  });
}
