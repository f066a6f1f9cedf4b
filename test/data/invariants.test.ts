import { expect, it } from "vitest";
import { findViolations, invariants } from "#db/invariants";
import { makeActor, makeGrant, makeOrganisation, NOW } from "#test/factories";
import { expectInvariants } from "#test/setup/invariants";
import { withDatabase } from "#test/setup/database";

withDatabase("the invariants of the database", (held) => {
  it("are questions that this database understands, each with a name of its own", async () => {
    await expectInvariants(held.db);
    const names = invariants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(invariants.filter(({ says }) => !says.endsWith(".") && !says.endsWith(")."))).toEqual([]);
  });

  it("tell whom a breach is about, in one sentence", async () => {
    const hospital = await makeOrganisation(held.db, { kind: "hospital", name: "示范医院" });
    const actor = await makeActor(held.db, { organisationId: hospital.id, role: "auditor" });
    const scope = { kind: "organisation" as const, id: hospital.id };
    await expectInvariants(held.db);
    const grantId = await makeGrant(held.db, actor.personId, "security_admin", scope);
    expect(await findViolations(held.db)).toEqual([
      expect.stringMatching(new RegExp(`^accounts_in_order: .*Not so: person ${actor.personId} `)),
    ]);
    await held.db.write("roleGrants").where({ id: grantId }).update({ revokedAt: NOW });
    await expectInvariants(held.db);
  });

  it("tell of an event without a subject, and name no more than five of many", async () => {
    await held.db.write("events").insert(
      Array.from({ length: 7 }, (_, index) => ({
        id: `planted${index}`,
        subjectKind: "project",
        subjectId: "nowhere",
        seq: index + 1,
        at: NOW,
        actorId: null,
        actorRole: "system",
        transition: "lapse",
        fromState: "returned",
        toState: "returned",
      })),
    );
    const [line, ...others] = await findViolations(held.db);
    expect(others).toEqual([]);
    expect(line).toMatch(/^events_have_subjects: .* and 2 more$/);
  });
});
