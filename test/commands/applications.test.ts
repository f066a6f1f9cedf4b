import { beforeAll, describe, expect, it } from "vitest";
import { advanceProject } from "~/commands/advance-project.server";
import { checkForm } from "~/commands/check-form.server";
import { createProject } from "~/commands/create-project.server";
import { saveDraft } from "~/commands/save-draft.server";
import { findDraft, findOpenReturn, versionsOf } from "~/data/applications.server";
import type { Actor } from "~/domain/people";
import { CHECK_ITEMS } from "~/domain/application-fields";
import { Refused, type Refusal } from "~/domain/refusal";
import { makeActor, makeGrant, NOW } from "#test/factories";
import {
  contextOf,
  makeApplication,
  makeCycle,
  makeHospitalWorld,
  makeProject,
  type HospitalWorld,
} from "#test/factories-projects";
import { withDatabase } from "#test/setup/database";

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
  throw new Error("nothing was refused");
}

withDatabase("applications", (held) => {
  let world: HospitalWorld;
  let other: HospitalWorld;
  beforeAll(async () => {
    world = await makeHospitalWorld(held.db);
    other = await makeHospitalWorld(held.db, { name: "另一医院" });
  });

  const row = async (id: string) =>
    (await held.db.read("projects").where({ id }).first()) as Record<string, unknown>;
  const create = (actor: Actor, cycleId = world.cycleId, body = makeApplication()) =>
    createProject(contextOf(held.db, actor), { cycleId, departmentId: actor.organisationId, body });
  const press = (
    actor: Actor,
    projectId: string,
    transition: string,
    expectedState: string,
    more: {
      reason?: string;
      now?: string;
      input?: Parameters<typeof advanceProject>[1]["input"];
    } = {},
  ) =>
    advanceProject(contextOf(held.db, actor, more.now ?? "2024-03-05T02:00:00.000Z"), {
      projectId,
      transition,
      expectedState,
      reason: more.reason ?? "",
      ...(more.input ? { input: more.input } : {}),
    });
  const tick = (actor: Actor, projectId: string, ok = true) =>
    checkForm(contextOf(held.db, actor), {
      projectId,
      revision: 0,
      items: CHECK_ITEMS.map((key) => ({ key, ok, reason: ok ? "" : "请补充" })),
    });

  describe("a new application", () => {
    it("is a draft with the next code of its department", async () => {
      const cycleId = await makeCycle(held.db, world.hospital.id, { year: 2031 });
      await held.db.write("cycles").where({ id: cycleId }).update({ dates: "{}" });
      const first = await create(world.lead, cycleId);
      const second = await create(world.colleague, cycleId);
      expect([first.code, second.code]).toEqual(["2031-07-001", "2031-07-002"]);
      expect(await row(first.id)).toMatchObject({
        state: "draft",
        leadId: world.lead.personId,
        hospitalId: world.hospital.id,
      });
      expect((await row(first.id)).searchText).toContain("youhuamenzhenyaofang");
    });

    it("gets a code of its own when two are begun at once", async () => {
      const made = await Promise.all([
        create(world.lead),
        create(world.colleague),
        create(world.lead),
      ]);
      expect(new Set(made.map((one) => one.code)).size).toBe(3);
    });

    it("stays within the department's quota, which two pressing at once cannot exceed", async () => {
      const small = await makeHospitalWorld(held.db, {
        name: "小医院",
        applicationsPerDepartment: 1,
      });
      const results = await Promise.allSettled([
        create(small.lead, small.cycleId),
        create(small.colleague, small.cycleId),
      ]);
      expect(results.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect((await refusalOf(create(small.lead, small.cycleId))).code).toBe(
        "department_quota_used",
      );
    });

    it("needs a collecting cycle of the own hospital, within its dates, and the own department", async () => {
      expect((await refusalOf(create(world.lead, other.cycleId))).code).toBe("out_of_reach");
      const closed = await makeCycle(held.db, world.hospital.id, { state: "running" });
      expect((await refusalOf(create(world.lead, closed))).code).toBe("cycle_not_collecting");
      const late = createProject(contextOf(held.db, world.lead, "2025-01-02T00:00:00.000Z"), {
        cycleId: world.cycleId,
        departmentId: world.department.id,
        body: makeApplication(),
      });
      expect((await refusalOf(late)).code).toBe("applications_over");
      const foreign = createProject(contextOf(held.db, world.lead), {
        cycleId: world.cycleId,
        departmentId: world.helper.id,
        body: makeApplication(),
      });
      expect(await refusalOf(foreign)).toMatchObject({ code: "department_not_yours", status: 422 });
    });
  });

  describe("a draft", () => {
    it("saved in two tabs keeps the first and tells the second who and when", async () => {
      const project = await makeProject(held.db, world);
      const save = (title: string, revision: number) =>
        saveDraft(contextOf(held.db, world.lead), {
          projectId: project.id,
          revision,
          body: makeApplication({ title }),
        });
      const results = await Promise.allSettled([save("甲", 1), save("乙", 1)]);
      expect(results.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await refusalOf(save("丙", 1))).toMatchObject({
        code: "draft_changed",
        status: 409,
        facts: { by: world.lead.name, at: NOW },
      });
      const stored = await findDraft(held.db.read, project.id);
      expect(stored?.revision).toBe(2);
      expect((await row(project.id)).title).toBe(stored?.body.title);
      await save("丁", 2);
      expect((await row(project.id)).title).toBe("丁");
    });

    it("is written by its lead and members only, and by nobody once submitted", async () => {
      const project = await makeProject(held.db, world);
      const save = (actor: Actor, projectId = project.id) =>
        saveDraft(contextOf(held.db, actor), { projectId, revision: 1, body: makeApplication() });
      expect((await refusalOf(save(world.colleague))).status).toBe(404);
      expect((await refusalOf(save(other.lead))).status).toBe(404);
      expect((await refusalOf(save(world.office))).code).toBe("not_permitted");
      const sent = await makeProject(held.db, world, { state: "submitted" });
      expect((await refusalOf(save(world.lead, sent.id))).code).toBe("not_editable");
    });
  });

  describe("submitting", () => {
    it("freezes a version and the project takes over what the application says", async () => {
      const body = makeApplication({
        title: "缩短取药等候",
        helpers: [world.helper.id],
        members: [
          { personId: world.colleague.personId, duty: "数据" },
          { personId: other.lead.personId, duty: "外院" },
        ],
        majorMatter: true,
      });
      const { id } = await create(world.lead, world.cycleId, body);
      expect(await press(world.lead, id, "submit", "draft")).toMatchObject({ to: "endorsing" });
      expect(await row(id)).toMatchObject({
        title: "缩短取药等候",
        isMajorMatter: 1,
        state: "endorsing",
      });
      expect(await versionsOf(held.db.read, id)).toHaveLength(1);
      const members = await held.db
        .read("projectMembers")
        .where({ projectId: id })
        .pluck("personId");
      expect(members).toEqual([world.colleague.personId]);
      const helpers = await held.db.read("coSigns").where({ projectId: id }).pluck("departmentId");
      expect(helpers).toEqual([world.helper.id]);
    });

    it("names what is missing", async () => {
      const { id } = await create(world.lead, world.cycleId, makeApplication({ problem: "" }));
      expect(await refusalOf(press(world.lead, id, "submit", "draft"))).toMatchObject({
        code: "form_incomplete",
        facts: { missing: "application:field.problem" },
      });
    });

    it("follows the options of the day: without endorsement and form check it is accepted at once", async () => {
      const { id } = await create(world.lead);
      const options = { endorsement: false, cooperatingDepartments: false, formCheck: false };
      await held.db
        .write("cycles")
        .where({ id: world.cycleId })
        .update({ options: JSON.stringify(options) });
      expect(await press(world.lead, id, "submit", "draft")).toMatchObject({ to: "accepted" });
      await held.db.write("cycles").where({ id: world.cycleId }).update({ options: "{}" });
    });

    it("twice at once gives one version and one explanation of who and when", async () => {
      const { id } = await create(world.lead);
      const results = await Promise.allSettled([
        press(world.lead, id, "submit", "draft"),
        press(world.lead, id, "submit", "draft"),
      ]);
      expect(results.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await versionsOf(held.db.read, id)).toHaveLength(1);
      expect(await refusalOf(press(world.lead, id, "submit", "draft"))).toMatchObject({
        code: "already_moved",
        status: 409,
        facts: { by: world.lead.name },
      });
    });
  });

  describe("endorsement", () => {
    it("waits for the cooperating department, which confirms once", async () => {
      const { id } = await create(
        world.lead,
        world.cycleId,
        makeApplication({ helpers: [world.helper.id] }),
      );
      await press(world.lead, id, "submit", "draft");
      expect((await refusalOf(press(world.head, id, "endorse", "endorsing"))).code).toBe(
        "co_signs_missing",
      );
      const declined = { input: { coSignDecision: "declined" as const } };
      expect(
        (await refusalOf(press(world.helperHead, id, "co_sign", "endorsing", declined))).code,
      ).toBe("reason_required");
      await press(world.helperHead, id, "co_sign", "endorsing");
      expect(await refusalOf(press(world.helperHead, id, "co_sign", "endorsing"))).toMatchObject({
        code: "co_signed_already",
        status: 409,
      });
      expect(await press(world.head, id, "endorse", "endorsing")).toMatchObject({
        to: "submitted",
      });
    });

    it("of a project led by the head is the leader in charge's", async () => {
      const headLead = await makeActor(held.db, {
        organisationId: world.department.id,
        role: "applicant",
        name: "主任兼负责人",
      });
      const scope = { kind: "organisation" as const, id: world.department.id };
      const grantId = await makeGrant(held.db, headLead.personId, "department_head", scope);
      const { id } = await create(headLead);
      await press(headLead, id, "submit", "draft");
      const asHead: Actor = { ...headLead, role: "department_head", grantId };
      expect((await refusalOf(press(asHead, id, "endorse", "endorsing"))).code).toBe(
        "not_your_step",
      );
      expect(await press(world.leader, id, "endorse", "endorsing")).toMatchObject({
        to: "submitted",
      });
    });

    it("is nothing that people who do not see the project learn of", async () => {
      const { id } = await create(world.lead);
      await press(world.lead, id, "submit", "draft");
      for (const actor of [other.head, other.office, other.lead, world.helperHead, world.colleague])
        expect(await refusalOf(press(actor, id, "endorse", "draft"))).toMatchObject({
          code: "not_found",
          status: 404,
        });
    });
  });

  describe("a return", () => {
    const returned = async () => {
      const project = await makeProject(held.db, world, { state: "submitted" });
      await press(world.office, project.id, "return", "submitted", {
        reason: "数据不清",
        now: "2024-04-26T02:00:00.000Z",
        input: { fieldReasons: [{ field: "problem", reason: "请给出分子和分母" }] },
      });
      return project.id;
    };

    it("counts working days with holidays and make-up days", async () => {
      const labourDays = ["2024-05-01", "2024-05-02", "2024-05-03"];
      await held.db
        .write("holidays")
        .insert([
          ...labourDays.map((date) => ({ date, kind: "off" })),
          { date: "2024-04-28", kind: "work" },
        ]);
      const id = await returned();
      expect(await row(id)).toMatchObject({
        state: "returned",
        resumeTo: "submitted",
        dueOn: "2024-05-07",
      });
      expect(await findOpenReturn(held.db.read, id)).toMatchObject({
        reason: "数据不清",
        reasons: [{ field: "problem", reason: "请给出分子和分母" }],
        dueOn: "2024-05-07",
      });
    });

    it("takes the day that the office names, but none that is past", async () => {
      const { id } = await makeProject(held.db, world, { state: "submitted" });
      const by = (dueOn: string) =>
        press(world.office, id, "return", "submitted", { reason: "补充", input: { dueOn } });
      expect(await refusalOf(by("2024-03-01"))).toMatchObject({
        code: "due_date_past",
        field: "dueOn",
      });
      await by("2024-03-20");
      expect((await row(id)).dueOn).toBe("2024-03-20");
    });

    it("is answered by a new version, back where it came from, within due date and grace", async () => {
      const id = await returned();
      const resubmit = (now: string) => press(world.lead, id, "resubmit", "returned", { now });
      expect((await refusalOf(resubmit("2024-05-06T02:00:00.000Z"))).code).toBe("nothing_changed");
      await saveDraft(contextOf(held.db, world.lead, "2024-05-06T03:00:00.000Z"), {
        projectId: id,
        revision: 1,
        body: makeApplication({ title: "改过的题目" }),
      });
      expect((await row(id)).title).not.toBe("改过的题目");
      expect((await refusalOf(resubmit("2024-05-11T02:00:00.000Z"))).code).toBe("past_due");
      expect(await resubmit("2024-05-10T02:00:00.000Z")).toMatchObject({ to: "submitted" });
      expect(await row(id)).toMatchObject({ title: "改过的题目", dueOn: "9999-12-31" });
      expect(await findOpenReturn(held.db.read, id)).toBeNull();
      expect((await versionsOf(held.db.read, id)).map((one) => one.number)).toEqual([2, 1]);
    });
  });

  describe("the form check", () => {
    it("opens the way once every item is ticked, for the own office only", async () => {
      const { id } = await makeProject(held.db, world, { state: "submitted" });
      expect((await refusalOf(press(world.office, id, "accept", "submitted"))).code).toBe(
        "checklist_open",
      );
      expect((await refusalOf(tick(other.office, id))).status).toBe(404);
      expect((await refusalOf(tick(world.lead, id))).code).toBe("not_permitted");
      await tick(world.office, id, false);
      expect((await refusalOf(press(world.office, id, "accept", "submitted"))).facts.count).toBe(
        CHECK_ITEMS.length,
      );
      expect(await refusalOf(tick(world.office, id))).toMatchObject({
        code: "draft_changed",
        status: 409,
      });
      await checkForm(contextOf(held.db, world.office), {
        projectId: id,
        revision: 1,
        items: CHECK_ITEMS.map((key) => ({ key, ok: true, reason: "" })),
      });
      expect(await press(world.office, id, "accept", "submitted")).toMatchObject({
        to: "accepted",
      });
    });
  });

  describe("merging", () => {
    it("waits for the office and both leads, who all agree to the same target", async () => {
      const from = await makeProject(held.db, world, { state: "submitted" });
      const into = await makeProject(held.db, world, { state: "submitted", lead: world.colleague });
      const third = await makeProject(held.db, world, { state: "submitted" });
      const foreign = await makeProject(held.db, other, { state: "submitted" });
      const merge = (actor: Actor, mergeIntoId?: string) =>
        press(actor, from.id, "merge", "submitted", {
          reason: "内容相近",
          ...(mergeIntoId ? { input: { mergeIntoId } } : {}),
        });
      expect((await refusalOf(merge(world.office, foreign.id))).code).toBe("merge_target_invalid");
      expect(await merge(world.office, into.id)).toMatchObject({ consentOnly: true });
      expect((await refusalOf(merge(world.lead, third.id))).code).toBe("merge_target_fixed");
      expect(await merge(world.lead)).toMatchObject({ consentOnly: true });
      expect(await merge(world.colleague)).toMatchObject({ to: "merged" });
      expect(await row(from.id)).toMatchObject({ state: "merged", mergedIntoId: into.id });
    });
  });

  describe("withdrawing", () => {
    it("is the lead's, with a reason", async () => {
      const { id } = await makeProject(held.db, world, { state: "submitted" });
      expect((await refusalOf(press(world.lead, id, "withdraw", "submitted"))).code).toBe(
        "reason_required",
      );
      expect(
        (await refusalOf(press(world.office, id, "withdraw", "submitted", { reason: "x" }))).code,
      ).toBe("not_your_step");
      expect(
        await press(world.lead, id, "withdraw", "submitted", { reason: "重复" }),
      ).toMatchObject({
        to: "withdrawn",
      });
    });
  });
});
