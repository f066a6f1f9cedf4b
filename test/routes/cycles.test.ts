import { beforeAll, expect, it } from "vitest";
import { setClock } from "~/platform/clock.server";
import { NUMBERS_OF } from "~/domain/cycle-options";
import { defaultOptions } from "~/domain/lifecycle/options";
import { makeActor, makeOrganisation, NOW } from "#test/factories";
import {
  entryForm,
  makeEntry,
  makeMunicipalWorld,
  type MunicipalWorld,
} from "#test/factories-municipal";
import { requestAs } from "#test/setup/app";
import { withSqlite } from "#test/setup/database";

const numbers = Object.fromEntries(
  NUMBERS_OF.municipal.map((key) => [
    `numbers.${key}`,
    String((defaultOptions as unknown as Record<string, number>)[key]),
  ]),
);

withSqlite("the pages of cycles", (held) => {
  let world: MunicipalWorld;
  beforeAll(async () => {
    setClock(NOW);
    world = await makeMunicipalWorld(held.db, { hospitals: 2 });
  });
  const cycle = () => `/cycles/${world.cycleId}`;
  const hospital = (n: number) => world.hospitals[n] as MunicipalWorld["hospitals"][number];
  const filled = {
    revision: "0",
    year: "2025",
    name: "2025年全市评审",
    "rule.method": "mean",
    "rule.basis": "overall",
    "rule.incomplete": "unranked",
    "switches.defence": "on",
    entriesPerOrganisation: "3",
    participation: "all",
    "categories[0].name": "医疗服务",
    ...numbers,
  };

  it("make a cycle from the plain form, as a browser without script sends it", async () => {
    const form = { ...filled, organisationId: world.centre.id };
    const answer = await requestAs(world.officer, "/cycles/new", form);
    expect(answer.status).toBe(303);
    const page = await requestAs(world.officer, answer.location ?? "");
    expect(page.status).toBe(200);
    expect(page.text).toContain("2025年全市评审");
    expect(page.text).toContain("医院推荐与资格审查");
  });

  it("show the form again with everything typed when something is wrong", async () => {
    const answer = await requestAs(world.officer, "/cycles/new", {
      ...filled,
      organisationId: world.centre.id,
      name: "写了一半的名称",
      "numbers.minimumPanel": "五",
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("写了一半的名称");
    expect(answer.text).toContain('value="五"');
    expect(answer.text).toContain("请填写整数");
  });

  it("keep what was typed also when the command refuses", async () => {
    const answer = await requestAs(world.officer, `${cycle()}/edit`, {
      ...filled,
      revision: "7",
      name: "迟到的修改",
    });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain("迟到的修改");
    expect(answer.text).toContain("有人保存过");
  });

  it("add a category row without script and keep the rest", async () => {
    const intent = JSON.stringify({ type: "insert", payload: { name: "categories" } });
    const answer = await requestAs(world.officer, "/cycles/new", {
      ...filled,
      organisationId: world.centre.id,
      __intent__: intent,
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('name="categories[1].name"');
    expect(answer.text).toContain("2025年全市评审");
  });

  it("do not show another centre's or hospital's cycle, nor its entries, to strangers", async () => {
    const elsewhere = await makeOrganisation(held.db, { kind: "hospital", name: "无关医院" });
    const stranger = await makeActor(held.db, { organisationId: elsewhere.id, role: "office" });
    const entry = await makeEntry(held.db, hospital(0).office, world.cycleId, "机密项目");
    for (const path of [
      "",
      "/entries",
      "/entries.csv",
      "/entries.xlsx",
      "/rubric",
      "/nomination",
    ]) {
      const answer = await requestAs(stranger, `${cycle()}${path}`);
      expect(answer.status, path).toBe(404);
      expect(answer.text).not.toContain("机密项目");
    }
    for (const actor of [stranger, hospital(1).office])
      for (const path of [`/entries/${entry}`, `/entries/${entry}/edit`]) {
        const answer = await requestAs(actor, path);
        expect(answer.status, path).toBe(404);
        expect(answer.text).not.toContain("机密项目");
      }
    for (const path of ["/entries", "/entries.csv", "/entries?q=机密", "", "/nomination"]) {
      const answer = await requestAs(hospital(1).office, `${cycle()}${path}`);
      expect(answer.status, path).toBe(200);
      expect(answer.text, path).not.toContain("机密项目");
      expect(answer.text, path).not.toContain(`${hospital(0).name}项目`);
    }
    const csv = await requestAs(world.officer, `${cycle()}/entries.csv`);
    expect(csv.text).toContain("机密项目");
  });

  it("take a nomination from form to stamp by plain posts", async () => {
    const { office } = hospital(1);
    const made = await requestAs(office, `${cycle()}/nomination/new`, {
      ...entryForm("缩短候诊"),
      revision: "0",
    });
    expect(made.status).toBe(303);
    const path = made.location ?? "";
    expect((await requestAs(office, path)).text).toContain("推荐上报");
    const pressed = await requestAs(office, path, {
      transition: "nominate",
      expectedState: "draft",
    });
    expect(pressed.status).toBe(303);
    const twice = await requestAs(office, path, { transition: "nominate", expectedState: "draft" });
    expect(twice.status).toBe(409);
    expect(twice.text).toMatch(/已于.+办理，现为“已推荐”/);
    const list = await requestAs(world.officer, `${cycle()}/entries?q=houzhen`);
    expect(list.text).toContain("缩短候诊");
  });

  it("say in the page why the draw is refused, and move nothing", async () => {
    const answer = await requestAs(world.officer, `${cycle()}/transitions`, {
      transition: "draw",
      expectedState: "collecting",
    });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("还有 2 个参评项目未完成资格审查");
    const stale = await requestAs(world.officer, `${cycle()}/transitions`, {
      transition: "start",
      expectedState: "drawn",
    });
    expect(stale.status).toBe(409);
  });

  it("save a rubric typed in points, and refuse a broken one at its field", async () => {
    const rubric = {
      version: "1",
      name: "短标准",
      "criteria[0].name": "效果",
      "criteria[0].maximum": "10",
      "criteria[0].step": "0.5",
      "criteria[0].weight": "1",
      intent: "save",
    };
    const broken = await requestAs(world.officer, `${cycle()}/rubric`, {
      ...rubric,
      "criteria[0].step": "20",
    });
    expect(broken.status).toBe(400);
    expect(broken.text).toContain("短标准");
    const answer = await requestAs(world.officer, `${cycle()}/rubric`, rubric);
    expect(answer.status).toBe(303);
    const page = await requestAs(world.officer, `${cycle()}/rubric`);
    expect(page.text).toContain("短标准");
    const office = await requestAs(hospital(0).office, `${cycle()}/rubric`, {
      ...rubric,
      name: "医院改的",
    });
    expect(office.status).toBe(403);
  });
});
