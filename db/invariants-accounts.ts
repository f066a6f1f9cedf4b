import type { Queryable } from "~/data/connection.server";
import { overlap, separated } from "~/domain/grants";
import type { Role, ScopeKind } from "~/domain/people";

interface GrantRow {
  id: string;
  personId: string;
  role: Role;
  scopeKind: ScopeKind;
  scopeId: string;
  validFrom: string;
  validUntil: string | null;
}

/**
 * What must hold of organisations, people and grants, whatever was done. Each broken rule is one line
 * that names the row.
 */
export async function accountInvariants(db: Queryable): Promise<string[]> {
  return [
    ...(await grantsAreSeparate(db)),
    ...(await scopesExist(db)),
    ...(await hospitalsAgree(db)),
    ...(await disabledHaveNoSessions(db)),
  ];
}

async function grantsAreSeparate(db: Queryable): Promise<string[]> {
  const grants = (await db("roleGrants").whereNull("revokedAt").orderBy("id")) as GrantRow[];
  const byPerson = new Map<string, GrantRow[]>();
  for (const grant of grants)
    byPerson.set(grant.personId, [...(byPerson.get(grant.personId) ?? []), grant]);
  const broken: string[] = [];
  for (const [personId, held] of byPerson)
    for (const [index, a] of held.entries())
      for (const b of held.slice(index + 1))
        if (separated(a.role, b.role) && overlap(a, b))
          broken.push(`person ${personId} holds ${[a.role, b.role].sort().join(" and ")} at once`);
  return broken;
}

async function scopesExist(db: Queryable): Promise<string[]> {
  const broken: string[] = [];
  for (const [kind, table] of [
    ["organisation", "organisations"],
    ["cycle", "cycles"],
    ["project", "projects"],
  ] as const) {
    const ids = (await db("roleGrants as g")
      .leftJoin(`${table} as s`, "s.id", "g.scopeId")
      .where("g.scopeKind", kind)
      .whereNull("s.id")
      .pluck("g.id")) as string[];
    broken.push(...ids.map((id) => `grant ${id} is scoped to a ${kind} that is not there`));
  }
  return broken;
}

async function hospitalsAgree(db: Queryable): Promise<string[]> {
  const people = (await db("people as p")
    .join("organisations as o", "o.id", "p.organisationId")
    .whereRaw("coalesce(p.hospital_id, '') <> coalesce(o.hospital_id, '')")
    .pluck("p.id")) as string[];
  const hospitals = (await db("organisations")
    .where({ kind: "hospital" })
    .whereRaw("coalesce(hospital_id, '') <> id")
    .pluck("id")) as string[];
  return [
    ...people.map((id) => `person ${id} and their organisation name different hospitals`),
    ...hospitals.map((id) => `hospital ${id} does not name itself`),
  ];
}

async function disabledHaveNoSessions(db: Queryable): Promise<string[]> {
  const ids = (await db("sessions as s")
    .join("people as p", "p.id", "s.personId")
    .whereNotNull("p.disabledAt")
    .whereNull("s.revokedAt")
    .distinct("p.id")
    .pluck("p.id")) as string[];
  return ids.map((id) => `person ${id} is disabled and has an open session`);
}
