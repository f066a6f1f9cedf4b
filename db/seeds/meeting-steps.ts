import { castVote } from "~/commands/cast-vote.server";
import { closeMeeting } from "~/commands/close-meeting.server";
import { createMeeting } from "~/commands/create-meeting.server";
import { decideItem } from "~/commands/decide-item.server";
import { openItem } from "~/commands/open-item.server";
import { openMeeting } from "~/commands/open-meeting.server";
import { putOnAgenda } from "~/commands/put-on-agenda.server";
import { recordAttendance } from "~/commands/record-attendance.server";
import { recordOpinion } from "~/commands/record-opinion.server";
import { attendeesOf, findItemAtHand } from "~/data/agenda.server";
import type { AgendaPurpose } from "~/domain/committee/agenda";
import { speakingOrder } from "~/domain/committee/speaking";
import type { Context } from "~/platform/context";
import type { Part } from "./project-steps";
import type { Hand, Stage } from "./stage";

export interface AgendaItem {
  readonly purpose: AgendaPurpose;
  readonly title: string;
  readonly parts: readonly Part[];
  readonly grade?: string;
  readonly note?: string;
  /** Votes against; the others are for. */
  readonly against?: number;
  readonly reason?: string;
}

const OPINIONS = [
  "同意。问题来自诉求数据，措施责任到人。",
  "同意，请归口部门按季度督办。",
  "同意，注意经费与信息化排期。",
  "同意，建议把经验在全院推广。",
  "同意，过程材料要完整归档。",
] as const;
const DOUBTS = [
  "范围偏小，建议并入科室常规改进。",
  "与在研项目内容重叠，不建议单独立项。",
  "数据支撑不足，建议完善后再报。",
] as const;

/** Called, held and closed in one day; the clerk records what is said and voted. */
export function planMeeting(
  stage: Stage,
  title: string,
  day: number,
  items: readonly AgendaItem[],
): void {
  const made = { id: "", items: [] as string[] };
  const startsAt = stage.at(day, "14:30");
  stage.plan(stage.at(day - 5, "16:00"), async (hand) => {
    made.id = await call(hand, title, startsAt);
    for (const item of items)
      made.items.push(await putOnAgenda(await hand("clerk", "clerk"), agendaItem(made.id, item)));
  });
  stage.plan(startsAt, async (hand) => {
    const clerk = await hand("clerk", "clerk");
    await takeAttendance(stage, clerk, made.id);
    await openMeeting(clerk, made.id);
    for (const [index, item] of items.entries())
      await treat(stage, clerk, made.items[index] ?? "", item);
    await closeMeeting(clerk, made.id);
  });
}

/** A meeting still to come: what stands on its agenda, and what the office has proposed for it. */
export function planComingMeeting(
  stage: Stage,
  title: string,
  day: number,
  items: readonly AgendaItem[],
  proposed: readonly AgendaItem[],
): void {
  stage.plan(stage.at(-1, "16:20"), async (hand) => {
    const id = await call(hand, title, stage.at(day, "14:30"));
    for (const item of items) await putOnAgenda(await hand("clerk", "clerk"), agendaItem(id, item));
    for (const item of proposed)
      await putOnAgenda(await hand("office", "office"), agendaItem(id, item));
  });
}

async function call(hand: Hand, title: string, startsAt: string): Promise<string> {
  return createMeeting(await hand("clerk", "clerk"), {
    title,
    startsAt,
    place: "行政楼三层会议室",
    quorum: "more_than_half",
    majority: "more_than_half",
    recusedLeaveEligible: false,
    twoThirdsFor: ["revocation"],
  });
}

const agendaItem = (meetingId: string, item: AgendaItem) => ({
  meetingId,
  purpose: item.purpose,
  title: item.title,
  projects: item.parts.map(({ id }) => ({ id, proposal: item.grade ?? "" })),
  lastPlace: null,
  note: item.note ?? "",
});

async function takeAttendance(stage: Stage, clerk: Context, meetingId: string): Promise<void> {
  const people = await attendeesOf(stage.db.read, meetingId);
  const away = stage.random.pick(people.filter(({ seat }) => seat === "member"));
  await recordAttendance(clerk, {
    meetingId,
    people: people.map(({ personId }) =>
      personId === away.personId
        ? { personId, status: "leave", leaveReason: "外出参加会议" }
        : { personId, status: "present", leaveReason: "" },
    ),
  });
}

/** Report, everybody's opinion with the secretary's last, the vote, the decision. */
async function treat(
  stage: Stage,
  clerk: Context,
  itemId: string,
  item: AgendaItem,
): Promise<void> {
  await openItem(clerk, itemId);
  const hand = await findItemAtHand(stage.db.read, itemId);
  if (!hand) throw new Error(`the demo's agenda item ${item.title} is gone`);
  const order = speakingOrder(hand.room);
  const against = item.against ?? 0;
  for (const [turn, personId] of order.entries())
    await recordOpinion(clerk, {
      itemId,
      personId,
      text: stage.random.pick(turn < against ? DOUBTS : OPINIONS),
    });
  for (const [turn, personId] of order.entries())
    await castVote(clerk, {
      itemId,
      personId,
      choice: turn < against ? "against" : "for",
      ballot: 1,
    });
  await decideItem(clerk, {
    itemId,
    ballot: 1,
    reason: item.reason ?? "",
    othersNotVoting: false,
  });
}
