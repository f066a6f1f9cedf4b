import { beforeAll, describe, expect, it } from "vitest";
import { advance } from "~/commands/advance.server";
import { inTransaction } from "~/commands/transaction.server";
import { advanceProject } from "~/commands/advance-project.server";
import { callStageReports } from "~/commands/call-stage-reports.server";
import { pressProject } from "~/commands/press-project.server";
import { rejectAmendment } from "~/commands/propose-amendment.server";
import { saveCharter } from "~/commands/save-charter.server";
import { assessReport, excuseReport, saveStageReport } from "~/commands/save-stage-report.server";
import { signCharter } from "~/commands/sign-charter.server";
import { updateMilestone } from "~/commands/update-milestone.server";
import { amendmentsOf, charterVersions, findCharter, signaturesOf } from "~/data/charters.server";
import { milestonesOf } from "~/data/milestones.server";
import { reportOf } from "~/data/stage-reports.server";
import type { Actor } from "~/domain/people";
import { Refused } from "~/domain/refusal";
import { withDatabase } from "#test/setup/database";
import { NOW } from "#test/factories";
import {
  contextOf,
  makeHospitalWorld,
  makeProject,
  type HospitalWorld,
} from "#test/factories-projects";
import {
  amend,
  makeCharter,
  makeEstablished,
  makeExecuting,
  makeReport,
} from "#test/factories-execution";

const refusalOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return [error.refusal.code, error.refusal.status];
    throw error;
  }
  return null;
};

withDatabase("execution", (held) => {
  let world: HospitalWorld;
  let other: HospitalWorld;
  const as = (actor: Actor, now = NOW) => contextOf(held.db, actor, now);
  const stateOf = async (id: string) =>
    (await held.db.read("projects").where({ id }).first("state", "isOnHold")) as {
      state: string;
      isOnHold: number;
    };
  const sign = (actor: Actor, projectId: string, revision = 0, now = NOW) =>
    signCharter(as(actor, now), { projectId, revision, expectedState: "established" });
  const pressed = (
    actor: Actor,
    projectId: string,
    transition: string,
    reason = "",
    state = "executing",
  ) => advanceProject(as(actor), { projectId, transition, expectedState: state, reason });

  beforeAll(async () => {
    world = await makeHospitalWorld(held.db);
    other = await makeHospitalWorld(held.db, { name: "邻近医院" });
  });

  describe("the charter", () => {
    it.each([
      ["lead, head, office", ["lead", "head", "office"]],
      ["office, lead, head", ["office", "lead", "head"]],
      ["head, office, lead", ["head", "office", "lead"]],
    ] as const)("is in force when all have signed, here %s", async (_words, order) => {
      const { id } = await makeEstablished(held.db, world);
      for (const key of order.slice(0, 2)) {
        expect((await sign(world[key], id)).consentOnly).toBe(true);
        expect((await stateOf(id)).state).toBe("established");
      }
      expect((await sign(world[order[2]], id)).to).toBe("executing");
      const charter = await findCharter(held.db.read, id);
      expect(charter?.signedAt).toBe(NOW);
      expect(charter?.digest).toMatch(/^[0-9a-f]{64}$/);
      expect((await milestonesOf(held.db.read, id)).map((row) => row.title)).toEqual([
        "发药窗口动线改造",
        "处方前置审核上线",
      ]);
    });

    it("is not signed after its due day, with gaps, or by somebody who is no party", async () => {
      const { id } = await makeEstablished(held.db, world, { dueOn: "2024-03-03" });
      expect(await refusalOf(sign(world.lead, id))).toEqual(["past_due", 403]);
      const gaps = await makeEstablished(held.db, world, {
        charter: makeCharter({ milestones: [] }),
      });
      expect(await refusalOf(sign(world.lead, gaps.id))).toEqual(["form_incomplete", 403]);
      expect(await refusalOf(sign(world.colleague, gaps.id))).toEqual(["not_your_step", 403]);
    });

    it("takes signatures back when its text changes, and refuses a signature under the old text", async () => {
      const { id } = await makeEstablished(held.db, world);
      await sign(world.head, id);
      const body = makeCharter({ budget: "52000" });
      const saved = await saveCharter(as(world.lead), { projectId: id, revision: 0, body });
      expect(saved).toEqual({ revision: 1, signaturesLost: 1 });
      expect(await signaturesOf(held.db.read, id)).toEqual([]);
      expect(await refusalOf(sign(world.office, id, 0))).toEqual(["charter_changed", 409]);
      expect(await signaturesOf(held.db.read, id)).toEqual([]);
      const told = (await held.db
        .read("outbox")
        .where({ kind: "charter_changed" })
        .pluck("personId")) as string[];
      expect(told).toContain(world.head.personId);
    });

    it("keeps signatures when nothing was changed", async () => {
      const { id } = await makeEstablished(held.db, world);
      await sign(world.head, id);
      await saveCharter(as(world.office), { projectId: id, revision: 0, body: makeCharter() });
      expect(await signaturesOf(held.db.read, id)).toHaveLength(1);
    });

    it("is never saved over a second tab, by others, or once it is signed", async () => {
      const { id } = await makeEstablished(held.db, world);
      const save = (actor: Actor, revision: number) =>
        saveCharter(as(actor), { projectId: id, revision, body: makeCharter({ budget: "1" }) });
      await save(world.lead, 0);
      expect(await refusalOf(save(world.lead, 0))).toEqual(["charter_changed", 409]);
      expect(await refusalOf(save(world.colleague, 1))).toEqual(["not_found", 404]);
      expect(await refusalOf(save(world.head, 1))).toEqual(["not_permitted", 403]);
      expect(await refusalOf(save(other.office, 1))).toEqual(["not_found", 404]);
      const running = await makeExecuting(held.db, world);
      const late = saveCharter(as(world.lead), {
        projectId: running.id,
        revision: 0,
        body: makeCharter(),
      });
      expect(await refusalOf(late)).toEqual(["not_editable", 409]);
    });

    it("is drawn from the submitted application when the project is established", async () => {
      const { id } = await makeProject(held.db, world, {
        state: "approved",
        body: {
          budget: "3000",
          targets: [{ indicator: "等候占比", baseline: "14.5%", target: "≤ 6%" }],
        },
      });
      await advanceSystem(id);
      const charter = await findCharter(held.db.read, id);
      expect(charter?.version).toBe(1);
      expect(charter?.body.budget).toBe("3000");
      expect(charter?.body.targets[0]?.target).toBe("6");
    });
  });

  async function advanceSystem(id: string) {
    const now = "2024-06-03T02:00:00.000Z";
    const meeting = {
      startsOn: "2024-04-01",
      endsOn: "2024-04-08",
      noticeId: `n${id}`.slice(0, 20),
    };
    await held.db.write("notices").insert({
      id: meeting.noticeId,
      kind: "establishment",
      organisationId: world.hospital.id,
      cycleId: world.cycleId,
      title: "公示",
      state: "open",
      startsOn: meeting.startsOn,
      endsOn: meeting.endsOn,
      publishedAt: NOW,
    });
    await held.db.write("noticeProjects").insert({ noticeId: meeting.noticeId, projectId: id });
    await inTransaction({ db: held.db, actor: null, now }, "test", { kind: "project", id }, (tx) =>
      advance(
        tx,
        { db: held.db, actor: null, now },
        {
          kind: "project",
          id,
          transition: "end_notice",
          expectedState: "approved",
          via: "system",
        },
      ),
    );
  }

  describe("milestones", () => {
    it("move for the team and the office, once for each revision, and never into the future", async () => {
      const { id } = await makeExecuting(held.db, world);
      const [first] = await milestonesOf(held.db.read, id);
      const update = (actor: Actor, revision: number, progress: number, doneOn = "") =>
        updateMilestone(as(actor), {
          projectId: id,
          milestoneId: first?.id ?? "",
          revision,
          progress,
          doneOn,
          note: "",
        });
      await update(world.lead, 0, 40);
      expect(await refusalOf(update(world.office, 0, 60))).toEqual(["milestone_changed", 409]);
      expect(await refusalOf(update(world.office, 1, 100))).toEqual(["done_on_missing", 422]);
      expect(await refusalOf(update(world.office, 1, 100, "2024-03-05"))).toEqual([
        "done_in_future",
        422,
      ]);
      await update(world.office, 1, 80, "2024-03-04");
      expect(await milestonesOf(held.db.read, id)).toMatchObject([
        { progress: 100, doneOn: "2024-03-04" },
        { progress: 0 },
      ]);
      expect(await refusalOf(update(other.lead, 2, 50))).toEqual(["not_found", 404]);
      expect(await refusalOf(update(world.qc, 2, 50))).toEqual(["not_permitted", 403]);
    });
  });

  describe("amendments", () => {
    const later = () =>
      makeCharter({
        milestones: [
          { title: "发药窗口动线改造", owner: "刘某某", plannedOn: "2024-06-30" },
          { title: "处方前置审核上线", owner: "郭某某", plannedOn: "2024-08-31" },
        ],
      });

    it("become the next version when the office agrees, and keep what was reached", async () => {
      const { id } = await makeExecuting(held.db, world);
      const [first] = await milestonesOf(held.db.read, id);
      await held.db
        .write("milestones")
        .where({ id: first?.id ?? "" })
        .update({ progress: 70, note: "七成" });
      expect(await amend(held.db, world, id, later())).toEqual({
        number: 1,
        aboveThreshold: false,
      });
      await pressed(world.office, id, "amend", "同意");
      const versions = await charterVersions(held.db.read, id);
      expect(versions.map((row) => row.version)).toEqual([2, 1]);
      expect(versions[1]?.body.milestones[0]?.plannedOn).toBe("2024-05-31");
      expect(await milestonesOf(held.db.read, id)).toMatchObject([
        { plannedOn: "2024-06-30", progress: 70, note: "七成" },
        { plannedOn: "2024-08-31", progress: 0 },
      ]);
      expect((await amendmentsOf(held.db.read, id))[0]).toMatchObject({
        state: "approved",
        charterVersion: 2,
      });
    });

    it("come one at a time: a second one waits until the first is decided", async () => {
      const { id } = await makeExecuting(held.db, world);
      await amend(held.db, world, id, later());
      expect(await refusalOf(amend(held.db, world, id, makeCharter({ budget: "51000" })))).toEqual([
        "amendment_open",
        409,
      ]);
      await rejectAmendment(as(world.office), { projectId: id, reason: "理由不足" });
      expect(await refusalOf(pressed(world.office, id, "amend", "同意"))).not.toBeNull();
      expect(await amend(held.db, world, id, later())).toMatchObject({ number: 2 });
      await pressed(world.office, id, "amend", "同意");
      expect((await amendmentsOf(held.db.read, id)).map((row) => row.state)).toEqual([
        "approved",
        "rejected",
      ]);
    });

    it("above the threshold wait for the committee", async () => {
      const { id } = await makeExecuting(held.db, world);
      expect(await amend(held.db, world, id, makeCharter({ budget: "60001" }))).toMatchObject({
        aboveThreshold: true,
      });
      expect(await refusalOf(pressed(world.office, id, "amend", "同意"))).toEqual([
        "amendment_needs_committee",
        403,
      ]);
      await held.db.write("amendments").where({ projectId: id }).update({ committeeApproved: 1 });
      await pressed(world.office, id, "amend", "党委会已同意");
      expect((await findCharter(held.db.read, id))?.body.budget).toBe("60001");
    });

    it("that change nothing are none", async () => {
      const { id } = await makeExecuting(held.db, world);
      expect(await refusalOf(amend(held.db, world, id, makeCharter()))).toEqual([
        "amendment_changes_nothing",
        422,
      ]);
      expect(
        await refusalOf(rejectAmendment(as(world.office), { projectId: id, reason: "x" })),
      ).toEqual(["amendment_missing", 409]);
    });
  });

  describe("stage reports", () => {
    let number = 0;
    const call = async (actor: Actor, cycleId = world.cycleId) => {
      number += 1;
      return callStageReports(as(actor), {
        cycleId,
        number,
        title: `第 ${number} 次阶段汇报`,
        dueOn: "2024-06-30",
      });
    };

    it("are called for by the office of the cycle, once for each number", async () => {
      const { id } = await makeExecuting(held.db, world, { title: "夜间急诊分诊" });
      await call(world.office);
      const told = (await held.db
        .read("outbox")
        .where({ kind: "report_called" })
        .pluck("link")) as string[];
      expect(told.some((link) => link.startsWith(`/projects/${id}/reports/`))).toBe(true);
      number -= 1;
      expect(await refusalOf(call(world.office))).toEqual(["call_exists", 409]);
      expect(await refusalOf(call(other.office))).toEqual(["not_found", 404]);
      expect(await refusalOf(call(world.lead))).toEqual(["not_permitted", 403]);
    });

    it("missing hold the effect report back, until they are in or excused", async () => {
      const mine = await makeHospitalWorld(held.db, { name: "第三医院" });
      const { id } = await makeExecuting(held.db, mine);
      const first = await callStageReports(as(mine.office), {
        cycleId: mine.cycleId,
        number: 1,
        title: "一",
        dueOn: "2024-05-01",
      });
      const second = await callStageReports(as(mine.office), {
        cycleId: mine.cycleId,
        number: 2,
        title: "二",
        dueOn: "2024-06-01",
      });
      expect(first.projects).toBe(1);
      const report = () => pressed(mine.lead, id, "report_effect");
      expect(await refusalOf(report())).toEqual(["stage_reports_missing", 403]);
      const save = (revision: number, submit: boolean, body = makeReport()) =>
        saveStageReport(as(mine.lead), {
          projectId: id,
          callId: first.callId,
          revision,
          body,
          submit,
        });
      await save(0, false, makeReport({ nextPlan: "" }));
      expect(await refusalOf(save(0, false))).toEqual(["draft_changed", 409]);
      expect(await refusalOf(save(1, true, makeReport({ nextPlan: "" })))).toEqual([
        "form_incomplete",
        422,
      ]);
      await save(1, true);
      expect(await refusalOf(save(2, false))).toEqual(["report_submitted", 409]);
      expect(await refusalOf(report())).toEqual(["stage_reports_missing", 403]);
      const excuse = (reason: string) =>
        excuseReport(as(mine.office), { projectId: id, callId: second.callId, reason });
      expect(await refusalOf(excuse(" "))).toEqual(["reason_required", 422]);
      await excuse("刚签任务书");
      expect((await report()).to).toBe("evaluating");
      const stored = await reportOf(held.db.read, { id, cycleId: mine.cycleId }, first.callId);
      expect(stored?.progress.map((row) => row.title)).toHaveLength(2);
    });

    it("get their opinion from a quality officer who is not of the project", async () => {
      const mine = await makeHospitalWorld(held.db, { name: "第四医院" });
      const { id } = await makeExecuting(held.db, mine);
      const { callId } = await callStageReports(as(mine.office), {
        cycleId: mine.cycleId,
        number: 1,
        title: "一",
        dueOn: "2024-05-01",
      });
      const assess = (actor: Actor) =>
        assessReport(as(actor), { projectId: id, callId, opinion: "合格" });
      expect(await refusalOf(assess(mine.qc))).toEqual(["report_not_submitted", 409]);
      await saveStageReport(as(mine.lead), {
        projectId: id,
        callId,
        revision: 0,
        body: makeReport(),
        submit: true,
      });
      expect(await refusalOf(assess(mine.office))).toEqual(["not_permitted", 403]);
      expect(await refusalOf(assess(other.qc))).toEqual(["not_found", 404]);
      await held.db.write("projectMembers").insert({ projectId: id, personId: mine.qc.personId });
      expect(await refusalOf(assess(mine.qc))).toEqual(["own_project", 403]);
      await held.db.write("projectMembers").where({ personId: mine.qc.personId }).delete();
      await assess(mine.qc);
      expect(
        (await reportOf(held.db.read, { id, cycleId: mine.cycleId }, callId))?.qualityOpinion,
      ).toBe("合格");
    });
  });

  it("on hold neither reports its effect nor moves a milestone, until it is resumed", async () => {
    const mine = await makeHospitalWorld(held.db, { name: "第五医院" });
    const { id } = await makeExecuting(held.db, mine);
    await pressed(mine.office, id, "hold", "窗口停用改造");
    expect((await stateOf(id)).isOnHold).toBe(1);
    expect(await refusalOf(pressed(mine.lead, id, "report_effect"))).toEqual(["on_hold", 403]);
    const [first] = await milestonesOf(held.db.read, id);
    const update = updateMilestone(as(mine.lead), {
      projectId: id,
      milestoneId: first?.id ?? "",
      revision: 0,
      progress: 10,
      doneOn: "",
      note: "",
    });
    expect(await refusalOf(update)).toEqual(["on_hold", 403]);
    await pressed(mine.office, id, "resume", "窗口恢复");
    expect((await pressed(mine.lead, id, "report_effect")).to).toBe("evaluating");
  });

  it("is pressed by the office and urged by the witness, with the words kept and told", async () => {
    const { id } = await makeExecuting(held.db, world);
    await pressProject(as(world.office), { projectId: id, level: "notice", text: "阶段汇报逾期" });
    await pressProject(as(world.witness), { projectId: id, level: "urge", text: "请尽快" });
    expect(
      await refusalOf(
        pressProject(as(world.witness), { projectId: id, level: "notice", text: "x" }),
      ),
    ).toEqual(["press_level_refused", 403]);
    expect(
      await refusalOf(pressProject(as(world.lead), { projectId: id, level: "notice", text: "x" })),
    ).toEqual(["not_permitted", 403]);
    expect(
      await refusalOf(
        pressProject(as(other.office), { projectId: id, level: "notice", text: "x" }),
      ),
    ).toEqual(["not_found", 404]);
    const told = (await held.db
      .read("outbox")
      .where({ kind: "press_notice" })
      .pluck("personId")) as string[];
    expect(told.sort()).toEqual([world.lead.personId, world.head.personId].sort());
    expect(await held.db.read("presses").where({ projectId: id })).toHaveLength(2);
  });
});
