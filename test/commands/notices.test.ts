import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { advance } from "~/commands/advance.server";
import { lodgeObjection, receiptHash } from "~/commands/lodge-objection.server";
import { pressObjection } from "~/commands/press-objection.server";
import { runDueTransitions } from "~/commands/run-due-transitions.server";
import { inTransaction } from "~/commands/transaction.server";
import { withdrawObjection } from "~/commands/withdraw-objection.server";
import { writeRecheck } from "~/commands/write-recheck.server";
import { findByReceipt, findNotice, listNotices } from "~/data/notices.server";
import { findObjection, listObjections } from "~/data/objections.server";
import { findDecision } from "~/data/decisions.server";
import type { Actor } from "~/domain/people";
import { Refused } from "~/domain/refusal";
import { setClock } from "~/platform/clock.server";
import { NOW } from "#test/factories";
import {
  contextOf,
  makeCommittee,
  makeReviewedProjects,
  type Committee,
} from "#test/factories-committee";
import { withDatabase } from "#test/setup/database";

const AFTER = "2024-03-12T02:00:00.000Z"; // the day after five working days from Monday the 4th

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

withDatabase("public notices and objections", (held) => {
  let committee: Committee;
  let other: Committee;
  let projectId: string;
  let noticeId: string;

  beforeAll(async () => {
    setClock(NOW);
    committee = await makeCommittee(held.db);
    other = await makeCommittee(held.db, { name: "别的医院" });
  });

  /** A project passed today by the committee of a hospital, and its notice. */
  async function pass(
    of: Committee,
    title: string,
  ): Promise<{ projectId: string; noticeId: string }> {
    const { ids } = await makeReviewedProjects(held.db, of, [title], { state: "on_agenda" });
    const id = ids[0] ?? "";
    await inTransaction(contextOf(held.db, of.clerk), "test", { kind: "project", id }, (tx) =>
      advance(tx, contextOf(held.db, of.clerk), {
        kind: "project",
        id,
        transition: "pass",
        expectedState: "on_agenda",
        via: "meeting",
        input: { decision: "passed" },
      }),
    );
    const row = (await held.db.read("noticeProjects").where({ projectId: id }).first()) as {
      noticeId: string;
    };
    return { projectId: id, noticeId: row.noticeId };
  }

  beforeEach(async () => {
    ({ projectId, noticeId } = await pass(committee, "缩短取药等候时间"));
  });

  const visitor = (now = NOW) => ({ db: held.db, actor: null, now });
  const lodge = (
    more: { projectId?: string; website?: string; address?: string; now?: string } = {},
  ) =>
    lodgeObjection(visitor(more.now), {
      noticeId,
      address: more.address ?? projectId,
      form: {
        projectId: more.projectId ?? projectId,
        entryId: "",
        text: "该项目的基线数据与公开数据不一致。",
        contactName: "王先生",
        contact: "13800000000",
        website: more.website ?? "",
      },
    });
  const objectionOf = async () =>
    (await held.db.read("objections").where({ projectId }).orderBy("lodgedAt").first()) as {
      id: string;
      state: string;
      receipt: string;
    };
  const press = (
    actor: Actor,
    id: string,
    transition: string,
    expectedState: string,
    reason = "",
  ) =>
    pressObjection(contextOf(held.db, actor), {
      objectionId: id,
      transition,
      expectedState,
      reason,
    });
  const stateOf = async (id: string) =>
    ((await held.db.read("projects").where({ id }).first("state")) as { state: string }).state;

  it("keeps the receipt as a hash, and shows state and answer to whoever holds it", async () => {
    const receipt = await lodge();
    expect(receipt).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    expect((await objectionOf()).receipt).not.toContain(receipt);
    const view = await findByReceipt(held.db.read, receipt, receiptHash(receipt.toLowerCase()));
    expect(view).toMatchObject({ state: "lodged", about: "缩短取药等候时间", answer: "" });
    expect(
      await refusalOf(findByReceipt(held.db.read, "x", receiptHash("AAAA-AAAA-AAAA-AAAA"))),
    ).toBe("receipt_unknown");
  });

  it("stores nothing for a machine, nor about a project that is not in the notice, nor a flood", async () => {
    await lodge({ website: "http://spam.example" });
    expect(await objectionOf()).toBeUndefined();
    const elsewhere = await pass(other, "别院项目");
    expect(await refusalOf(lodge({ projectId: elsewhere.projectId }))).toBe("not_in_notice");
    for (let n = 0; n < 10; n += 1) await lodge({ address: "10.0.0.1" });
    expect(await refusalOf(lodge({ address: "10.0.0.1" }))).toBe("too_many_objections");
    expect(await refusalOf(lodge({ address: "10.0.0.2" }))).toBe("done");
  });

  it("establishes the project when the notice is over, once, though two run at the same time", async () => {
    await runDueTransitions(held.db, NOW);
    expect(await stateOf(projectId)).toBe("approved");
    await Promise.all([runDueTransitions(held.db, AFTER), runDueTransitions(held.db, AFTER)]);
    expect(await stateOf(projectId)).toBe("established");
    expect(await runDueTransitions(held.db, AFTER)).toBe(0);
    const events = await held.db
      .read("events")
      .where({ subjectId: projectId, transition: "end_notice" });
    expect(events).toHaveLength(1);
    expect(await refusalOf(lodge({ now: AFTER }))).toBe("notice_over_for_objections");
  });

  it("does not end while an objection is open", async () => {
    const receipt = await lodge();
    await runDueTransitions(held.db, AFTER);
    expect(await stateOf(projectId)).toBe("approved");
    await withdrawObjection(visitor(), { receipt, reason: "已获说明" });
    expect(await refusalOf(withdrawObjection(visitor(), { receipt, reason: "" }))).toBe(
      "not_from_here",
    );
    await runDueTransitions(held.db, AFTER);
    expect(await stateOf(projectId)).toBe("established");
  });

  it("does not name in its history who was signed in when taking it back", async () => {
    const receipt = await lodge();
    const { id } = await objectionOf();
    await withdrawObjection(
      { ...visitor(), actor: committee.lead },
      { receipt, reason: "已获说明" },
    );
    const event: unknown = await held.db
      .read("events")
      .where({ subjectId: id, transition: "withdraw" })
      .first("actorId");
    expect(event).toEqual({ actorId: null });
  });

  describe("checking an objection", () => {
    beforeEach(async () => {
      await lodge();
      await press(committee.office, (await objectionOf()).id, "take_up", "lodged");
    });

    it("is upheld by office and witness, and sends the project back to the agenda", async () => {
      const { id } = await objectionOf();
      expect(await refusalOf(press(committee.office, id, "uphold", "checking", "数据有误"))).toBe(
        "recheck_missing",
      );
      const ctx = contextOf(held.db, committee.office);
      await writeRecheck(ctx, {
        objectionId: id,
        recheck: "经核对，基线口径不一致。",
        flaw: "decision",
      });
      expect(
        await press(committee.office, id, "uphold", "checking", "基线口径不一致"),
      ).toMatchObject({
        consentOnly: true,
      });
      expect(await stateOf(projectId)).toBe("approved");
      expect(
        await refusalOf(writeRecheck(ctx, { objectionId: id, recheck: "改", flaw: "scoring" })),
      ).toBe("recheck_agreed");
      await press(committee.witness, id, "uphold", "checking", "同意");
      expect(await stateOf(projectId)).toBe("on_agenda");
      const notice = await findNotice(held.db.read, noticeId, NOW);
      expect(notice.projects.find((one) => one.id === projectId)?.isWithdrawn).toBe(true);
    });

    it("sends the project to a next round for a scoring flaw, and asks for the round to be annulled", async () => {
      const { id } = await objectionOf();
      await writeRecheck(contextOf(held.db, committee.office), {
        objectionId: id,
        recheck: "专家应回避未回避。",
        flaw: "scoring",
      });
      await press(committee.witness, id, "uphold", "checking", "属实");
      await press(committee.office, id, "uphold", "checking", "属实");
      expect(await stateOf(projectId)).toBe("accepted");
      const asked = await held.db
        .read("outbox")
        .where({ kind: "score_again", personId: committee.witness.personId });
      expect(asked.length).toBeGreaterThan(0);
    });

    it("is rejected with an answer, and reopened by the witness", async () => {
      const { id } = await objectionOf();
      await writeRecheck(contextOf(held.db, committee.office), {
        objectionId: id,
        recheck: "数据无误",
        flaw: "",
      });
      expect(await refusalOf(press(committee.office, id, "reject", "checking"))).toBe(
        "reason_required",
      );
      await press(committee.office, id, "reject", "checking", "经复核，数据口径一致。");
      expect(await held.db.read("objections").where({ id }).first("answer")).toEqual({
        answer: "经复核，数据口径一致。",
      });
      expect(await refusalOf(press(committee.office, id, "reopen", "rejected", "再查"))).toBe(
        "not_your_step",
      );
      await press(committee.witness, id, "reopen", "rejected", "证据未核对");
      expect((await objectionOf()).state).toBe("checking");
    });

    it("is invisible to another hospital and to whoever does not check it", async () => {
      const { id } = await objectionOf();
      expect(
        (await listObjections(held.db.read, other.office, { q: "", state: "", cursor: null })).rows,
      ).toEqual([]);
      expect(await refusalOf(findObjection(held.db.read, other.witness, id, NOW))).toBe(
        "not_found",
      );
      expect(await refusalOf(press(other.office, id, "reject", "checking", "无"))).toBe(
        "not_found",
      );
      expect(await refusalOf(findObjection(held.db.read, committee.clerk, id, NOW))).toBe(
        "not_found",
      );
      const { objection } = await findObjection(held.db.read, committee.witness, id, NOW);
      expect(objection.contact).toBe("13800000000");
      const decision = await findDecision(held.db.read, committee.lead, projectId);
      expect(JSON.stringify(decision)).not.toContain("13800000000");
    });
  });

  it("finds nothing where nothing is published under a name", async () => {
    const none = await listNotices(held.db.read, { q: "没有这样的标题", state: "", cursor: null });
    expect(none.rows).toEqual([]);
    const found = await listNotices(held.db.read, { q: "取药", state: "open", cursor: null });
    expect(found.rows.length).toBeGreaterThan(0);
  });
});
