import { beforeAll, describe, expect, it } from "vitest";
import { advanceRound, closeDueRounds } from "~/commands/advance-round.server";
import { answerInvitation } from "~/commands/answer-invitation.server";
import { createRound } from "~/commands/create-round.server";
import { declareRecusal } from "~/commands/declare-recusal.server";
import { dismissRecusal } from "~/commands/dismiss-recusal.server";
import { editRound } from "~/commands/edit-round.server";
import { inviteExperts } from "~/commands/invite-experts.server";
import { remindExperts } from "~/commands/remind-experts.server";
import { replaceExpert } from "~/commands/replace-expert.server";
import { setAsideEntry } from "~/commands/set-aside-entry.server";
import { verifyChains } from "~/data/sheet-chain.server";
import { revealedStanding } from "~/data/standings.server";
import type { Actor } from "~/domain/people";
import { Refused } from "~/domain/refusal";
import { makeActor, makeOrganisation, NOW } from "#test/factories";
import { makeExpert, makeRound, makeSheets, RULE, type MadeRound } from "#test/factories-rounds";
import { withDatabase } from "#test/setup/database";

async function refused(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
  throw new Error("was not refused");
}

const SCORES = [
  [
    [270, 265, 360],
    [280, 270, 370],
    [250, 250, 330],
  ],
  [[200, 210, 300], [220, 215, 310], null],
] as const;

withDatabase("rounds", (held) => {
  const ctx = (actor: Actor, now = NOW) => ({ db: held.db, actor, now, requestId: "test" });
  const press = (
    round: MadeRound,
    actor: Actor,
    transition: string,
    expectedState: string,
    more: { reason?: string; dueOn?: string } = {},
  ) =>
    advanceRound(ctx(actor), {
      roundId: round.id,
      transition,
      expectedState,
      reason: more.reason ?? "",
      ...(more.dueOn ? { dueOn: more.dueOn } : {}),
    });
  const rowOf = async (table: string, id: string) =>
    (await held.db.read(table).where({ id }).first()) as Record<string, unknown>;
  const rowsOf = async (table: string, where: Record<string, unknown>, orderBy = "id") =>
    (await held.db.read(table).where(where).orderBy(orderBy)) as Record<string, unknown>[];
  async function frozen(scores: Parameters<typeof makeSheets>[2] = SCORES): Promise<MadeRound> {
    const round = await makeRound(held.db);
    await makeSheets(held.db, round, scores);
    await press(round, round.office, "close", "open");
    await press(round, round.office, "freeze", "closed");
    await press(round, round.witness, "freeze", "closed");
    return round;
  }

  describe("preparing", () => {
    it("creates a round of accepted projects with what the experts will read", async () => {
      const round = await makeRound(held.db, { state: "preparing" });
      await held.db.write("entries").where({ roundId: round.id }).update({ roundId: null });
      const id = await createRound(ctx(round.office), {
        cycleId: round.cycleId,
        kind: "establishment",
        name: "立项评审",
        rubricId: round.rubricId,
        rule: RULE,
        minimumPanel: 2,
        dueOn: "2024-03-20",
        affiliationsRecuse: false,
        projectIds: round.entries.map((entry) => entry.projectId ?? ""),
      });
      const entries = await rowsOf("entries", { roundId: id }, "position");
      expect(entries.map((entry) => entry.title)).toEqual(
        round.entries.map((entry) => entry.title),
      );
      expect(JSON.parse(entries[0]!.snapshot as string).application.problem).toBe("候诊时间不透明");
    });

    it("refuses minima below the cycle's and rubrics of another cycle", async () => {
      const round = await makeRound(held.db, { state: "preparing" });
      const other = await makeRound(held.db, { state: "preparing" });
      const input = {
        cycleId: round.cycleId,
        kind: "establishment" as const,
        name: "立项评审",
        rubricId: round.rubricId,
        rule: RULE,
        minimumPanel: 2,
        dueOn: "",
        affiliationsRecuse: false,
        projectIds: [],
      };
      const create = (changes: Partial<typeof input>) =>
        refused(createRound(ctx(round.office), { ...input, ...changes }));
      expect((await create({ minimumPanel: 1 })).code).toBe("below_cycle_minimum");
      expect((await create({ rubricId: other.rubricId })).code).toBe("rubric_unknown");
      expect((await create({ dueOn: "2024-03-03" })).code).toBe("due_date_in_past");
      expect((await create({ cycleId: other.cycleId })).code).toBe("not_found");
    });

    it("keeps the declared rule once the round is open, and lets the last day be put off", async () => {
      const round = await makeRound(held.db);
      const edit = {
        roundId: round.id,
        name: "x",
        rule: RULE,
        minimumPanel: 2,
        dueOn: "2024-04-01",
      };
      const other = { ...edit, rule: { ...RULE, aggregation: "trimmed:1" } };
      expect((await refused(editRound(ctx(round.office), other))).code).toBe("rule_declared");
      await editRound(ctx(round.office), edit);
      expect((await rowOf("rounds", round.id)).dueOn).toBe("2024-04-01");
    });

    it("gives an invited expert the role for this cycle and takes the answer once", async () => {
      const round = await makeRound(held.db, { state: "preparing", experts: 0 });
      const home = await makeOrganisation(held.db, { kind: "external", name: "大学" });
      const person = await makeActor(held.db, {
        organisationId: home.id,
        role: "applicant",
        username: `invited-${held.db.kind}`,
      });
      await inviteExperts(ctx(round.office), {
        roundId: round.id,
        personIds: [person.personId],
        seat: "member",
      });
      const grants = await rowsOf("roleGrants", { personId: person.personId, role: "expert" });
      expect(grants.map((grant) => [grant.scopeKind, grant.scopeId])).toEqual([
        ["cycle", round.cycleId],
      ]);
      const member = await held.db
        .read("panelMembers")
        .where({ personId: person.personId })
        .first();
      const expert = ctx({ ...person, role: "expert" });
      const answer = (given: "accepted" | "declined", reason = "") =>
        answerInvitation(expert, { memberId: member.id, answer: given, reason });
      expect((await refused(answer("declined"))).code).toBe("reason_required");
      await answer("accepted");
      await answer("accepted");
      expect((await refused(answer("declined", "出差"))).code).toBe("answered_already");
    });

    it("seats nobody who administers the round, and lets nobody on the panel administer it", async () => {
      const round = await makeRound(held.db, { state: "preparing" });
      const office = await makeActor(held.db, {
        organisationId: round.hospitalId,
        role: "office",
        name: "王敏",
        username: `office-${held.db.kind}`,
      });
      const invite = inviteExperts(ctx(round.office), {
        roundId: round.id,
        personIds: [office.personId],
        seat: "member",
      });
      expect(await refused(invite)).toMatchObject({
        code: "organiser_on_panel",
        facts: { missing: "王敏" },
      });
      const [first] = round.experts;
      await held.db
        .write("panelMembers")
        .where({ id: first!.memberId })
        .update({ personId: office.personId });
      expect((await refused(remindExperts(ctx(office), round.id))).code).toBe("organiser_on_panel");
      expect((await refused(press(round, round.office, "open", "preparing"))).code).toBe(
        "organiser_on_panel",
      );
    });

    it("reminds exactly those who are late, and not again at once", async () => {
      const round = await makeRound(held.db);
      await makeSheets(held.db, round, [
        [[270, 265, 360], null, null],
        [[270, 265, 360], null, null],
      ]);
      expect((await remindExperts(ctx(round.office), round.id)).sort()).toEqual(["专家2", "专家3"]);
      expect((await refused(remindExperts(ctx(round.office), round.id))).code).toBe(
        "reminded_just_now",
      );
    });
  });

  describe("recusal", () => {
    it("is automatic by employer in a municipal round", async () => {
      const round = await makeRound(held.db, { kind: "municipal", state: "preparing", entries: 2 });
      const first = await rowOf("entries", round.entries[0]!.id);
      const { memberId } = await makeExpert(held.db, {
        roundId: round.id,
        cycleId: round.cycleId,
        organisationId: first.organisationId as string,
        number: 7,
      });
      await press(round, round.office, "open", "preparing");
      const found = await rowsOf("recusals", { panelMemberId: memberId });
      expect(found.map((row) => [row.entryId, row.kind])).toEqual([
        [round.entries[0]!.id, "same_employer"],
      ]);
    });

    it("is automatic by department inside a hospital, and a dismissed false positive stays so", async () => {
      const round = await makeRound(held.db, { state: "preparing", entries: 1 });
      const entry = await rowOf("entries", round.entries[0]!.id);
      const { memberId } = await makeExpert(held.db, {
        roundId: round.id,
        cycleId: round.cycleId,
        organisationId: entry.departmentId as string,
        number: 7,
      });
      await press(round, round.office, "open", "preparing");
      const [found] = await rowsOf("recusals", { panelMemberId: memberId });
      const recusalId = found!.id as string;
      expect(found!.kind).toBe("same_department");
      const dismiss = (reason: string) =>
        dismissRecusal(ctx(round.office), { roundId: round.id, recusalId, reason });
      expect((await refused(dismiss(""))).code).toBe("reason_required");
      await dismiss("已于去年调离");
      expect((await rowOf("recusals", recusalId)).dismissedReason).toBe("已于去年调离");
    });

    it("that an expert declared is not dismissed over their head", async () => {
      const round = await makeRound(held.db);
      await declareRecusal(ctx(round.experts[0]!.actor), {
        entryId: round.entries[0]!.id,
        kind: "interest",
        reason: "",
      });
      const [found] = await held.db.read("recusals").where({ roundId: round.id });
      const work = dismissRecusal(ctx(round.office), {
        roundId: round.id,
        recusalId: found.id,
        reason: "无碍",
      });
      expect((await refused(work)).code).toBe("recusal_declared_by_expert");
    });
  });

  describe("opening", () => {
    it("takes accepted projects into review, and refuses panels too small naming the entries", async () => {
      const round = await makeRound(held.db, { state: "preparing", experts: 2 });
      await declareRecusal(ctx(round.experts[0]!.actor), {
        entryId: round.entries[1]!.id,
        kind: "kinship",
        reason: "",
      });
      expect(await refused(press(round, round.office, "open", "preparing"))).toMatchObject({
        code: "panels_too_small",
        facts: { missing: round.entries[1]!.title },
      });
      await makeExpert(held.db, {
        roundId: round.id,
        cycleId: round.cycleId,
        organisationId: (await makeOrganisation(held.db, { kind: "external", name: "媒体" })).id,
        number: 9,
      });
      await press(round, round.office, "open", "preparing");
      expect((await rowOf("projects", round.entries[0]!.projectId!)).state).toBe("in_review");
      expect(await refused(press(round, round.office, "open", "preparing"))).toMatchObject({
        code: "already_moved",
        status: 409,
      });
    });

    it("ends by itself after the last day", async () => {
      const round = await makeRound(held.db);
      await held.db.write("rounds").where({ id: round.id }).update({ dueOn: "2024-03-04" });
      await closeDueRounds(held.db, "2024-03-04T15:59:00.000Z");
      expect((await rowOf("rounds", round.id)).state).toBe("open");
      await closeDueRounds(held.db, "2024-03-04T16:00:00.000Z");
      expect((await rowOf("rounds", round.id)).state).toBe("closed");
    });
  });

  describe("the freeze", () => {
    it("waits for the witness, then fixes the standing and moves entries and projects", async () => {
      const round = await makeRound(held.db);
      await makeSheets(held.db, round, SCORES);
      await press(round, round.office, "close", "open");
      expect(await press(round, round.office, "freeze", "closed")).toMatchObject({
        consentOnly: true,
      });
      expect(await held.db.read("standings").where({ roundId: round.id })).toEqual([]);
      expect((await refused(press(round, round.office, "freeze", "closed"))).code).toBe(
        "already_agreed",
      );
      await press(round, round.witness, "freeze", "closed");
      const [standing] = await held.db.read("standings").where({ roundId: round.id });
      expect(standing).toMatchObject({
        version: 1,
        frozenBy: round.office.personId,
        witnessId: round.witness.personId,
        revealedAt: null,
      });
      const rows = await rowsOf("standingEntries", { standingId: standing.id }, "position");
      expect(rows.map((row) => [row.place, row.score])).toEqual([
        [1, "88.17"],
        [2, "72.75"],
      ]);
      expect((await rowOf("entries", round.entries[0]!.id)).state).toBe("scored");
      expect(await rowOf("projects", round.entries[0]!.projectId!)).toMatchObject({
        state: "reviewed",
        score: "",
      });
    });

    it("refuses a witness who leads one of the projects", async () => {
      const round = await makeRound(held.db);
      await makeSheets(held.db, round, SCORES);
      await press(round, round.office, "close", "open");
      await press(round, round.office, "freeze", "closed");
      await held.db
        .write("projects")
        .where({ id: round.entries[0]!.projectId })
        .update({ leadId: round.witness.personId });
      expect((await refused(press(round, round.witness, "freeze", "closed"))).code).toBe(
        "not_your_step",
      );
      expect((await rowOf("rounds", round.id)).state).toBe("closed");
    });

    it("names the entries that lack sheets, until they are set aside with a reason", async () => {
      const round = await makeRound(held.db);
      await makeSheets(held.db, round, [SCORES[0], [[200, 210, 300], null, null]]);
      await press(round, round.office, "close", "open");
      expect(await refused(press(round, round.office, "freeze", "closed"))).toMatchObject({
        code: "subjects_short_of_sheets",
        facts: { missing: round.entries[1]!.title, need: 2 },
      });
      const aside = (reason: string) =>
        setAsideEntry(ctx(round.office), {
          roundId: round.id,
          entryId: round.entries[1]!.id,
          aside: true,
          reason,
        });
      expect((await refused(aside(""))).code).toBe("reason_required");
      await aside("专家回避后人数不足");
      await press(round, round.office, "freeze", "closed");
      await press(round, round.witness, "freeze", "closed");
      expect((await rowOf("entries", round.entries[1]!.id)).state).toBe("unrankable");
      expect((await rowOf("projects", round.entries[1]!.projectId!)).state).toBe("reviewed");
    });

    it("gives the same digest for the same sheets, whatever the order they came in", async () => {
      const round = await frozen();
      const [first] = await held.db.read("standings").where({ roundId: round.id });
      expect(first.digest).toMatch(/^[0-9a-f]{64}$/);
      const { fixStanding } = await import("~/data/standings.server");
      const { loadRound } = await import("~/data/rounds.server");
      const again = await held.db.write.transaction(async (tx) =>
        fixStanding(tx, (await loadRound(tx, round.id))!, { frozenBy: null, witnessId: null }, NOW),
      );
      expect(again).toMatchObject({ version: 2, digest: first.digest });
    });
  });

  describe("after the freeze", () => {
    it("shows no standing to anybody before the reveal, and the scores on the projects after it", async () => {
      const round = await frozen();
      expect(await revealedStanding(held.db.read, round.id)).toBeNull();
      await press(round, round.office, "reveal", "frozen");
      const revealed = await revealedStanding(held.db.read, round.id);
      expect(revealed?.standing.entries.map((row) => row.score)).toEqual(["88.17", "72.75"]);
      expect(await rowOf("projects", round.entries[0]!.projectId!)).toMatchObject({
        score: "88.17",
        scoreRank: 88_170_000,
      });
    });

    it("annuls into a second generation and keeps the first", async () => {
      const round = await frozen();
      await press(round, round.office, "reveal", "frozen");
      const annul = (actor: Actor) =>
        press(round, actor, "annul", "revealed", { reason: "评分标准有误" });
      await annul(round.office);
      await annul(round.witness);
      expect(await rowOf("rounds", round.id)).toMatchObject({ state: "open", generation: 2 });
      expect(await revealedStanding(held.db.read, round.id)).toBeNull();
      expect((await rowOf("entries", round.entries[0]!.id)).state).toBe("scheduled");
      expect(await rowOf("projects", round.entries[0]!.projectId!)).toMatchObject({
        state: "in_review",
        score: "",
      });
      const sheets = await rowsOf("sheets", { roundId: round.id });
      expect(new Set(sheets.map((sheet) => sheet.generation))).toEqual(new Set([1]));
      expect(await held.db.read("standings").where({ roundId: round.id })).toHaveLength(1);
    });
  });

  it("lets a reserve take a seat; sheets that were handed in stand", async () => {
    const round = await makeRound(held.db);
    await makeSheets(held.db, round, [
      [[270, 265, 360], null, null],
      [null, null, null],
    ]);
    const reserve = await makeExpert(held.db, {
      roundId: round.id,
      cycleId: round.cycleId,
      organisationId: (await makeOrganisation(held.db, { kind: "external", name: "热线中心" })).id,
      number: 9,
      seat: "reserve",
    });
    await replaceExpert(ctx(round.office), {
      roundId: round.id,
      memberId: round.experts[0]!.memberId,
      reserveId: reserve.memberId,
    });
    expect(await rowOf("panelMembers", round.experts[0]!.memberId)).toMatchObject({
      status: "replaced",
    });
    expect(await rowOf("panelMembers", reserve.memberId)).toMatchObject({ seat: "member" });
    const [sheet] = await held.db
      .read("sheets")
      .where({ panelMemberId: round.experts[0]!.memberId });
    expect(sheet.state).toBe("submitted");
  });

  it("reopens with the day that the office named and the witness agreed to", async () => {
    const round = await makeRound(held.db);
    await makeSheets(held.db, round, [
      [[270, 265, 360], null, null],
      [null, null, null],
    ]);
    await press(round, round.office, "close", "open");
    const more = { reason: "评分表不足", dueOn: "2024-03-30" };
    await press(round, round.office, "reopen", "closed", more);
    await press(round, round.witness, "reopen", "closed", { reason: "同意" });
    expect(await rowOf("rounds", round.id)).toMatchObject({ state: "open", dueOn: "2024-03-30" });
    const [sheet] = await held.db.read("sheets").where({ roundId: round.id });
    expect(sheet.state).toBe("submitted");
  });

  it("is out of reach for another hospital's office", async () => {
    const round = await makeRound(held.db);
    const other = await makeRound(held.db);
    expect((await refused(press(round, other.office, "close", "open"))).code).toBe("not_found");
    expect((await refused(remindExperts(ctx(other.office), round.id))).code).toBe("not_found");
  });

  describe("the chains", () => {
    beforeAll(async () => {
      expect(await verifyChains(held.db.read)).toEqual([]);
    });

    it("are protected by the database itself, and tampering in a copy without that is found", async () => {
      const round = await frozen();
      const sheet = (await rowsOf("sheets", { roundId: round.id }))[0]!;
      const change = () =>
        held.db.write("sheetEvents").where({ sheetId: sheet.id, seq: 1 }).update({ actorId: null });
      await expect(change()).rejects.toThrow(/append-only/);
      const drop =
        held.db.kind === "sqlite"
          ? "DROP TRIGGER sheet_events_no_update"
          : "DROP TRIGGER sheet_events_append_only ON sheet_events";
      await held.db.write.raw(drop);
      const [event] = await rowsOf("sheetEvents", { sheetId: sheet.id, seq: 1 }, "seq");
      const body = event!.body as string;
      await held.db
        .write("sheetEvents")
        .where({ sheetId: sheet.id, seq: 1 })
        .update({ body: body.replace(/"problem":\d+/, '"problem":300') });
      expect(await verifyChains(held.db.read, round.id)).toContainEqual({
        sheetId: sheet.id,
        seq: 1,
        fault: "hash",
      });
      await held.db.write("sheetEvents").where({ sheetId: sheet.id, seq: 1 }).update({ body });
      await held.db
        .write("sheets")
        .where({ id: sheet.id })
        .update({ scores: (sheet.scores as string).replace(/"problem":\d+/, '"problem":300') });
      expect(await verifyChains(held.db.read, round.id)).toEqual([
        { sheetId: sheet.id, seq: 0, fault: "content" },
      ]);
    });
  });
});
