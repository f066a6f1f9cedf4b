import { advanceCycle } from "~/commands/advance-cycle.server";
import { advanceEntry } from "~/commands/advance-entry.server";
import { advanceRound } from "~/commands/advance-round.server";
import { answerInvitation } from "~/commands/answer-invitation.server";
import { createCycle } from "~/commands/create-cycle.server";
import { createEntry } from "~/commands/create-entry.server";
import { inviteExperts } from "~/commands/invite-experts.server";
import { runDueTransitions } from "~/commands/run-due-transitions.server";
import { submitSheet } from "~/commands/submit-sheet.server";
import type { EntryState } from "~/domain/lifecycle/entry-table";
import { defaultOptions } from "~/domain/lifecycle/options";
import type { Tier } from "~/domain/standing/types";
import { addDays } from "~/domain/working-days";
import type { Context } from "~/platform/context";
import { RUBRIC, RUBRIC_NAME, ruleWith } from "./rubric";
import type { Judges } from "./scores";
import type { Hand, Stage } from "./stage";
import { CATEGORIES, type CategoryKey } from "./texts/categories";
import type { EntryText } from "./texts/entries-2023";
import { officeOf } from "./world";

export interface Nomination {
  readonly hospital: string;
  readonly category: CategoryKey;
  readonly text: EntryText;
}

export interface MunicipalPlot {
  readonly year: number;
  readonly name: string;
  readonly roundName: string;
  readonly hospitals: readonly string[];
  readonly nominations: readonly Nomination[];
  readonly experts: readonly string[];
  readonly chair: string | null;
  readonly minimum: number;
  readonly tiers: readonly Tier[];
  /** The day the cycle is set up; the rest follows from it. */
  readonly begins: string;
  /** Days from the beginning to the nominations, the lots, the presentations. */
  readonly offsets: { readonly nominate: number; readonly draw: number; readonly present: number };
  readonly scoreUntil: string;
}

export interface MunicipalCycle {
  cycleId: string;
  roundId: string;
}

const later = (ctx: Context, seconds: number): Context => ({
  ...ctx,
  now: new Date(Date.parse(ctx.now) + seconds * 1000).toISOString(),
});

const STAFF = ["刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高"] as const;
const GIVEN = [
  "思远",
  "文静",
  "建国",
  "晓岚",
  "志强",
  "雨桐",
  "海燕",
  "立新",
  "若兰",
  "宏伟",
] as const;

/** From the setting up to the opening of the scoring: everything both municipal cycles share. */
export function planReview(stage: Stage, plot: MunicipalPlot): MunicipalCycle {
  const made: MunicipalCycle = { cycleId: "", roundId: "" };
  const entries: string[] = [];
  const day = (offset: number) => addDays(plot.begins, offset);

  stage.plan(stage.at(plot.begins, "09:30"), async (hand) => {
    const ctx = await hand("centre", "centre_officer");
    made.cycleId = await createCycle(ctx, {
      kind: "municipal",
      organisationId: stage.organisation("centre"),
      roundName: plot.roundName,
      rubric: { name: RUBRIC_NAME, body: RUBRIC },
      settings: {
        year: plot.year,
        name: plot.name,
        dates: {
          applyFrom: plot.begins,
          applyUntil: day(plot.offsets.draw - 1),
          scoreUntil: plot.scoreUntil,
          reviewOn: day(plot.offsets.present),
        },
        options: {
          ...defaultOptions,
          minimumPanel: plot.minimum,
          minimumSheets: plot.minimum,
          entriesPerOrganisation: 3,
        },
        categories: CATEGORIES,
        quotas: { applicationsPerDepartment: null },
        rule: ruleWith(plot.minimum, plot.tiers, 3),
        participants: plot.hospitals.map((key) => stage.organisation(key)),
      },
    });
    await stage.db.write("cycles").where({ id: made.cycleId }).update({ isDemo: 1 });
    const round = (await stage.db.read("rounds").where({ cycleId: made.cycleId }).first("id")) as {
      id: string;
    };
    made.roundId = round.id;
  });

  plot.nominations.forEach((nomination, index) => {
    const minute = String(index % 60).padStart(2, "0");
    const at = stage.at(
      day(plot.offsets.nominate + (index % 3)),
      `1${Math.floor(index / 60)}:${minute}`,
    );
    stage.plan(at, async (hand) => {
      entries.push(await nominate(stage, hand, made.cycleId, nomination));
    });
  });
  stage.plan(stage.at(day(plot.offsets.nominate + 4), "15:00"), async (hand) => {
    for (const id of entries) await pressEntry(hand, id, "qualify", "nominated");
  });
  stage.plan(stage.at(day(plot.offsets.draw - 4), "10:00"), async (hand) => {
    const ctx = await hand("centre", "centre_officer");
    const personIds = plot.experts.map((key) => stage.person(key));
    await inviteExperts(ctx, { roundId: made.roundId, personIds, seat: "member" });
    if (plot.chair !== null)
      await inviteExperts(ctx, {
        roundId: made.roundId,
        personIds: [stage.person(plot.chair)],
        seat: "chair",
      });
  });
  const invited = [...plot.experts, ...(plot.chair === null ? [] : [plot.chair])];
  invited.forEach((who, index) => {
    const at = stage.at(day(plot.offsets.draw - 3), `09:${String(10 + index).padStart(2, "0")}`);
    stage.plan(at, (hand) => accept(stage, hand, made.roundId, who));
  });
  stage.plan(stage.at(day(plot.offsets.draw), "09:00"), async (hand) => {
    await pressCycle(hand, made.cycleId, "draw", "collecting", "centre");
    await pressCycle(hand, made.cycleId, "draw", "collecting", "witness");
  });
  stage.plan(stage.at(day(plot.offsets.present), "08:30"), async (hand) => {
    await pressCycle(hand, made.cycleId, "start", "drawn", "centre");
    await pressRound(hand, made.roundId, "open", "preparing", "centre");
  });
  stage.plan(stage.at(day(plot.offsets.present), "09:00"), async (hand) => {
    const inOrder = (await stage.db
      .read("entries")
      .where({ roundId: made.roundId })
      .orderBy("position")
      .pluck("id")) as string[];
    for (const id of inOrder) await pressEntry(hand, id, "present", "scheduled");
  });
  return made;
}

async function nominate(
  stage: Stage,
  hand: Hand,
  cycleId: string,
  { hospital, category, text }: Nomination,
): Promise<string> {
  const [title, leadDepartment, about, cause, measures, indicator, before, after] = text;
  const ctx = await hand(officeOf(hospital), "office");
  const count = stage.random.between(18, 74);
  const id = await createEntry(ctx, {
    cycleId,
    from: {
      form: {
        title,
        category,
        problem: `上一年度涉及“${about}”的诉求 ${count} 件，占全院诉求的 ${stage.random.between(4, 19)}%。${cause}；${indicator}为 ${before}。`,
        measures: measures
          .split("；")
          .map((one, index) => `${index + 1}. ${one}。`)
          .join("\n"),
        effect: `${indicator}由 ${before} 变为 ${after}；同期同类诉求降至 ${stage.random.between(2, 12)} 件。口径与统计时段前后一致。`,
        leadDepartment,
        leadName: stage.random.pick(STAFF) + stage.random.pick(GIVEN),
      },
    },
  });
  await advanceEntry(ctx, {
    entryId: id,
    transition: "nominate",
    expectedState: "draft",
    reason: "",
  });
  return id;
}

async function pressEntry(
  hand: Hand,
  entryId: string,
  transition: string,
  expectedState: EntryState,
) {
  const ctx = await hand("centre", "centre_officer");
  await advanceEntry(ctx, { entryId, transition, expectedState, reason: "" });
}

async function pressCycle(
  hand: Hand,
  cycleId: string,
  transition: string,
  expectedState: string,
  who: "centre" | "witness",
) {
  const ctx = await hand(who, who === "centre" ? "centre_officer" : "witness");
  await advanceCycle(ctx, { cycleId, transition, expectedState, reason: "" });
}

export async function pressRound(
  hand: Hand,
  roundId: string,
  transition: string,
  expectedState: string,
  who: "centre" | "office" | "witness",
  reason = "",
) {
  const ctx = await hand(who, who === "centre" ? "centre_officer" : who);
  await advanceRound(ctx, { roundId, transition, expectedState, reason });
}

export async function accept(
  stage: Stage,
  hand: Hand,
  roundId: string,
  who: string,
): Promise<void> {
  const member = (await stage.db
    .read("panelMembers")
    .where({ roundId, personId: stage.person(who) })
    .first("id", "seat")) as { id: string; seat: string };
  const ctx = await hand(who, member.seat === "chair" ? "panel_chair" : "expert");
  await answerInvitation(ctx, { memberId: member.id, answer: "accepted", reason: "" });
}

/** Who may score what: the panel without recusals, in the order in which the entries were called. */
export async function desks(
  stage: Stage,
  roundId: string,
): Promise<{ entryId: string; code: string; who: string; chair: boolean }[]> {
  const rows = (await stage.db
    .read("entries as e")
    .join("panelMembers as m", "m.roundId", "e.roundId")
    .join("people as p", "p.id", "m.personId")
    .where({ "e.roundId": roundId, "m.status": "accepted" })
    .whereNotExists((recused) => {
      void recused
        .from("recusals as x")
        .whereRaw("x.panel_member_id = m.id and x.entry_id = e.id and x.dismissed_at is null");
    })
    .orderBy("e.position")
    .orderBy("m.position")
    .select("e.id as entryId", "e.code", "p.username as who", "m.seat")) as {
    entryId: string;
    code: string;
    who: string;
    seat: string;
  }[];
  return rows.map(({ seat, ...row }) => ({ ...row, chair: seat === "chair" }));
}

const SECONDS_A_SHEET = 23;

/** Hands in the sheets of those desks, one soon after the other. */
export async function score(
  hand: Hand,
  judges: Judges,
  seats: readonly { entryId: string; code: string; who: string; chair: boolean }[],
): Promise<void> {
  for (const [index, { entryId, code, who, chair }] of seats.entries()) {
    const ctx = later(await hand(who, chair ? "panel_chair" : "expert"), index * SECONDS_A_SHEET);
    const done = await submitSheet(ctx, {
      entryId,
      revision: 0,
      ...judges.sheet(RUBRIC, code, who),
      comments: {},
    });
    if (!done.submitted)
      throw new Error(`the demo's sheet was refused: ${JSON.stringify(done.refusals)}`);
  }
}

/** From the last sheet to the published standing. */
export function planPublication(
  stage: Stage,
  made: MunicipalCycle,
  days: { freeze: string; announce: string; over: string; publish: string },
): void {
  stage.plan(stage.at(days.freeze, "14:00"), async (hand) => {
    await pressRound(hand, made.roundId, "close", "open", "centre");
    await pressRound(hand, made.roundId, "freeze", "closed", "centre");
    await pressRound(hand, made.roundId, "freeze", "closed", "witness");
  });
  stage.plan(stage.at(days.freeze, "14:30"), async (hand) => {
    await pressRound(hand, made.roundId, "reveal", "frozen", "centre");
    await pressCycle(hand, made.cycleId, "freeze", "running", "centre");
    await pressCycle(hand, made.cycleId, "freeze", "running", "witness");
  });
  stage.plan(stage.at(days.announce, "09:00"), (hand) =>
    pressCycle(hand, made.cycleId, "announce", "frozen", "centre"),
  );
  stage.plan(stage.at(days.over, "00:10"), (_hand, now) => runDueTransitions(stage.db, now));
  stage.plan(stage.at(days.publish, "10:00"), (hand) =>
    pressCycle(hand, made.cycleId, "publish", "noticed", "centre"),
  );
}
