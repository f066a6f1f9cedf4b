import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import { accountInvariants } from "#db/invariants-accounts";
import { makeActor, makeOrganisation, makePerson, NOW } from "#test/factories";
import { makeAdmin } from "#test/factories-accounts";
import { requestAs } from "#test/setup/app";
import { withDatabase } from "#test/setup/database";
import type { Actor } from "~/domain/people";
import { setClock } from "~/platform/clock.server";
import { hashPassword } from "~/platform/passwords.server";

function upload(name: string, content: string | Buffer): FormData {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(Buffer.from(content))], name));
  return form;
}

/** What the preview would post when its button is pressed. */
function confirmation(html: string): FormData | null {
  const table = /name="table" value="([^"]*)"/.exec(html)?.[1];
  if (table === undefined) return null;
  const form = new FormData();
  form.set(
    "table",
    table
      .replace(/&quot;/g, '"')
      .replace(/&#x27;/g, "'")
      .replace(/&lt;/g, "<")
      .replace(/&amp;/g, "&"),
  );
  return form;
}

withDatabase("organisations and people through pages", (held) => {
  let sysadmin: Actor;
  let secadmin: Actor;
  let auditor: Actor;
  let office: Actor;
  let local: Actor;
  const rowsOf = (table: string) => held.db.read(table) as Promise<Record<string, unknown>[]>;

  beforeAll(async () => {
    setClock(NOW);
    const centre = await makeOrganisation(held.db, { kind: "centre", name: "市中心" });
    const a = await makeOrganisation(held.db, {
      kind: "hospital",
      name: "甲医院",
      parentId: centre.id,
    });
    const b = await makeOrganisation(held.db, {
      kind: "hospital",
      name: "乙医院",
      parentId: centre.id,
    });
    await makeOrganisation(held.db, { kind: "department", name: "门诊部", parentId: a.id });
    await makeOrganisation(held.db, { kind: "department", name: "门诊部", parentId: b.id });
    await makePerson(held.db, { organisationId: b.id, name: "秘密人", username: "hidden" });
    sysadmin = await makeAdmin(held.db, centre.id, "system_admin", "赵系统");
    secadmin = await makeAdmin(held.db, centre.id, "security_admin", "钱安全");
    auditor = await makeAdmin(held.db, centre.id, "auditor", "孙审计");
    office = await makeActor(held.db, { organisationId: a.id, role: "office", name: "李办公" });
    local = await makeActor(held.db, {
      organisationId: a.id,
      role: "system_admin",
      name: "院内系统",
    });
  });

  it.each([
    ["/organisations", ["sysadmin"]],
    ["/organisations/new", ["sysadmin"]],
    ["/organisations.csv", ["sysadmin"]],
    ["/people", ["sysadmin", "secadmin"]],
    ["/people.xlsx", ["sysadmin", "secadmin"]],
    ["/people/new", ["sysadmin"]],
    ["/people/import", ["sysadmin"]],
    ["/people/template.xlsx", ["sysadmin"]],
    ["/grants", ["secadmin"]],
    ["/grants.csv", ["secadmin"]],
    ["/grants/new", ["secadmin"]],
    ["/audit", ["auditor"]],
    ["/audit.csv", ["auditor"]],
    ["/calendar", ["office"]],
    ["/account", ["sysadmin", "secadmin", "auditor", "office"]],
  ])("opens %s to %j and to nobody else", async (path, allowed) => {
    const actors = { sysadmin, secadmin, auditor, office };
    for (const [name, actor] of Object.entries(actors)) {
      const answer = await requestAs(actor, path);
      expect([name, answer.status]).toEqual([name, allowed.includes(name) ? 200 : 403]);
      if (answer.status === 403) expect(answer.text).not.toContain("秘密人");
    }
    expect((await requestAs(null, path)).status).toBe(303);
  });

  it("shows an administrator of one hospital nothing of another", async () => {
    const hidden = (await held.db.read("people").where({ username: "hidden" }).first()) as {
      id: string;
      organisationId: string;
    };
    for (const path of [
      "/people",
      "/people?q=秘密",
      "/people.csv",
      "/organisations",
      "/organisations.csv",
    ]) {
      const answer = await requestAs(local, path);
      expect(answer.status).toBe(200);
      // The search box repeats what was typed.
      expect(answer.text.replace(/秘密(?!人)/g, "")).not.toMatch(/秘密人|乙医院/);
    }
    expect((await requestAs(local, `/people/${hidden.id}`)).status).toBe(404);
    expect((await requestAs(local, `/people/${hidden.id}`, { intent: "disable" })).status).toBe(
      404,
    );
    expect((await requestAs(local, `/organisations/${hidden.organisationId}`)).status).toBe(404);
    expect((await requestAs(sysadmin, "/people?q=mimi")).text).toContain("秘密人");
  });

  it("adds a person, keeps entries when the user name is taken, and edits", async () => {
    const [a] = (await held.db.read("organisations").where({ name: "甲医院" })) as { id: string }[];
    const form = { name: "周新", organisationId: a!.id, username: "hidden", phone: "13800138000" };
    const taken = await requestAs(sysadmin, "/people/new", form);
    expect(taken.status).toBe(409);
    expect(taken.text).toContain("已被使用");
    expect(taken.text).toContain("13800138000");
    const made = await requestAs(sysadmin, "/people/new", {
      ...form,
      username: "zhou",
      password: "a first password",
    });
    expect(made.status).toBe(303);
    const edited = await requestAs(sysadmin, made.location ?? "", {
      ...form,
      username: "zhou",
      jobTitle: "护士长",
    });
    expect(edited.status).toBe(303);
    expect((await requestAs(secadmin, made.location ?? "")).text).toContain("护士长");
    const refusedEdit = await requestAs(secadmin, made.location ?? "", {
      ...form,
      username: "zhou",
    });
    expect(refusedEdit.status).toBe(403);
  });

  it("closes an organisation only when nobody is left in it", async () => {
    const [b] = (await held.db.read("organisations").where({ name: "乙医院" })) as { id: string }[];
    const answer = await requestAs(sysadmin, `/organisations/${b!.id}`, { intent: "close" });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain("1 名在用人员、1 个下级机构");
  });

  describe("importing", () => {
    const good =
      "姓名,单位,科室,职务,用户名,初始密码\n吴一,甲医院,门诊部,主任,wu1,long password\n郑二,乙医院,门诊部,,,\n";

    it("names row and column of what is wrong, and writes nothing", async () => {
      const before = (await rowsOf("people")).length;
      const answer = await requestAs(
        sysadmin,
        "/people/import",
        upload(
          "人员.csv",
          "姓名,单位,科室,用户名,初始密码,邮箱\n,甲医院,,a1,,\n王,无医院,,b1,,\n李,甲医院,骨科,c1,short,x\n陈,甲医院,,d1,,\n林,甲医院,,d1,,\n黄,甲医院,,hidden,,\n",
        ),
      );
      expect(answer.status).toBe(200);
      for (const text of [
        "没有名为“无医院”的单位",
        "“甲医院”没有名为“骨科”的科室",
        "邮箱格式不正确",
        "与第 5 行重复",
        "该用户名属于“秘密人”",
        "有 6 处需要修改",
      ])
        expect(answer.text).toContain(text);
      expect(confirmation(answer.text)).toBeNull();
      expect(await rowsOf("people")).toHaveLength(before);
    });

    it("shows what it would do, does it, and knows everybody the second time", async () => {
      const looked = await requestAs(sysadmin, "/people/import", upload("人员.csv", good));
      expect(looked.text).toContain("将新增 2 行");
      expect(looked.text).toContain("••••••");
      const form = confirmation(looked.text);
      const both = await Promise.all([
        requestAs(sysadmin, "/people/import", form!),
        requestAs(sysadmin, "/people/import", form!),
      ]);
      expect(both.map((one) => one.location).sort()).toEqual([
        "/people/import?added=0&changed=0&present=2",
        "/people/import?added=2&changed=0&present=0",
      ]);
      const again = await requestAs(sysadmin, "/people/import", upload("人员.csv", good));
      expect(again.text).toContain("这些内容都已存在（2 行），无需导入");
      const person = (await held.db.read("people").where({ username: "wu1" }).first()) as {
        mustChangePassword: number;
        hospitalId: string;
      };
      expect(person.mustChangePassword).toBe(1);
      expect(await accountInvariants(held.db.read)).toEqual([]);
    });

    it("takes its own template and its own export", async () => {
      const template = await requestAs(sysadmin, "/people/template.xlsx");
      expect(template.headers.get("Content-Disposition")).toContain("attachment");
      const exported = await requestAs(sysadmin, "/people.csv");
      const answer = await requestAs(sysadmin, "/people/import", upload("a.csv", exported.text));
      expect(answer.text).toContain("无需导入");
    });

    it("reads a workbook of organisations whose rows stand under each other", async () => {
      const book = new ExcelJS.Workbook();
      const sheet = book.addWorksheet("机构");
      sheet.addRow(["类型", "名称", "上级", "科室类别"]);
      sheet.addRow(["科室", "检验科", "丙医院", "医技"]);
      sheet.addRow(["医院", "丙医院", "", ""]);
      sheet.addRow(["外部单位", "某大学", "", ""]);
      const bytes = Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
      const looked = await requestAs(sysadmin, "/organisations/import", upload("o.xlsx", bytes));
      const done = await requestAs(sysadmin, "/organisations/import", confirmation(looked.text)!);
      expect(done.location).toBe("/organisations/import?added=3&changed=0&present=0");
      const lab = (await held.db
        .read("organisations as d")
        .join("organisations as h", "h.id", "d.hospitalId")
        .join("organisations as c", "c.id", "h.parentId")
        .where("d.name", "检验科")
        .first("d.category", "h.name as hospital", "c.name as centre")) as object;
      expect(lab).toEqual({ category: "medical_technical", hospital: "丙医院", centre: "市中心" });
      expect(await accountInvariants(held.db.read)).toEqual([]);
    });

    it.each([
      ["an old .xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), 400, "另存为 .xlsx"],
      ["no column of names", "单位\n甲医院\n", 200, "表头中没有这一列"],
    ])("says what is wrong with %s", async (_what, content, status, text) => {
      const answer = await requestAs(sysadmin, "/people/import", upload("f", content));
      expect(answer.status).toBe(status);
      expect(answer.text).toContain(text);
    });
  });

  describe("accounts", () => {
    const signIn = (username: string, password: string) =>
      requestAs(null, "/login", { username, password });
    let path: string;
    let cookie: string;
    const asPerson = (to: string) =>
      requestAs(null, to, undefined, { headers: { Cookie: cookie } });

    beforeAll(async () => {
      const person = await makeActor(held.db, {
        organisationId: office.organisationId,
        role: "office",
        name: "冯账号",
        username: "feng",
      });
      path = `/people/${person.personId}`;
      await held.db
        .write("people")
        .where({ id: person.personId })
        .update({ passwordHash: await hashPassword("the old password") });
    });
    const enter = async (password: string) => {
      const answer = await signIn("feng", password);
      cookie = (answer.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
      return answer.status;
    };

    it("ends the sessions of a disabled account at once, and lets nobody sign in with it", async () => {
      expect(await enter("the old password")).toBe(303);
      expect((await asPerson("/account")).status).toBe(200);
      expect((await requestAs(sysadmin, path, { intent: "disable" })).status).toBe(303);
      expect((await asPerson("/account")).location).toContain("/login");
      expect(await enter("the old password")).toBe(400);
      expect((await requestAs(sysadmin, path, { intent: "disable" })).status).toBe(409);
      expect((await requestAs(sysadmin, path, { intent: "enable" })).status).toBe(303);
      expect(await enter("the old password")).toBe(303);
    });

    it("shows a reset password once; the old one and its sessions are gone", async () => {
      const answer = await requestAs(sysadmin, path, { intent: "reset_password" });
      const password = /<code>([a-z0-9-]{14})<\/code>/.exec(answer.text)?.[1] ?? "";
      expect((await asPerson("/account")).location).toContain("/login");
      expect(await enter("the old password")).toBe(400);
      expect(await enter(password)).toBe(303);
      expect((await asPerson("/")).location).toBe("/account?first=1");
      expect((await requestAs(sysadmin, path)).text).not.toContain(password);
      expect((await requestAs(secadmin, path, { intent: "reset_password" })).status).toBe(403);
    });

    it("ends one other session, or all others, from the account page", async () => {
      await held.db
        .write("people")
        .where({ username: "feng" })
        .update({
          passwordHash: await hashPassword("the old password"),
          mustChangePassword: 0,
        });
      await enter("the old password");
      const first = cookie;
      await enter("the old password");
      const post = await requestAs(
        null,
        "/account",
        { intent: "end_others" },
        { headers: { Cookie: cookie } },
      );
      expect(post.status).toBe(303);
      expect((await asPerson("/account")).status).toBe(200);
      cookie = first;
      expect((await asPerson("/account")).location).toContain("/login");
    });

    it("takes 60 sign-ins a minute from one address", async () => {
      const statuses = [];
      for (let n = 0; n < 60; n += 1)
        statuses.push((await signIn("feng", "the old password")).status);
      expect(new Set(statuses)).toEqual(new Set([303]));
    });
  });

  it("logs who did what, finds it by person and day, and holds no password", async () => {
    const page = await requestAs(
      auditor,
      "/audit?q=zhao&group=person&from=2024-03-04&until=2024-03-04",
    );
    expect(page.text).toContain("导入人员");
    expect((await requestAs(auditor, "/audit?until=2024-03-03")).text).toContain(
      "没有符合条件的日志",
    );
    const log = (await requestAs(auditor, "/audit.csv")).text;
    expect(log).toContain("person.reset_password");
    expect(log).toContain("refused:username_taken");
    expect(log).not.toContain("password-");
    const paged = await requestAs(auditor, "/audit");
    expect(paged.text).toContain('rel="next"');
    const next =
      /href="(\/audit\?cursor=[^"]+)"[^>]*>/.exec(paged.text)?.[1] ??
      /cursor=([^"&]+)/.exec(paged.text)?.[0];
    expect(next).toBeTruthy();
  });

  it("counts working days by the holidays the office enters", async () => {
    const add = await requestAs(office, "/calendar", {
      kind: "off",
      from: "2024-04-04",
      until: "2024-04-06",
      name: "清明节",
    });
    expect(add.location).toBe("/calendar?year=2024");
    await requestAs(office, "/calendar", { kind: "work", from: "2024-04-07", name: "调休" });
    const { loadCalendar } = await import("~/data/calendar.server");
    const { addWorkingDays } = await import("~/domain/working-days");
    const calendar = await loadCalendar(held.db.read);
    expect(addWorkingDays("2024-04-03", 1, calendar)).toBe("2024-04-07");
    expect((await requestAs(office, "/calendar?year=2024")).text).toContain("清明节");
    const backwards = await requestAs(office, "/calendar", {
      kind: "off",
      from: "2024-05-02",
      until: "2024-05-01",
    });
    expect(backwards.status).toBe(400);
    await requestAs(office, "/calendar", { drop: "2024-04-07" });
    expect((await requestAs(office, "/calendar", { drop: "2024-04-07" })).status).toBe(409);
    expect(addWorkingDays("2024-04-03", 1, await loadCalendar(held.db.read))).toBe("2024-04-08");
  });
});
