import {
  findItemAtHand,
  findMeetingRow,
  type ItemAtHand,
  type MeetingRow,
} from "~/data/agenda.server";
import type { Transaction } from "~/data/connection.server";
import { hasSay } from "~/domain/committee/room";
import { can, type Ability } from "~/domain/permissions";
import type { Actor } from "~/domain/people";
import { refuse, unless } from "~/domain/refusal";

/**
 * What is done in one meeting is done one after the other: a vote on its way while the ballot is
 * counted would else be stored and not counted.
 */
async function takeTurn(tx: Transaction, meetingId: string): Promise<void> {
  await tx("meetings").where({ id: meetingId }).forUpdate().first("id");
}

/** The meeting a command is about; another hospital's does not exist for this actor. */
export async function meetingAtHand(
  tx: Transaction,
  actor: Actor,
  meetingId: string,
  ability: Ability,
): Promise<MeetingRow> {
  await takeTurn(tx, meetingId);
  const meeting = await findMeetingRow(tx, meetingId);
  if (!meeting || can(actor, "meeting.read", meeting)) refuse("not_found", {}, 404);
  unless(can(actor, ability, meeting));
  return meeting;
}

export async function itemAtHand(
  tx: Transaction,
  actor: Actor,
  itemId: string,
  ability: Ability | null,
): Promise<ItemAtHand> {
  const item = (await tx("agendaItems").where({ id: itemId }).first("meetingId")) as
    { meetingId: string } | undefined;
  if (!item) refuse("not_found", {}, 404);
  await takeTurn(tx, item.meetingId);
  const hand = await findItemAtHand(tx, itemId);
  if (!hand || can(actor, "meeting.read", hand.meeting)) refuse("not_found", {}, 404);
  if (ability) unless(can(actor, ability, hand.meeting));
  return hand;
}

/** Refuses whatever is done in the room while the item is not being treated. */
export function whileOpen({ meeting, item }: ItemAtHand): void {
  if (meeting.state !== "open") refuse("meeting_not_open", {}, 409);
  if (item.state === "decided") refuse("item_decided_already", { at: item.decidedAt ?? "–" }, 409);
  if (item.state !== "open") refuse("item_not_open", {}, 409);
}

/** Members speak and vote for themselves; the clerk enters what was said and raised in the room. */
export function forMember(actor: Actor, hand: ItemAtHand, personId: string): void {
  if (actor.role === "clerk") {
    unless(can(actor, "meeting.manage", hand.meeting));
    return;
  }
  unless(can(actor, "meeting.vote", hand.meeting));
  if (personId !== actor.personId) refuse("only_for_yourself");
  unless(hasSay(hand.room, personId));
}
