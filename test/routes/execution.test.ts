import { beforeAll, expect, it } from "vitest";
import { callStageReports } from "~/commands/call-stage-reports.server";
import { recordFinding } from "~/commands/save-effect.server";
import { milestonesOf } from "~/data/milestones.server";
import { setClock } from "~/platform/clock.server";
import { requestAs } from "#test/setup/app";
import { withSqlite } from "#test/setup/database";
import { NOW } from "#test/factories";
import { contextOf, makeHospitalWorld, type HospitalWorld } from "#test/factories-projects";
import { makeEstablished, makeEvaluating, makeExecuting } from "#test/factories-execution";

withSqlite("execution pages, as a browser without script sends them", (held) => {
  let world: HospitalWorld;
  let other: HospitalWorld;
  /** Without calls for stage reports. */
  let quiet: HospitalWorld;
  beforeAll(async () => {
    setClock(NOW);
    world = await makeHospitalWorld(held.db);
    other = await makeHospitalWorld(held.db, { name: "邻近医院" });
    quiet = await makeHospitalWorld(held.db, { name: "第三医院" });
  });

  it("signs the charter by all parties through its page", async () => {
    const { id } = await makeEstablished(held.db, world);
    const page = await requestAs(world.head, `/projects/${id}/charter`);
    expect(page.status).toBe(200);
    expect(page.text).toContain("签署任务书");
    const form = { intent: "sign", revision: "0", expectedState: "established" };
    for (const actor of [world.head, world.lead, world.office])
      expect((await requestAs(actor, `/projects/${id}/charter`, form)).status).toBe(303);
    const tab = await requestAs(world.lead, `/projects/${id}/execution`);
    expect(tab.text).toContain("发药窗口动线改造");
    expect(tab.text).toContain("14.5%");
    expect((await requestAs(world.head, `/projects/${id}/charter`, form)).status).toBe(409);
  });

  it("keeps a mistyped charter in the form and says which figure is none", async () => {
    const { id } = await makeEstablished(held.db, world);
    const saved = await requestAs(world.lead, `/projects/${id}/charter`, {
      intent: "save",
      revision: "0",
      "targets[0].indicator": "等候占比",
      "targets[0].target": "六成",
      budget: "1000",
    });
    expect(saved.status).toBe(303);
    const page = await requestAs(world.lead, `/projects/${id}/charter`);
    expect(page.text).toContain("六成");
    expect(page.text).toContain("请填写数字");
    const stale = await requestAs(world.lead, `/projects/${id}/charter`, {
      intent: "save",
      revision: "0",
      budget: "2222",
    });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain("2222");
  });

  it("updates a milestone, presses, and writes a stage report", async () => {
    const { id } = await makeExecuting(held.db, world, { title: "急诊分诊流程" });
    const [first] = await milestonesOf(held.db.read, id);
    const address = `/projects/${id}/execution`;
    const update = {
      intent: "milestone",
      milestoneId: first?.id ?? "",
      revision: "0",
      progress: "60",
      doneOn: "",
      note: "进行中",
    };
    expect((await requestAs(world.lead, address, update)).status).toBe(303);
    expect((await requestAs(world.lead, address, update)).status).toBe(409);
    expect(
      (
        await requestAs(world.office, address, {
          intent: "press",
          level: "notice",
          text: "请尽快推进",
        })
      ).status,
    ).toBe(303);
    const tab = await requestAs(world.office, address);
    expect(tab.text).toContain("60%");
    expect(tab.text).toContain("请尽快推进");
    const call = await requestAs(world.office, "/execution", {
      cycleId: world.cycleId,
      number: "1",
      title: "第一次阶段汇报",
      dueOn: "2024-05-01",
    });
    expect(call.location).toMatch(/^\/execution\?called=\d+$/);
    const { callId } = await callStageReports(contextOf(held.db, world.office), {
      cycleId: world.cycleId,
      number: 2,
      title: "二",
      dueOn: "2024-06-01",
    });
    const report = `/projects/${id}/reports/${callId}`;
    expect((await requestAs(world.lead, report)).status).toBe(200);
    const refused = await requestAs(world.lead, report, {
      intent: "submit",
      revision: "0",
      period: "二季度",
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("二季度");
    expect(
      (await requestAs(world.lead, report, { intent: "save", revision: "0", period: "二季度" }))
        .status,
    ).toBe(303);
    const list = await requestAs(world.office, "/execution?q=急诊");
    expect(list.text).toContain("急诊分诊流程");
    expect((await requestAs(world.office, "/execution.csv")).text).toContain("急诊分诊流程");
  });

  it("shows what the figures support, and takes a project to its grade", async () => {
    const { id } = await makeEvaluating(held.db, quiet);
    const tab = await requestAs(quiet.qc, `/projects/${id}/effect`);
    expect(tab.text).toContain("有所改进");
    expect(tab.text).toContain("回归均值");
    const verify = await requestAs(quiet.qc, `/projects/${id}/effect`, {
      intent: "verify",
      expectedState: "evaluating",
      finding: "已核对",
    });
    expect(verify.status).toBe(303);
    expect((await requestAs(quiet.lead, `/projects/${id}/closure/edit`)).status).toBe(200);
    expect((await requestAs(quiet.lead, `/projects/${id}/closure`)).text).toContain("填写结题报告");
  });

  it("gives nothing to another hospital: pages, lists, exports, packages and posts", async () => {
    const running = await makeExecuting(held.db, world, { title: "隔壁不可见的项目" });
    const evaluated = await makeEvaluating(held.db, quiet, { title: "隔壁不可见的评价" });
    await recordFinding(contextOf(held.db, quiet.qc), {
      projectId: evaluated.id,
      finding: "x",
      expectedState: "evaluating",
      verify: false,
    });
    for (const actor of [other.office, other.lead, other.qc])
      for (const { id } of [running, evaluated])
        for (const path of [
          "/execution",
          "/effect",
          "/closure",
          "/charter",
          "/amendment",
          "/effect/edit",
          "/closure/edit",
          "/archive.zip",
        ]) {
          const answer = await requestAs(actor, `/projects/${id}${path}`);
          expect([403, 404], path).toContain(answer.status);
          expect(answer.text).not.toContain("隔壁不可见");
        }
    for (const path of ["/execution", "/execution.csv", "/execution?q=隔壁"])
      expect((await requestAs(other.office, path)).text).not.toContain("隔壁不可见");
    const post = await requestAs(other.office, `/projects/${running.id}/execution`, {
      intent: "press",
      level: "notice",
      text: "x",
    });
    expect(post.status).toBe(404);
  });
});
