import type { Database } from "~/data/connection.server";
import { newId } from "~/data/ids.server";
import { organisationsBelow, startSession } from "~/data/sessions.server";
import { searchText, sortKey } from "~/data/text.server";
import type { Actor, OrganisationKind, Role, ScopeKind } from "~/domain/people";

/* Rows as short as a test can say them; everything not said has a plain value. */

export const NOW = "2024-03-04T02:00:00.000Z"; // 10:00 in Shanghai

export async function makeOrganisation(
  db: Database,
  row: { kind: OrganisationKind; name: string; parentId?: string; category?: string },
): Promise<{ id: string; hospitalId: string | null; name: string }> {
  const id = newId();
  let hospitalId: string | null = row.kind === "hospital" ? id : null;
  if (row.parentId && row.kind !== "hospital") {
    const parent = (await db
      .read("organisations")
      .where({ id: row.parentId })
      .first("hospitalId")) as {
      hospitalId: string | null;
    };
    hospitalId = parent.hospitalId;
  }
  await db.write("organisations").insert({
    id,
    kind: row.kind,
    parentId: row.parentId ?? null,
    hospitalId,
    name: row.name,
    category: row.category ?? (row.kind === "department" ? "clinical" : ""),
    sortKey: sortKey(row.name),
    searchText: searchText(row.name),
    createdAt: NOW,
  });
  return { id, hospitalId, name: row.name };
}

export async function makePerson(
  db: Database,
  row: { organisationId: string; name: string; username?: string; passwordHash?: string },
): Promise<{ id: string; name: string; hospitalId: string | null }> {
  const organisation = (await db
    .read("organisations")
    .where({ id: row.organisationId })
    .first("hospitalId")) as { hospitalId: string | null };
  const id = newId();
  await db.write("people").insert({
    id,
    organisationId: row.organisationId,
    hospitalId: organisation.hospitalId,
    name: row.name,
    sortKey: sortKey(row.name),
    searchText: searchText(row.name, row.username ?? ""),
    username: row.username ?? null,
    passwordHash: row.passwordHash ?? null,
    createdAt: NOW,
  });
  return { id, name: row.name, hospitalId: organisation.hospitalId };
}

export async function makeGrant(
  db: Database,
  personId: string,
  role: Role,
  scope: { kind: ScopeKind; id: string },
): Promise<string> {
  const id = newId();
  await db.write("roleGrants").insert({
    id,
    personId,
    role,
    scopeKind: scope.kind,
    scopeId: scope.id,
    validFrom: "2020-01-01",
    validUntil: null,
    grantedBy: null,
    createdAt: NOW,
    revokedAt: null,
  });
  return id;
}

/** A person with one role over an organisation (or another scope), as the actor of commands. */
export async function makeActor(
  db: Database,
  row: {
    organisationId: string;
    role: Role;
    name?: string;
    username?: string;
    scope?: { kind: ScopeKind; id: string };
  },
): Promise<Actor> {
  const name = row.name ?? row.role;
  const person = await makePerson(db, {
    organisationId: row.organisationId,
    name,
    ...(row.username ? { username: row.username } : {}),
  });
  const scope = row.scope ?? { kind: "organisation" as const, id: row.organisationId };
  const grantId = await makeGrant(db, person.id, row.role, scope);
  return {
    personId: person.id,
    name,
    organisationId: row.organisationId,
    hospitalId: person.hospitalId,
    role: row.role,
    grantId,
    scopes: [scope],
    organisationIds: await organisationsBelow(db.read, [scope]),
    grants: [{ id: grantId, role: row.role, scope, scopeName: "" }],
    locale: "zh-CN",
    mustChangePassword: false,
  };
}

/** The token of a fresh session, acting in the actor's grant. */
export async function makeSession(db: Database, actor: Actor, now: string): Promise<string> {
  return db.write.transaction(async (tx) => {
    const token = await startSession(tx, actor.personId, "test", now);
    await tx("sessions").where({ personId: actor.personId }).update({ grantId: actor.grantId });
    return token;
  });
}
