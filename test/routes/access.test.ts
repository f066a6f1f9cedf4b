import { beforeAll, describe, expect, it } from "vitest";
import { ABILITIES, roleMayEver, type Ability } from "~/domain/permissions";
import { ROLES, type Actor, type Role } from "~/domain/people";
import { setClock } from "~/platform/clock.server";
import type { Access } from "~/platform/protect.server";
import { withSqlite } from "#test/setup/database";
import { requestAs } from "#test/setup/app";
import { allRoutes } from "#test/setup/routes";
import { makeActor, makeOrganisation, NOW } from "#test/factories";

const routes = await allRoutes();
const accessOf = (module: Record<string, unknown>) =>
  (module.handle as { access?: Access } | undefined)?.access;

/** An address of the route with parameters that name nothing. */
const addressOf = (path: string) =>
  path.replace(/:[a-zA-Z]+\??/g, "nothing-here").replace(/\*$/, "nothing-here") || "/";

describe("every route", () => {
  it.each(routes.map((route) => [route.id, route.module] as const))(
    "%s declares who may open it",
    (_id, module) => {
      const access = accessOf(module);
      expect(access, "handle.access is missing").toBeDefined();
      if (access !== "public" && access !== "signed-in") expect(ABILITIES).toContain(access);
    },
  );
});

withSqlite("every route × every role", (held) => {
  const actors = new Map<Role, Actor>();
  beforeAll(async () => {
    setClock(NOW);
    const hospital = await makeOrganisation(held.db, { kind: "hospital", name: "示范医院" });
    for (const role of ROLES)
      actors.set(role, await makeActor(held.db, { organisationId: hospital.id, role }));
  });

  const guarded = routes.filter(({ module }) => {
    const access = accessOf(module);
    return access !== undefined && access !== "public";
  });

  for (const { id, path, module } of guarded) {
    const access = accessOf(module) as Exclude<Access, "public">;
    const address = addressOf(path);
    const methods = [
      ...("loader" in module ? (["GET"] as const) : []),
      ...("action" in module ? (["POST"] as const) : []),
    ];
    for (const method of methods) {
      const form = method === "POST" ? {} : undefined;
      // The status is all that is looked at; a post can do without the page around it.
      const init = form ? { headers: { Accept: "application/json" } } : {};

      it(`${method} ${id} sends whoever is signed out to the sign-in page`, async () => {
        const answer = await requestAs(null, address, form, init);
        expect([303, 302]).toContain(answer.status);
      });

      it(`${method} ${id} opens for the roles of its ability and refuses all others`, async () => {
        for (const role of ROLES) {
          const answer = await requestAs(actors.get(role) ?? null, address, form, init);
          const may = access === "signed-in" || roleMayEver(role, access as Ability);
          if (may) expect(answer.status, role).toBeLessThan(500);
          else expect(answer.status, role).toBe(403);
        }
      });
    }
  }
});
