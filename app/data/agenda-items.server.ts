import { createHash } from "node:crypto";
import { PURPOSES } from "~/domain/committee/agenda";
import { divideList } from "~/domain/committee/agenda-list";
import { eligibleCount, inRoom, least } from "~/domain/committee/room";
import { maySpeak, mayVote } from "~/domain/committee/speaking";
import { tally, type Tally } from "~/domain/committee/tally";
import type { ItemMember, ItemProject, ItemView } from "~/domain/committee/views";
import type { Actor } from "~/domain/people";
import { can } from "~/domain/permissions";
import { refuse } from "~/domain/refusal";
import { attendeesOf, findItemAtHand, placesIn, type ItemAtHand } from "./agenda.server";
import type { Queryable } from "./connection.server";
import { findMeetingFor } from "./meetings.server";

/**
 * One item as this actor may see it: how a member voted is told to nobody else before the item is
 * decided, and the count to the clerk alone, when everybody in the room has voted.
 */
export async function findItem(
  db: Queryable,
  actor: Actor,
  meetingId: string,
  itemId: string,
): Promise<ItemView> {
  const meeting = await findMeetingFor(db, actor, meetingId);
  const hand = await findItemAtHand(db, itemId);
  if (hand?.item.meetingId !== meetingId) refuse("not_found", {}, 404);
  const { item, room, rules } = hand;
  const isClerk = can(actor, "meeting.manage", meeting) === null;
  const standing = await standingOf(db, hand);
  const projects = await projectsOf(db, hand, standing?.isRevealed ?? false);
  const voters = inRoom(room);
  const votesMissing = voters.filter(({ id }) => !hand.votes.some((vote) => vote.memberId === id)).length;
  const counted: Tally | null =
    isClerk && item.state === "open" && voters.length > 0 && votesMissing === 0 ? asTally(hand) : null;
  const around = (await db("agendaItems")
    .where({ meetingId })
    .whereNotIn("state", ["proposed", "put_off"])
    .orderBy("position")
    .pluck("id")) as string[];
  const at = around.indexOf(itemId);
  return {
    id: item.id,
    position: item.position,
    purpose: item.purpose,
    title: item.title,
    state: item.state,
    result: item.result,
    motion: item.motion,
    motions: PURPOSES[item.purpose].motions,
    ballot: item.ballot,
    lastPlace: item.lastPlace,
    note: item.note,
    reason: item.reason,
    decidedAt: item.decidedAt,
    meeting: { id: meeting.id, title: meeting.title, state: meeting.state, startsAt: meeting.startsAt },
    standing,
    projects: projects.rows,
    hasTieAtLine: projects.hasTie,
    members: await membersOf(db, actor, hand, isClerk),
    quorum: {
      have: voters.length,
      need: least(rules.quorum, eligibleCount(room, rules)),
      eligible: eligibleCount(room, rules),
    },
    running: counted,
    votesMissing,
    ballots: [...hand.ballots],
    previous: at > 0 ? (around[at - 1] ?? null) : null,
    next: at >= 0 ? (around[at + 1] ?? null) : null,
    actorId: actor.personId,
    isClerk,
    isMember: room.eligible.some(({ id }) => id === actor.personId),
  };
}

function asTally({ room, rules, votes }: ItemAtHand): Tally | null {
  const counted = tally(room, rules, votes);
  return "code" in counted ? null : counted;
}

/** Recomputes the digest of the standing that the item names: what was voted on can be proved. */
async function standingOf(db: Queryable, { item }: ItemAtHand): Promise<ItemView["standing"]> {
  if (!item.standingId) return null;
  const row = (await db("standings").where({ id: item.standingId }).first("result", "revealedAt")) as {
    result: string;
    revealedAt: string | null;
  };
  const digest = createHash("sha256").update(row.result).digest("hex");
  return {
    digest: item.standingDigest,
    isIntact: digest === item.standingDigest,
    isRevealed: row.revealedAt !== null,
  };
}

async function projectsOf(
  db: Queryable,
  { item }: ItemAtHand,
  revealed: boolean,
): Promise<{ rows: ItemProject[]; hasTie: boolean }> {
  const rows = (await db("agendaItemProjects as a")
    .join("projects as p", "p.id", "a.projectId")
    .join("organisations as o", "o.id", "p.departmentId")
    .join("people as l", "l.id", "p.leadId")
    .where({ "a.itemId": item.id })
    .orderBy("a.position")
    .select(
      "p.id",
      "p.code",
      "p.title",
      "o.name as department",
      "l.name as lead",
      "p.state",
      "a.proposal",
    )) as Omit<ItemProject, "place" | "score" | "isBelow">[];
  const places = item.standingId && revealed ? await placesIn(db, item.standingId) : null;
  const found = rows.map((row): ItemProject => {
    const { place = null, score = null } = places?.get(row.id) ?? {};
    return { ...row, place, score, isBelow: false };
  });
  found.sort((a, b) => (a.place ?? 1e9) - (b.place ?? 1e9));
  if (item.lastPlace === null || !revealed) return { rows: found, hasTie: false };
  const entries = found.map(({ id, place }) => ({ id, place, singledOut: false }));
  const divided = divideList({ entries, lastPlace: item.lastPlace });
  if ("code" in divided) return { rows: found, hasTie: false };
  return {
    rows: found.map((row) => ({ ...row, isBelow: divided.below.includes(row.id) })),
    hasTie: divided.tiedAtLine.length > 0,
  };
}

async function membersOf(
  db: Queryable,
  actor: Actor,
  hand: ItemAtHand,
  isClerk: boolean,
): Promise<ItemMember[]> {
  const { item, room, rules, meeting } = hand;
  const seats = await attendeesOf(db, item.meetingId);
  const recusals = (await db("agendaRecusals").where({ itemId: item.id })) as {
    personId: string;
    reason: string;
  }[];
  const opinions = (await db("agendaOpinions as o")
    .join("people as p", "p.id", "o.enteredBy")
    .where({ "o.itemId": item.id })
    .select("o.personId", "o.text", "o.at", "o.enteredBy", "p.name")) as {
    personId: string;
    text: string;
    at: string;
    enteredBy: string;
    name: string;
  }[];
  const voted = hand.votes.map(({ memberId }) => memberId);
  const isDecided = item.state === "decided";
  const live = meeting.state === "open" && item.state === "open";
  return seats.map(({ personId, name, seat, status }) => {
    const said = opinions.find((one) => one.personId === personId);
    const vote = hand.votes.find((one) => one.memberId === personId);
    return {
      personId,
      name,
      isSecretary: seat === "secretary",
      status,
      recusal: recusals.find((one) => one.personId === personId)?.reason ?? null,
      opinion: said
        ? { text: said.text, at: said.at, enteredBy: said.enteredBy === personId ? null : said.name }
        : null,
      hasVoted: vote !== undefined,
      choice: vote && (isDecided || personId === actor.personId) ? vote.choice : null,
      mayAct: live && (isClerk || (personId === actor.personId && can(actor, "meeting.vote", meeting) === null)),
      speaking: maySpeak(room, hand.spoken, personId),
      voting: mayVote(room, rules, "open", hand.spoken, voted, personId),
    };
  });
}
