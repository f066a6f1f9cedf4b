import { beforeAll, expect, it } from "vitest";
import { accountInvariants } from "#db/invariants-accounts";
import { NOW } from "#test/factories";
import { requestAs } from "#test/setup/app";
import { withDatabase } from "#test/setup/database";
import { ensureSetUpLink } from "~/commands/set-up.server";
import { setClock } from "~/platform/clock.server";

const FORM = {
  kind: "centre",
  name: "市医院管理中心",
  hospitals: "甲医院\r\n\r\n乙医院",
  "systemAdmin.name": "赵系统",
  "systemAdmin.username": "Sys",
  "systemAdmin.password": "first-password-1",
  "securityAdmin.name": "钱安全",
  "securityAdmin.username": "sec",
  "securityAdmin.password": "first-password-2",
  "auditor.name": "孙审计",
  "auditor.username": "aud",
  "auditor.password": "first-password-3",
  "officer.name": "李中心",
  "officer.username": "centre",
  "officer.password": "first-password-4",
};

withDatabase("setting up an empty installation", (held) => {
  let path: string;
  const link = async () =>
    ((await ensureSetUpLink(held.db, "http://x")) ?? "").replace("http://x", "");
  beforeAll(async () => {
    setClock(NOW);
    path = await link();
  });

  it("refuses a link that was never given out, and an older one, in words", async () => {
    const old = path;
    path = await link();
    for (const wrong of ["/setup/guess", old]) {
      const answer = await requestAs(null, wrong);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain("此设置链接无效");
      expect((await requestAs(null, wrong, FORM)).status).toBe(404);
    }
    expect(await held.db.read("people")).toEqual([]);
  });

  it("asks for the purpose first", async () => {
    expect((await requestAs(null, path)).text).toContain("?kind=centre");
  });

  it("keeps what was typed when something is wrong, but no password", async () => {
    const answer = await requestAs(null, `${path}?kind=centre`, {
      ...FORM,
      "auditor.username": "sec",
      "auditor.name": "钱安全",
      "officer.password": "",
      hospitals: "甲医院\n甲医院",
    });
    expect(answer.status).toBe(400);
    for (const text of [
      "赵系统",
      "甲医院",
      "与上面的用户名重复",
      "须是不同的人",
      "有名称重复",
      "医管中心经办人（选填） 初始密码：密码至少 10 位",
    ])
      expect(answer.text).toContain(text);
    expect(answer.text).not.toContain("first-password");
    expect(await held.db.read("people")).toEqual([]);
  });

  it("makes everything at once, after which the link is dead", async () => {
    const both = await Promise.all([
      requestAs(null, `${path}?kind=centre`, FORM),
      requestAs(null, `${path}?kind=centre`, FORM),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual([303, 409]);
    expect(both.find((one) => one.status === 303)?.location).toBe("/login");
    const again = await requestAs(null, path);
    expect(again.status).toBe(409);
    expect(again.text).toContain("已于 2024-03-04 10:00 完成初始设置");
    expect(await ensureSetUpLink(held.db, "http://x")).toBeNull();
    expect(await held.db.read("organisations").orderBy("kind").pluck("name")).toHaveLength(3);
    expect(await accountInvariants(held.db.read)).toEqual([]);
  });

  it.each([
    ["sys", "first-password-1", "/people", "/grants"],
    ["sec", "first-password-2", "/grants", "/audit"],
    ["aud", "first-password-3", "/audit", "/people"],
    ["centre", "first-password-4", "/calendar", "/people"],
  ])(
    "lets %s sign in, makes them choose a password, and opens only their pages",
    async (username, password, own, foreign) => {
      const signedIn = await requestAs(null, "/login", { username, password });
      expect(signedIn.status).toBe(303);
      const cookie = (signedIn.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
      const as = (to: string, form?: Record<string, string>) =>
        requestAs(null, to, form, { headers: { Cookie: cookie } });
      expect((await as(own)).location).toBe("/account?first=1");
      expect((await as("/account?first=1")).text).toContain("当前密码由他人设定");
      const next = `${password}-of-my-own`;
      const slip = await as("/account", { current: password, next, again: "something else" });
      expect(slip.text).toContain("两次填写不一致");
      expect((await as("/account", { current: "wrong", next, again: next })).text).toContain(
        "当前密码不正确",
      );
      expect((await as("/account", { current: password, next, again: next })).location).toBe("/");
      expect((await as(own)).status).toBe(200);
      expect((await as(foreign)).status).toBe(403);
    },
  );
});
