import { beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "~/platform/passwords.server";
import { setClock } from "~/platform/clock.server";
import { withDatabase } from "#test/setup/database";
import { requestAs } from "#test/setup/app";
import { makeActor, makeOrganisation, NOW } from "#test/factories";
import type { Actor } from "~/domain/people";

withDatabase("signing in", (held) => {
  let actor: Actor;
  beforeAll(async () => {
    setClock(NOW);
    const hospital = await makeOrganisation(held.db, { kind: "hospital", name: "示范医院" });
    actor = await makeActor(held.db, {
      organisationId: hospital.id,
      role: "office",
      username: "wang",
    });
    await held.db
      .write("people")
      .where({ id: actor.personId })
      .update({ passwordHash: await hashPassword("correct horse") });
  });
  const signIn = (username: string, password: string, returnTo = "") =>
    requestAs(null, "/login", { username, password, returnTo });

  it("sends whoever is signed out to the sign-in page and back", async () => {
    const answer = await requestAs(null, "/");
    expect(answer.status).toBe(303);
    expect(answer.location).toBe("/login?returnTo=%2F");
  });

  it("lets a person in with the right password and sets an http-only cookie", async () => {
    const answer = await signIn("Wang ", "correct horse", "/projects");
    expect(answer.status).toBe(303);
    expect(answer.location).toBe("/projects");
    expect(answer.headers.get("Set-Cookie")).toMatch(/xianban_session=.+HttpOnly; SameSite=Lax/);
    expect(answer.headers.get("Set-Cookie")).not.toContain("Secure");
  });

  it("does not send people to other sites after signing in", async () => {
    const elsewhere = [
      "//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "/\n\\evil.example",
    ];
    elsewhere.push("/.//evil.example", "https://evil.example", "javascript:alert(1)");
    for (const to of elsewhere)
      expect((await signIn("wang", "correct horse", to)).location, JSON.stringify(to)).toBe("/");
    const back = "/projects?q=手术";
    expect((await signIn("wang", "correct horse", back)).location).toBe(encodeURI(back));
  });

  it("says the same of a wrong password and of an unknown name, and keeps the typed name", async () => {
    const wrong = await signIn("wang", "no");
    const unknown = await signIn("nobody", "no");
    expect(wrong.status).toBe(400);
    expect(unknown.status).toBe(400);
    expect(wrong.text).toContain("用户名或密码不正确");
    expect(unknown.text).toContain("用户名或密码不正确");
  });

  describe("after five wrong passwords", () => {
    it("blocks that account for a while, also for the right password, and nobody else", async () => {
      const rows = () => held.db.read("people").where({ id: actor.personId }).first();
      await held.db
        .write("people")
        .where({ id: actor.personId })
        .update({ failedSignIns: 0, blockedUntil: null });
      for (let n = 0; n < 5; n += 1) await signIn("wang", "no");
      expect(((await rows()) as { failedSignIns: number }).failedSignIns).toBe(5);
      expect((await signIn("wang", "correct horse")).status).toBe(429);
      setClock("2024-03-04T02:01:00.000Z");
      expect((await signIn("wang", "correct horse")).status).toBe(303);
      expect(((await rows()) as { failedSignIns: number }).failedSignIns).toBe(0);
      setClock(NOW);
    });
  });

  it("writes each attempt to the audit log", async () => {
    const rows = (await held.db.read("auditLog").where({ action: "account.sign_in" })) as {
      outcome: string;
    }[];
    expect(rows.map((row) => row.outcome)).toEqual(
      expect.arrayContaining(["done", "refused:wrong_credentials", "refused:blocked_for_now"]),
    );
  });

  it("shows the home page to who is signed in, in Chinese", async () => {
    const answer = await requestAs(actor, "/");
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("我的待办");
    expect(answer.text).toContain('<html lang="zh-CN"');
  });

  it("ends an idle session", async () => {
    setClock("2024-03-04T04:30:00.000Z");
    expect((await requestAs(actor, "/")).status).toBe(303);
    setClock(NOW);
  });
});
