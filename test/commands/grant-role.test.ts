import { beforeAll, describe, expect, it } from "vitest";
import { accountInvariants } from "#db/invariants-accounts";
import { makeGrant, makeOrganisation, makePerson, NOW } from "#test/factories";
import { contextOf, makeAdmin } from "#test/factories-accounts";
import { withDatabase } from "#test/setup/database";
import { disablePerson, enablePerson } from "~/commands/disable-person.server";
import { grantRole, revokeGrant } from "~/commands/grant-role.server";
import { grantsOf } from "~/data/grants.server";
import type { Actor, Role } from "~/domain/people";
import type { Context } from "~/platform/context";

withDatabase("granting roles", (held) => {
  let hospital: { id: string };
  let other: { id: string };
  let secadmin: Actor;
  let second: Actor;
  let sysadmin: Actor;
  let ctx: Context;
  let n = 0;
  const person = (organisationId = hospital.id) =>
    makePerson(held.db, { organisationId, name: `人${(n += 1)}`, username: `u${n}` });
  const form = (personId: string, role: Role, more: Record<string, string> = {}) => ({
    personId,
    role,
    scope: `organisation:${hospital.id}`,
    validFrom: "2024-03-01",
    ...more,
  });
  const refusedWith = (code: string) => ({ refusal: expect.objectContaining({ code }) });

  beforeAll(async () => {
    hospital = await makeOrganisation(held.db, { kind: "hospital", name: "甲医院" });
    other = await makeOrganisation(held.db, { kind: "hospital", name: "乙医院" });
    sysadmin = await makeAdmin(held.db, hospital.id, "system_admin", "系统");
    secadmin = await makeAdmin(held.db, hospital.id, "security_admin", "安全一");
    second = await makeAdmin(held.db, hospital.id, "security_admin", "安全二");
    ctx = contextOf(held.db, secadmin);
  });

  it("gives a role that holds from its first day to its last", async () => {
    const { id } = await person();
    await grantRole(ctx, form(id, "office", { validFrom: "2024-03-05", validUntil: "2024-03-10" }));
    const roles = async (now: string) => (await grantsOf(held.db.read, id, now)).map((g) => g.role);
    expect(await roles("2024-03-04T15:59:59.999Z")).toEqual([]);
    expect(await roles("2024-03-04T16:00:00.000Z")).toEqual(["office"]);
    expect(await roles("2024-03-10T15:59:59.999Z")).toEqual(["office"]);
    expect(await roles("2024-03-10T16:00:00.000Z")).toEqual([]);
  });

  it("keeps the three administrators apart, for overlapping periods too", async () => {
    const { id } = await person();
    const everywhere = { scope: "installation" };
    await grantRole(ctx, form(id, "auditor", { ...everywhere, validUntil: "2024-06-30" }));
    await expect(
      grantRole(ctx, form(id, "system_admin", { ...everywhere, validFrom: "2024-06-30" })),
    ).rejects.toMatchObject(refusedWith("admins_separate"));
    await expect(grantRole(ctx, form(id, "expert"))).rejects.toMatchObject(
      refusedWith("admin_holds_nothing_else"),
    );
    await grantRole(ctx, form(id, "system_admin", { ...everywhere, validFrom: "2024-07-01" }));
  });

  it("lets two administrators at once give one person one of two administrators' roles", async () => {
    const { id } = await person();
    const results = await Promise.allSettled([
      grantRole(ctx, form(id, "system_admin", { scope: "installation" })),
      grantRole(contextOf(held.db, second), form(id, "auditor", { scope: "installation" })),
    ]);
    expect(results.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await held.db.read("roleGrants").where({ personId: id })).toHaveLength(1);
  });

  it("grants nothing to oneself, nor twice, nor where a role does not belong", async () => {
    const { id } = await person();
    await expect(grantRole(ctx, form(secadmin.personId, "office"))).rejects.toMatchObject(
      refusedWith("grant_to_oneself"),
    );
    await grantRole(ctx, form(id, "office"));
    await expect(grantRole(ctx, form(id, "office"))).rejects.toMatchObject(
      refusedWith("granted_already"),
    );
    await expect(grantRole(ctx, form(id, "department_head"))).rejects.toMatchObject(
      refusedWith("role_not_there"),
    );
  });

  it("is refused to everybody but a security administrator", async () => {
    const { id } = await person();
    await expect(grantRole(contextOf(held.db, sysadmin), form(id, "office"))).rejects.toMatchObject(
      refusedWith("not_permitted"),
    );
  });

  it("stops at the hospital of an administrator's own grant", async () => {
    const own = await makePerson(held.db, { organisationId: hospital.id, name: "院内安全" });
    const scope = { kind: "organisation" as const, id: hospital.id };
    const grantId = await makeGrant(held.db, own.id, "security_admin", scope);
    const local: Actor = {
      ...secadmin,
      personId: own.id,
      grantId,
      scopes: [scope],
      organisationIds: [hospital.id],
    };
    const stranger = await person(other.id);
    await expect(
      grantRole(contextOf(held.db, local), form(stranger.id, "office")),
    ).rejects.toMatchObject(refusedWith("not_found"));
    const mine = await person();
    await expect(
      grantRole(
        contextOf(held.db, local),
        form(mine.id, "office", { scope: `organisation:${other.id}` }),
      ),
    ).rejects.toMatchObject(refusedWith("not_found"));
    await expect(
      grantRole(contextOf(held.db, local), form(mine.id, "auditor", { scope: "installation" })),
    ).rejects.toMatchObject(refusedWith("out_of_reach"));
    const foreign = await makeGrant(held.db, stranger.id, "office", {
      kind: "organisation",
      id: other.id,
    });
    await expect(revokeGrant(contextOf(held.db, local), foreign)).rejects.toMatchObject(
      refusedWith("not_found"),
    );
  });

  describe("taking back", () => {
    it("takes effect at once and only once, and says when it was done", async () => {
      const { id } = await person();
      const grant = await grantRole(ctx, form(id, "office"));
      await revokeGrant(ctx, grant);
      expect(await grantsOf(held.db.read, id, NOW)).toEqual([]);
      await expect(revokeGrant(ctx, grant)).rejects.toMatchObject({
        refusal: { code: "grant_revoked_already", facts: { at: NOW }, status: 409 },
      });
    });

    it("refuses one's own grant", async () => {
      await expect(revokeGrant(ctx, secadmin.grantId)).rejects.toMatchObject(
        refusedWith("grant_of_oneself"),
      );
    });

    it("never leaves the installation without a security administrator", async () => {
      await held.db.write("people").update({ passwordHash: "x" });
      const secadmins = (await held.db
        .read("roleGrants")
        .where({ role: "security_admin" })
        .pluck("personId")) as string[];
      const admin = contextOf(held.db, sysadmin);
      const results = [];
      for (const id of secadmins)
        results.push(...(await Promise.allSettled([disablePerson(admin, id)])));
      expect(results.filter((one) => one.status === "rejected")).toHaveLength(1);
      expect(results[results.length - 1]).toMatchObject({
        reason: refusedWith("last_of_role"),
      });
      for (const id of secadmins.slice(0, -1)) await enablePerson(admin, id);
    });
  });

  it("leaves a database whose accounts and grants are sound", async () => {
    expect(await accountInvariants(held.db.read)).toEqual([]);
    const { id } = await person();
    const scope = { kind: "installation" as const, id: "" };
    await makeGrant(held.db, id, "auditor", scope);
    await makeGrant(held.db, id, "expert", scope);
    expect(await accountInvariants(held.db.read)).toEqual([expect.stringContaining(id)]);
  });
});
