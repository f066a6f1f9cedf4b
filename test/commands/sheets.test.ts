import { beforeAll, beforeEach, expect, it } from "vitest";
import { advanceRound } from "~/commands/advance-round.server";
import { declineToScore } from "~/commands/decline-to-score.server";
import { declareRecusal } from "~/commands/declare-recusal.server";
import { reopenSheet } from "~/commands/reopen-sheet.server";
import { saveSheet } from "~/commands/save-sheet.server";
import { submitSheet } from "~/commands/submit-sheet.server";
import { verifyChains } from "~/data/sheet-chain.server";
import type { Actor } from "~/domain/people";
import { Refused } from "~/domain/refusal";
import { NOW } from "#test/factories";
import { makeExpert, makeRound, type MadeRound } from "#test/factories-rounds";
import { withDatabase } from "#test/setup/database";

const FULL = { problem: "27", measures: "26.5", effect: "36" };

/** The code a command is refused with; "" when it is not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "";
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

withDatabase("sheets", (held) => {
  let round: MadeRound;
  const ctx = (actor: Actor, now = NOW) => ({ db: held.db, actor, now, requestId: "test" });
  const typed = (entryId: string, scores: Record<string, string>, revision = 0, comment = "") => ({
    entryId,
    scores,
    comments: {},
    comment,
    revision,
  });
  const sheetOf = async (entryId: string, memberId: string) =>
    (await held.db.read("sheets").where({ entryId, panelMemberId: memberId }).first()) as
      Record<string, unknown> | undefined;

  beforeAll(async () => {
    round = await makeRound(held.db, { entries: 6 });
  });
  let next = 0;
  let entryId = "";
  beforeEach(async () => {
    if (next >= round.entries.length) {
      round = await makeRound(held.db, { entries: 6 });
      next = 0;
    }
    entryId = round.entries[next]!.id;
    next += 1;
  });

  it("keeps a draft, says what is no score and freezes the rubric with the first save", async () => {
    const { actor, memberId } = round.experts[0]!;
    const saved = await saveSheet(ctx(actor), typed(entryId, { problem: "27", measures: "31" }));
    expect(saved).toMatchObject({ saved: true, revision: 1 });
    expect(saved.saved && saved.refusals.measures?.code).toBe("score_above_maximum");
    const sheet = await sheetOf(entryId, memberId);
    expect(JSON.parse(sheet!.scores as string)).toEqual({
      problem: 270,
      measures: null,
      effect: null,
    });
    const rubric = await held.db.read("rubrics").where({ id: round.rubricId }).first();
    expect(rubric.frozenAt).toBe(NOW);
  });

  it("hands both versions back when another device saved in between, and loses neither", async () => {
    const { actor } = round.experts[0]!;
    await saveSheet(ctx(actor), typed(entryId, { problem: "20" }));
    await saveSheet(ctx(actor), typed(entryId, { problem: "21" }, 1));
    const late = await saveSheet(ctx(actor), typed(entryId, { problem: "29" }, 1));
    expect(late).toMatchObject({ saved: false, other: { scores: { problem: 210 }, revision: 2 } });
    expect(!late.saved && late.refusal.code).toBe("sheet_saved_elsewhere");
  });

  it("takes the same save twice as one", async () => {
    const { actor, memberId } = round.experts[0]!;
    await saveSheet(ctx(actor), typed(entryId, { problem: "20" }));
    expect(await saveSheet(ctx(actor), typed(entryId, { problem: "20" }))).toMatchObject({
      saved: true,
      revision: 1,
    });
    expect((await sheetOf(entryId, memberId))!.eventSeq).toBe(1);
  });

  it("names what is missing instead of handing in half a sheet", async () => {
    const { actor } = round.experts[0]!;
    const answer = await submitSheet(ctx(actor), typed(entryId, { problem: "27" }));
    expect(!answer.submitted && Object.keys(answer.refusals)).toEqual(["measures", "effect"]);
  });

  it("hands a sheet in once when the button is pressed twice at the same time", async () => {
    const { actor, memberId } = round.experts[0]!;
    const both = await Promise.all([
      submitSheet(ctx(actor), typed(entryId, FULL)),
      submitSheet(ctx(actor), typed(entryId, FULL)),
    ]);
    expect(both.map((one) => one.submitted)).toEqual([true, true]);
    expect(both.map((one) => one.submitted && one.repeated).sort()).toEqual([false, true]);
    expect((await sheetOf(entryId, memberId))!.eventSeq).toBe(1);
    const entry = await held.db.read("entries").where({ id: entryId }).first("sheetsSubmitted");
    expect(entry.sheetsSubmitted).toBe(1);
  });

  it("refuses other scores on a sheet handed in, until its expert reopens it", async () => {
    const { actor } = round.experts[0]!;
    await submitSheet(ctx(actor), typed(entryId, FULL));
    const other = { ...FULL, effect: "37" };
    expect(await refusalOf(submitSheet(ctx(actor), typed(entryId, other, 1)))).toBe(
      "sheet_is_submitted",
    );
    expect(await refusalOf(saveSheet(ctx(actor), typed(entryId, other, 1)))).toBe(
      "sheet_is_submitted",
    );
    await reopenSheet(ctx(actor), entryId);
    expect(await submitSheet(ctx(actor), typed(entryId, other, 2))).toMatchObject({
      submitted: true,
    });
    const entry = await held.db.read("entries").where({ id: entryId }).first("sheetsSubmitted");
    expect(entry.sheetsSubmitted).toBe(1);
  });

  it("keeps declining to score apart from not having scored, with its reason", async () => {
    const { actor, memberId } = round.experts[1]!;
    expect(await refusalOf(declineToScore(ctx(actor), { entryId, reason: " " }))).toBe(
      "reason_required",
    );
    await declineToScore(ctx(actor), { entryId, reason: "不熟悉该专业" });
    const sheet = await sheetOf(entryId, memberId);
    expect(sheet).toMatchObject({ state: "declined", declineReason: "不熟悉该专业" });
  });

  it("voids the own sheet visibly when an expert declares a conflict after scoring", async () => {
    const { actor, memberId } = round.experts[2]!;
    await submitSheet(ctx(actor), typed(entryId, FULL));
    await declareRecusal(ctx(actor), { entryId, kind: "kinship", reason: "" });
    expect(await sheetOf(entryId, memberId)).toMatchObject({
      state: "void",
      voidReason: "recusal:kinship",
    });
    expect(await refusalOf(submitSheet(ctx(actor), typed(entryId, FULL, 2)))).toBe("entry_recused");
    const entry = await held.db.read("entries").where({ id: entryId }).first("sheetsSubmitted");
    expect(entry.sheetsSubmitted).toBe(0);
  });

  it("lets nobody score who is not seated: strangers, reserves, those who have not accepted", async () => {
    const other = await makeRound(held.db);
    expect(await refusalOf(saveSheet(ctx(other.experts[0]!.actor), typed(entryId, FULL)))).toBe(
      "not_found",
    );
    expect(await refusalOf(saveSheet(ctx(round.office), typed(entryId, FULL)))).toBe(
      "not_permitted",
    );
    const { cycleId, id: roundId } = round;
    const base = { roundId, cycleId, organisationId: other.hospitalId };
    const reserve = await makeExpert(held.db, { ...base, number: 8, seat: "reserve" });
    const invited = await makeExpert(held.db, { ...base, number: 9, status: "invited" });
    expect(await refusalOf(saveSheet(ctx(reserve.actor), typed(entryId, FULL)))).toBe(
      "expert_in_reserve",
    );
    expect(await refusalOf(saveSheet(ctx(invited.actor), typed(entryId, FULL)))).toBe(
      "expert_invited",
    );
  });

  it("seals at closing; a sheet after it comes in late and counts only when it is taken", async () => {
    const made = await makeRound(held.db, { entries: 1 });
    const entry = made.entries[0]!.id;
    const press = (actor: Actor, transition: string, expectedState: string, now = NOW) =>
      advanceRound(ctx(actor, now), {
        roundId: made.id,
        transition,
        expectedState,
        reason: "专家出差",
      });
    await submitSheet(ctx(made.experts[0]!.actor), typed(entry, FULL));
    await press(made.office, "close", "open");
    expect((await sheetOf(entry, made.experts[0]!.memberId))!.state).toBe("sealed");
    expect(await refusalOf(reopenSheet(ctx(made.experts[0]!.actor), entry))).toBe("round_not_open");
    expect(await refusalOf(press(made.office, "take_late_sheet", "closed"))).toBe("no_late_sheet");
    const late = await submitSheet(ctx(made.experts[1]!.actor), typed(entry, FULL));
    expect(late).toMatchObject({ submitted: true, isLate: true });
    const counted = () => held.db.read("entries").where({ id: entry }).first("sheetsSubmitted");
    expect((await counted()).sheetsSubmitted).toBe(1);
    expect(await press(made.office, "take_late_sheet", "closed")).toMatchObject({
      consentOnly: true,
    });
    expect(await press(made.witness, "take_late_sheet", "closed")).toMatchObject({
      consentOnly: false,
    });
    expect(await sheetOf(entry, made.experts[1]!.memberId)).toMatchObject({
      state: "sealed",
      isLate: 0,
    });
    expect((await counted()).sheetsSubmitted).toBe(2);
  });

  it("leaves chains behind that hold", async () => {
    expect(await verifyChains(held.db.read)).toEqual([]);
  });
});
