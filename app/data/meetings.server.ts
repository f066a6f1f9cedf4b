import type { AgendaPurpose } from "~/domain/committee/agenda";
import { PURPOSES } from "~/domain/committee/agenda";
import { inRoom, least } from "~/domain/committee/room";
import type { Candidate, ItemLine, MeetingLine, MeetingView } from "~/domain/committee/views";
import type { Actor } from "~/domain/people";
import { can } from "~/domain/permissions";
import { refuse } from "~/domain/refusal";
import { attendeesOf, frozenStandingOf, roomOf, rulesOf, type MeetingRow } from "./agenda.server";
import type { Queryable } from "./connection.server";
import { readPage, type Page } from "./keyset.server";
import { likePattern } from "./text.server";

/** Meetings of the actor's own hospital, for the roles that attend, prepare or witness them. */
export function visibleMeetings(db: Queryable, actor: Actor) {
  const query = db("meetings as m");
  if (actor.hospitalId === null || can(actor, "meeting.list")) return query.whereRaw("1 = 0");
  return query
    .where({ "m.hospitalId": actor.hospitalId })
    .whereIn("m.hospitalId", [...actor.organisationIds]);
}

export interface MeetingQuery {
  q: string;
  state: string;
  cursor: string | null;
}

export async function listMeetings(
  db: Queryable,
  actor: Actor,
  query: MeetingQuery,
): Promise<Page<MeetingLine>> {
  const rows = visibleMeetings(db, actor);
  if (query.q.trim() !== "")
    void rows.whereRaw("lower(m.title) like ? escape '\\'", [likePattern(query.q)]);
  if (query.state) void rows.where({ "m.state": query.state });
  const count = (table: string) => db(table).whereRaw("meeting_id = m.id").count({ n: "*" });
  void rows.select(
    "m.id",
    "m.title",
    "m.startsAt",
    "m.place",
    "m.state",
    count("meetingAttendance").as("eligible"),
    count("meetingAttendance").where({ status: "present" }).as("present"),
    count("agendaItems").whereNotIn("state", ["put_off", "proposed"]).as("items"),
    count("agendaItems").where({ state: "decided" }).as("decided"),
  );
  return readPage<MeetingLine>(
    rows,
    { column: "m.startsAt", id: "m.id", direction: "desc" },
    query.cursor,
    20,
    (row) => row.startsAt,
  );
}

/** Throws 404 for another hospital's meeting. */
export async function findMeetingFor(db: Queryable, actor: Actor, id: string): Promise<MeetingRow> {
  const row = (await visibleMeetings(db, actor).where({ "m.id": id }).first("m.*")) as
    | MeetingRow
    | undefined;
  return row ?? refuse("not_found", {}, 404);
}

export async function findMeeting(db: Queryable, actor: Actor, id: string): Promise<MeetingView> {
  const meeting = await findMeetingFor(db, actor, id);
  const seats = await attendeesOf(db, id);
  const room = roomOf(seats, []);
  const rules = rulesOf(meeting);
  const { title, startsAt, place, state, openedAt, closedAt } = meeting;
  return {
    id,
    title,
    startsAt,
    place,
    state,
    openedAt,
    closedAt,
    rules,
    seats,
    items: await itemLines(db, id),
    quorum: {
      have: inRoom(room).length,
      need: least(rules.quorum, seats.length),
      eligible: seats.length,
    },
    isClerk: can(actor, "meeting.manage", meeting) === null,
    mayPropose: can(actor, "meeting.propose", meeting) === null,
  };
}

async function itemLines(db: Queryable, meetingId: string): Promise<ItemLine[]> {
  const items = (await db("agendaItems").where({ meetingId }).orderBy("position")) as (Omit<
    ItemLine,
    "projects" | "isSingle"
  > & { singledFromId: string | null })[];
  const projects = (await db("agendaItemProjects as a")
    .join("projects as p", "p.id", "a.projectId")
    .join("agendaItems as i", "i.id", "a.itemId")
    .where({ "i.meetingId": meetingId })
    .orderBy("a.position")
    .select("a.itemId", "p.id", "p.title")) as { itemId: string; id: string; title: string }[];
  return items.map(({ id, position, purpose, title, state, result, lastPlace, singledFromId }) => ({
    id,
    position,
    purpose,
    title,
    state,
    result,
    lastPlace,
    isSingle: singledFromId !== null,
    projects: projects
      .filter((one) => one.itemId === id)
      .map((one) => ({ id: one.id, title: one.title })),
  }));
}

/** Projects of the meeting's hospital that can be put on an agenda for a purpose, best place first. */
export async function listCandidates(
  db: Queryable,
  actor: Actor,
  purpose: AgendaPurpose,
): Promise<Candidate[]> {
  if (actor.hospitalId === null || can(actor, "meeting.propose")) return [];
  const rule = PURPOSES[purpose];
  const rows = (await db("projects as p")
    .join("organisations as o", "o.id", "p.departmentId")
    .where({ "p.hospitalId": actor.hospitalId })
    .whereIn("p.hospitalId", [...actor.organisationIds])
    .whereIn("p.state", [...rule.from])
    .whereNotExists(
      db("agendaItemProjects as a")
        .join("agendaItems as i", "i.id", "a.itemId")
        .whereIn("i.state", ["proposed", "pending", "open"])
        .whereRaw("a.project_id = p.id"),
    )
    .modify((query) => {
      if (purpose === "amendment")
        void query.whereIn("p.id", db("amendments").where({ state: "proposed" }).select("projectId"));
    })
    .orderBy("p.code")
    .limit(200)
    .select("p.id", "p.code", "p.title", "p.state", "o.name as department")) as Omit<
    Candidate,
    "place" | "score"
  >[];
  const candidates: Candidate[] = [];
  for (const row of rows) {
    const standing = rule.standing ? await frozenStandingOf(db, row.id, rule.standing) : undefined;
    // What the command would refuse for want of a frozen standing is not offered.
    if (rule.standing && !standing) continue;
    const shown = standing?.revealedAt ? standing : undefined;
    candidates.push({ ...row, place: shown?.place ?? null, score: shown?.score ?? null });
  }
  return candidates.sort((a, b) => (a.place ?? 1e9) - (b.place ?? 1e9));
}
