import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "~/domain/people";
import { setClock } from "~/platform/clock.server";
import { advanceProject } from "~/commands/advance-project.server";
import { makeActor, NOW } from "#test/factories";
import {
  contextOf,
  makeApplication,
  makeHospitalWorld,
  makeProject,
  type HospitalWorld,
  type MadeProject,
} from "#test/factories-projects";
import { requestAs } from "#test/setup/app";
import { withDatabase } from "#test/setup/database";

withDatabase("project pages", (held) => {
  let world: HospitalWorld;
  let other: HospitalWorld;
  let submitted: MadeProject;
  let draft: MadeProject;
  beforeAll(async () => {
    setClock(NOW);
    world = await makeHospitalWorld(held.db);
    other = await makeHospitalWorld(held.db, { name: "另一医院" });
    submitted = await makeProject(held.db, world, {
      state: "submitted",
      title: "缩短取药等候时间",
    });
    draft = await makeProject(held.db, world, { title: "尚未提交的想法" });
  });
  const stateOf = async (id: string) =>
    ((await held.db.read("projects").where({ id }).first("state")) as { state: string }).state;
  const bodyOf = async (projectId: string) =>
    JSON.parse(
      ((await held.db.read("applications").where({ projectId }).first("body")) as { body: string })
        .body,
    ) as Record<string, unknown>;

  /** What a browser posts for a filled-in first page. */
  const firstPage = {
    title: "降低门诊退费等候",
    category: "medical_service",
    problem: "平均等候 25 分钟",
    "measures[0].text": "线上退费",
    "measures[0].owner": "王某",
    "measures[0].dueOn": "2024-06-30",
    noHelpers: "on",
  };

  describe("the list", () => {
    it.each(["取药", "quyao", "sdqy", "示负责人", "药学", "2024-99"])("finds by %s", async (q) => {
      const answer = await requestAs(world.office, `/projects?q=${encodeURIComponent(q)}`);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain("缩短取药等候时间");
    });

    it("takes LIKE's signs literally and says when nothing fits", async () => {
      const answer = await requestAs(world.office, "/projects?q=%25_");
      expect(answer.text).not.toContain("缩短取药等候时间");
      expect(answer.text).toContain("没有符合条件的记录");
    });

    it("shows a draft to its lead and to nobody else", async () => {
      expect((await requestAs(world.lead, "/projects")).text).toContain("尚未提交的想法");
      for (const actor of [world.office, world.head, world.secretary, world.colleague, world.qc])
        expect((await requestAs(actor, "/projects")).text, actor.role).not.toContain(
          "尚未提交的想法",
        );
    });

    it("limits a leader in charge to the departments of the grant", async () => {
      const scoped = (organisationId: string) =>
        makeActor(held.db, {
          organisationId: world.hospital.id,
          role: "leader_in_charge",
          scope: { kind: "organisation", id: organisationId },
        });
      const own = await requestAs(await scoped(world.department.id), "/projects");
      expect(own.text).toContain("缩短取药等候时间");
      const foreign = await requestAs(await scoped(world.helper.id), "/projects");
      expect(foreign.text).not.toContain("缩短取药等候时间");
    });

    it("is filtered, sorted and paged by its address", async () => {
      const few = await makeHospitalWorld(held.db, { name: "翻页医院" });
      for (let n = 1; n <= 51; n += 1)
        await makeProject(held.db, few, {
          state: n === 1 ? "accepted" : "submitted",
          title: `项目第${String(n).padStart(2, "0")}号`,
          dueOn: n === 2 ? "2024-03-01" : "9999-12-31",
        });
      const first = await requestAs(few.office, "/projects?sort=title");
      expect(first.text).toContain("项目第01号");
      expect(first.text).not.toContain("项目第51号");
      expect(first.text).toContain("共 51 条");
      const next = /<a[^>]*rel="next"[^>]*href="([^"]+)"/
        .exec(first.text)?.[1]
        ?.replaceAll("&amp;", "&");
      const second = await requestAs(few.office, next ?? "");
      expect(second.text).toContain("项目第51号");
      const accepted = await requestAs(few.office, "/projects?state=accepted");
      expect(accepted.text).toContain("项目第01号");
      expect(accepted.text).not.toContain("项目第02号");
      const overdue = await requestAs(few.office, "/projects?overdue=1");
      expect(overdue.text).toContain("项目第02号");
      expect(overdue.text).not.toContain("项目第03号");
    });

    it("costs as many queries with three rows as with one", async () => {
      const world1 = await makeHospitalWorld(held.db, { name: "一行医院" });
      await makeProject(held.db, world1, { state: "submitted" });
      await requestAs(world1.office, "/projects");
      const count = async () => {
        let queries = 0;
        const listen = () => (queries += 1);
        held.db.read.on("query", listen);
        await requestAs(world1.office, "/projects");
        held.db.read.removeListener("query", listen);
        return queries;
      };
      const one = await count();
      await makeProject(held.db, world1, { state: "submitted" });
      await makeProject(held.db, world1, { state: "executing" });
      expect(await count()).toBe(one);
    });

    it("is exported as seen", async () => {
      const csv = await requestAs(world.office, "/projects.csv?q=quyao");
      expect(csv.headers.get("Content-Type")).toContain("text/csv");
      expect(csv.text).toContain("缩短取药等候时间");
      expect(csv.text).toContain("待形式审查");
      const xlsx = await requestAs(world.office, "/projects.xlsx");
      expect(xlsx.status).toBe(200);
      expect(xlsx.text.startsWith("PK")).toBe(true);
    });
  });

  describe("another hospital", () => {
    it("sees nothing in lists, searches, counts, exports and guessed addresses", async () => {
      for (const actor of [other.office, other.lead, other.head, other.witness, other.secretary]) {
        for (const path of [
          "/projects",
          "/projects?q=quyao",
          "/projects.csv",
          `/projects?cycle=${world.cycleId}`,
        ]) {
          const answer = await requestAs(actor, path);
          expect(answer.text, `${actor.role} ${path}`).not.toContain("缩短取药等候时间");
          expect(answer.text, `${actor.role} ${path}`).not.toContain(world.lead.name);
        }
        for (const path of [
          "",
          "/history",
          "/versions",
          "/application",
          "/attachments",
          "/form-check",
        ]) {
          const answer = await requestAs(actor, `/projects/${submitted.id}${path}`);
          expect([403, 404], `${actor.role} ${path}`).toContain(answer.status);
          expect(answer.text).not.toContain("取药");
          expect(answer.text).not.toContain(world.lead.name);
        }
        const pressed = await requestAs(actor, `/projects/${submitted.id}/transitions`, {
          transition: "accept",
          expectedState: "draft",
        });
        expect(pressed.status).toBe(404);
        expect(pressed.text).not.toContain(world.lead.name);
      }
      expect((await requestAs(other.office, "/projects")).text).toContain("还没有项目");
    });
  });

  describe("beginning an application without script", () => {
    it("takes the five fields and leads to the project, whose button submits it", async () => {
      const made = await requestAs(world.lead, "/projects/new", {
        ...firstPage,
        cycleId: world.cycleId,
        departmentId: world.department.id,
        intent: "save",
      });
      expect(made.status).toBe(303);
      const page = await requestAs(world.lead, made.location ?? "");
      expect(page.text).toContain("降低门诊退费等候");
      expect(page.text).toContain("提交申报书");
      const id = (made.location ?? "").split("/").pop() ?? "";
      const sent = await requestAs(world.lead, `/projects/${id}/transitions`, {
        transition: "submit",
        expectedState: "draft",
      });
      expect(sent.status).toBe(303);
      expect(await stateOf(id)).toBe("endorsing");
    });

    it("keeps what was typed when a row is added or something is wrong", async () => {
      const row = await requestAs(world.lead, "/projects/new", {
        ...firstPage,
        __intent__: JSON.stringify({ type: "insert", payload: { name: "measures" } }),
      });
      expect(row.status).toBe(200);
      expect(row.text).toContain("降低门诊退费等候");
      expect(row.text).toContain('name="measures[1].text"');
      const long = await requestAs(world.lead, "/projects/new", {
        ...firstPage,
        contact: "长".repeat(201),
      });
      expect(long.status).toBe(400);
      expect(long.text).toContain("最多 200 个字");
      expect(long.text).toContain("降低门诊退费等候");
    });
  });

  describe("editing a draft", () => {
    const save = (projectId: string, more: Record<string, string>) =>
      requestAs(world.lead, `/projects/${projectId}/application`, {
        ...firstPage,
        intent: "save",
        ...more,
      });

    it("shows both versions and a choice when another tab has saved", async () => {
      const { id } = await makeProject(held.db, world, { title: "原题" });
      expect((await save(id, { revision: "1", title: "先保存的题目" })).status).toBe(303);
      const second = await save(id, { revision: "1", title: "后保存的题目" });
      expect(second.status).toBe(409);
      expect(second.text).toContain("先保存的题目");
      expect(second.text).toContain("后保存的题目");
      expect(second.text).toContain("保留我填写的");
      expect((await bodyOf(id)).title).toBe("先保存的题目");
      // Saving again without choosing is refused again: the page still holds the revision it began from.
      expect(second.text).toMatch(/name="revision" value="1"/);
      const kept = await save(id, { revision: "2", title: "后保存的题目", intent: "overwrite" });
      expect(kept.status).toBe(303);
      expect((await bodyOf(id)).title).toBe("后保存的题目");
    });

    it("saves in the background and answers when and which revision", async () => {
      const { id } = await makeProject(held.db, world, { title: "原题" });
      const answer = await requestAs(
        world.lead,
        `/projects/${id}/application`,
        { ...firstPage, intent: "autosave", revision: "1" },
        { headers: { Accept: "application/json" } },
      );
      expect(JSON.parse(answer.text)).toEqual({
        revision: 2,
        savedAt: NOW,
        address: `/projects/${id}/application`,
      });
    });

    it("keeps odd figures and marks them", async () => {
      const { id } = await makeProject(held.db, world);
      await save(id, { revision: "1", "baseline.numerator": "约三十", intent: "stay" });
      const page = await requestAs(world.lead, `/projects/${id}/application`);
      expect(page.text).toContain("约三十");
      expect(page.text).toContain("请填写数字，例如 12.5");
    });

    it("shows the reasons of a return beside the fields", async () => {
      const { id } = await makeProject(held.db, world, { state: "submitted" });
      const returned = await requestAs(world.office, `/projects/${id}/transitions`, {
        transition: "return",
        expectedState: "submitted",
        reason: "请补充数据",
        "fieldReasons[problem]": "缺少分母",
        "fieldReasons[__proto__]": "x",
        dueOn: "2024-03-20",
        decision: "passed",
      });
      expect(returned.status).toBe(303);
      const page = await requestAs(world.lead, `/projects/${id}/application`);
      expect(page.text).toContain("请补充数据");
      expect(page.text).toContain("退回意见：缺少分母");
      const event = (await held.db
        .read("events")
        .where({ subjectId: id, transition: "return" })
        .first("facts")) as { facts: string };
      expect(JSON.parse(event.facts)).toEqual({
        fieldReasons: [{ field: "problem", reason: "缺少分母" }],
        dueOn: "2024-03-20",
      });
    });
  });

  describe("pressing a button", () => {
    const press = (actor: Actor, form: Record<string, string>, accept = "text/html") =>
      requestAs(actor, `/projects/${submitted.id}/transitions`, form, {
        headers: { Accept: accept },
      });
    const decline = { transition: "decline", expectedState: "submitted", reason: "" };

    it("that is refused shows why on the project's page, and keeps the reason typed", async () => {
      const answer = await press(world.office, {
        transition: "accept",
        expectedState: "submitted",
        reason: "看过了",
      });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain("审查清单还有");
      expect(answer.text).toContain("您填写的理由：看过了");
      expect(answer.text).toContain("缩短取药等候时间");
    });

    it("tells programs the refusal itself", async () => {
      const answer = await press(world.office, decline, "application/json");
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.text)).toMatchObject({ refusal: { code: "reason_required" } });
    });

    it("offers the office the projects that this one may be merged into", async () => {
      const into = await makeProject(held.db, world, { state: "accepted", title: "可并入的项目" });
      const page = await requestAs(world.office, `/projects/${submitted.id}`);
      expect(page.text).toContain(`<option value="${into.id}">`);
    });

    it("on a stale page is a conflict", async () => {
      const { id } = await makeProject(held.db, world, { state: "submitted" });
      await advanceProject(contextOf(held.db, world.lead), {
        projectId: id,
        transition: "withdraw",
        expectedState: "submitted",
        reason: "重复",
      });
      const answer = await requestAs(world.office, `/projects/${id}/transitions`, decline);
      expect(answer.status).toBe(409);
      expect(answer.text).toContain(world.lead.name);
    });

    it("is offered with its reason where it cannot be pressed", async () => {
      const page = await requestAs(world.office, `/projects/${submitted.id}`);
      expect(page.text).toContain("形式审查通过");
      expect(page.text).toContain("审查清单还有");
      const reader = await requestAs(world.secretary, `/projects/${submitted.id}`);
      expect(reader.text).not.toContain('name="transition"');
    });
  });

  describe("the form check page", () => {
    it("asks for a reason for what is not met, and keeps what was ticked", async () => {
      const { id } = await makeProject(held.db, world, { state: "submitted" });
      const path = `/projects/${id}/form-check`;
      const wrong = await requestAs(world.office, path, {
        revision: "0",
        "category_fits.ok": "no",
      });
      expect(wrong.status).toBe(400);
      expect(wrong.text).toContain("请写明不符合的理由");
      const right = await requestAs(world.office, path, {
        revision: "0",
        "category_fits.ok": "no",
        "category_fits.reason": "应为设备设施",
      });
      expect(right.status).toBe(303);
      expect((await requestAs(world.office, path)).text).toContain("应为设备设施");
      const project = await requestAs(world.office, `/projects/${id}`);
      expect(project.text).toContain("应为设备设施");
    });
  });

  describe("versions", () => {
    it("are listed and any two compared with the changes marked", async () => {
      const { id } = await makeProject(held.db, world, { state: "submitted" });
      const second = makeApplication({ title: "改过的题目", budget: "5000" });
      const { addVersion } = await import("~/data/applications.server");
      await held.db.write.transaction((tx) => addVersion(tx, id, second, world.lead.personId, NOW));
      const page = await requestAs(world.office, `/projects/${id}/versions`);
      expect(page.text).toContain("<mark>改过的题目</mark>");
      expect(page.text).not.toContain("<mark>2023 年取药");
      expect((await requestAs(world.office, `/projects/${id}/versions?from=9`)).status).toBe(404);
    });
  });

  it("tells in its history who did what as what", async () => {
    const { id } = await makeProject(held.db, world, { state: "submitted" });
    await advanceProject(contextOf(held.db, world.office), {
      projectId: id,
      transition: "decline",
      expectedState: "submitted",
      reason: "与在办项目重复",
    });
    const page = await requestAs(world.head, `/projects/${id}/history`);
    expect(page.text).toContain("与在办项目重复");
    expect(page.text).toContain("归口管理部门");
    expect((await requestAs(world.lead, `/projects/${draft.id}/history`)).status).toBe(200);
  });
});
