import type { Knex } from "knex";
import type { Actor, Role, ScopeKind } from "~/domain/people";
import type { HeldGrant } from "~/domain/grants";
import { isAdminRole } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { readPage, type Page } from "./keyset.server";
import { reachOf } from "./reach.server";
import { countUpTo } from "./rows.server";
import { likePattern } from "./text.server";

export interface GrantListRow {
  id: string;
  personId: string;
  personName: string;
  username: string | null;
  organisationName: string;
  disabledAt: string | null;
  role: Role;
  scopeKind: ScopeKind;
  scopeId: string;
  scopeName: string;
  validFrom: string;
  validUntil: string | null;
  grantedByName: string | null;
  createdAt: string;
  revokedAt: string | null;
  sortKey: string;
}

export interface GrantFilter {
  q?: string;
  role?: string;
  /** valid (default) | future | over | all */
  state?: string;
  person?: string;
  cursor?: string | null;
}

function grantsQuery(
  db: Queryable,
  reach: readonly string[] | null,
  filter: GrantFilter,
  now: string,
): Knex.QueryBuilder {
  const today = shanghaiDate(now);
  return db("roleGrants as g")
    .join("people as p", "p.id", "g.personId")
    .join("organisations as po", "po.id", "p.organisationId")
    .leftJoin("people as b", "b.id", "g.grantedBy")
    .leftJoin("organisations as o", (join) => {
      join.on("o.id", "g.scopeId").andOnVal("g.scopeKind", "organisation");
    })
    .leftJoin("cycles as c", (join) => {
      join.on("c.id", "g.scopeId").andOnVal("g.scopeKind", "cycle");
    })
    .modify((query) => {
      if (reach) query.whereIn("p.organisationId", [...reach]);
      if (filter.q?.trim())
        query.whereRaw("p.search_text like ? escape '\\'", [likePattern(filter.q)]);
      if (filter.role) query.where("g.role", filter.role);
      if (filter.person) query.where("g.personId", filter.person);
      const state = filter.state || "valid";
      if (state === "valid" || state === "future") query.whereNull("g.revokedAt");
      if (state === "valid")
        query
          .where("g.validFrom", "<=", today)
          .where((or) => or.whereNull("g.validUntil").orWhere("g.validUntil", ">=", today));
      if (state === "future") query.where("g.validFrom", ">", today);
      if (state === "over")
        query.where((or) => or.whereNotNull("g.revokedAt").orWhere("g.validUntil", "<", today));
    })
    .select(
      "g.id",
      "g.personId",
      "g.role",
      "g.scopeKind",
      "g.scopeId",
      "g.validFrom",
      "g.validUntil",
      "g.createdAt",
      "g.revokedAt",
      "p.name as personName",
      "p.username",
      "p.disabledAt",
      "p.sortKey",
      "po.name as organisationName",
      "b.name as grantedByName",
      db.raw("coalesce(o.name, c.name, '') as scope_name"),
    );
}

export async function listGrants(
  db: Queryable,
  actor: Actor,
  filter: GrantFilter,
  now: string,
  size = 50,
): Promise<Page<GrantListRow> & { total: { count: number; capped: boolean } }> {
  const query = grantsQuery(db, await reachOf(db, actor), filter, now);
  const order = { column: "p.sortKey", id: "g.id", direction: "asc" as const };
  const page = await readPage<GrantListRow>(query, order, filter.cursor, size, (row) => row.sortKey);
  return { ...page, total: await countUpTo(db, query) };
}

export async function exportGrants(db: Queryable, actor: Actor, filter: GrantFilter, now: string) {
  const query = grantsQuery(db, await reachOf(db, actor), filter, now);
  return (await query.orderBy("p.sortKey").orderBy("g.id").limit(20_000)) as GrantListRow[];
}

/** A person's grants that are not revoked, past and future ones included. */
export async function heldGrants(db: Queryable, personId: string): Promise<HeldGrant[]> {
  const rows = (await db("roleGrants")
    .where({ personId })
    .whereNull("revokedAt")
    .select("role", "scopeKind", "scopeId", "validFrom", "validUntil")) as {
    role: Role;
    scopeKind: ScopeKind;
    scopeId: string;
    validFrom: string;
    validUntil: string | null;
  }[];
  return rows.map(({ role, scopeKind, scopeId, validFrom, validUntil }) => ({
    role,
    scope: { kind: scopeKind, id: scopeId },
    validFrom,
    validUntil,
  }));
}

export interface GrantRecord {
  id: string;
  personId: string;
  organisationId: string;
  role: Role;
  revokedAt: string | null;
}

export async function findGrant(db: Queryable, id: string): Promise<GrantRecord | undefined> {
  return (await db("roleGrants as g")
    .join("people as p", "p.id", "g.personId")
    .where("g.id", id)
    .first("g.id", "g.personId", "p.organisationId", "g.role", "g.revokedAt")) as
    | GrantRecord
    | undefined;
}

export async function insertGrant(
  tx: Transaction,
  personId: string,
  grant: HeldGrant,
  grantedBy: string | null,
  now: string,
): Promise<string> {
  const id = newId();
  await tx("roleGrants").insert({
    id,
    personId,
    role: grant.role,
    scopeKind: grant.scope.kind,
    scopeId: grant.scope.id,
    validFrom: grant.validFrom,
    validUntil: grant.validUntil,
    grantedBy,
    createdAt: now,
    revokedAt: null,
  });
  return id;
}

export async function setRevoked(tx: Transaction, id: string, now: string): Promise<void> {
  await tx("roleGrants").where({ id }).whereNull("revokedAt").update({ revokedAt: now });
}

/** Other people with a usable account who hold this role today. */
export async function countOthersOfRole(
  db: Queryable,
  role: Role,
  personId: string,
  now: string,
): Promise<number> {
  const today = shanghaiDate(now);
  const ids = (await db("roleGrants as g")
    .join("people as p", "p.id", "g.personId")
    .where("g.role", role)
    .whereNot("g.personId", personId)
    .whereNull("g.revokedAt")
    .whereNull("p.disabledAt")
    .whereNotNull("p.passwordHash")
    .where("g.validFrom", "<=", today)
    .where((or) => or.whereNull("g.validUntil").orWhere("g.validUntil", ">=", today))
    .distinct("g.personId")
    .pluck("g.personId")) as string[];
  return ids.length;
}

/** The administrator's roles a person holds today. */
export async function adminRolesOf(db: Queryable, personId: string, now: string): Promise<Role[]> {
  const today = shanghaiDate(now);
  return (await heldGrants(db, personId))
    .filter(
      (held) =>
        isAdminRole(held.role) &&
        held.validFrom <= today &&
        (held.validUntil === null || held.validUntil >= today),
    )
    .map((held) => held.role);
}

/** Cycles a grant may be scoped to: of organisations within reach. */
export async function cycleChoices(db: Queryable, actor: Actor) {
  const reach = await reachOf(db, actor);
  return (await db("cycles")
    .modify((query) => {
      if (reach) query.whereIn("organisationId", [...reach]);
    })
    .orderBy("name")
    .select("id", "name")) as { id: string; name: string }[];
}

export async function cycleOrganiser(db: Queryable, id: string): Promise<string | null> {
  const row = (await db("cycles").where({ id }).first("organisationId")) as
    | { organisationId: string }
    | undefined;
  return row?.organisationId ?? null;
}
