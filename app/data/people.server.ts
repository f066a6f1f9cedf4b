import type { Knex } from "knex";
import type { Actor, OrganisationKind } from "~/domain/people";
import type { KnownPeople } from "~/domain/people-import";
import { refuse } from "~/domain/refusal";
import type { Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { readPage, type KeysetOrder, type Page } from "./keyset.server";
import { knownOrganisations } from "./organisations.server";
import { reachOf } from "./reach.server";
import { countUpTo } from "./rows.server";
import { likePattern, searchText, sortKey } from "./text.server";

export interface PersonRow {
  id: string;
  name: string;
  organisationId: string;
  organisationName: string;
  organisationKind: OrganisationKind;
  hospitalName: string | null;
  jobTitle: string;
  email: string;
  phone: string;
  username: string | null;
  hasPassword: number;
  disabledAt: string | null;
  createdAt: string;
  sortKey: string;
  organisationSort: string;
}

export interface PeopleFilter {
  q?: string;
  /** With everything below a hospital. */
  organisation?: string;
  status?: string;
  sort?: string;
  cursor?: string | null;
}

const SORTS: Readonly<Record<string, { column: string; key: keyof PersonRow }>> = {
  name: { column: "p.sortKey", key: "sortKey" },
  organisation: { column: "o.sortKey", key: "organisationSort" },
  created: { column: "p.createdAt", key: "createdAt" },
};

function peopleQuery(
  db: Queryable,
  reach: readonly string[] | null,
  filter: PeopleFilter,
): Knex.QueryBuilder {
  return db("people as p")
    .join("organisations as o", "o.id", "p.organisationId")
    .leftJoin("organisations as h", "h.id", "p.hospitalId")
    .modify((query) => {
      if (reach) query.whereIn("p.organisationId", [...reach]);
      if (filter.q?.trim())
        query.whereRaw("p.search_text like ? escape '\\'", [likePattern(filter.q)]);
      if (filter.organisation) {
        const id = filter.organisation;
        query.where((or) => or.where("p.organisationId", id).orWhere("p.hospitalId", id));
      }
      if (filter.status === "disabled") query.whereNotNull("p.disabledAt");
      if (filter.status === "active") query.whereNull("p.disabledAt").whereNotNull("p.username");
      if (filter.status === "without") query.whereNull("p.disabledAt").whereNull("p.username");
    })
    .select(
      "p.id",
      "p.name",
      "p.organisationId",
      "p.jobTitle",
      "p.email",
      "p.phone",
      "p.username",
      "p.disabledAt",
      "p.createdAt",
      "p.sortKey",
      "o.name as organisationName",
      "o.kind as organisationKind",
      "o.sortKey as organisationSort",
      "h.name as hospitalName",
      db.raw("case when p.password_hash is null then 0 else 1 end as has_password"),
    );
}

export async function listPeople(
  db: Queryable,
  actor: Actor,
  filter: PeopleFilter,
  size = 50,
): Promise<Page<PersonRow> & { total: { count: number; capped: boolean } }> {
  const query = peopleQuery(db, await reachOf(db, actor), filter);
  const asked = filter.sort ?? "name";
  const descending = asked.startsWith("-");
  const sort = SORTS[asked.replace(/^-/, "")] ?? { column: "p.sortKey", key: "sortKey" as const };
  const order: KeysetOrder = {
    column: sort.column,
    id: "p.id",
    direction: descending ? "desc" : "asc",
  };
  const page = await readPage<PersonRow>(query, order, filter.cursor, size, (row) =>
    String(row[sort.key]),
  );
  return { ...page, total: await countUpTo(db, query) };
}

export const EXPORT_ROWS = 20_000;

export async function exportPeople(db: Queryable, actor: Actor, filter: PeopleFilter) {
  const query = peopleQuery(db, await reachOf(db, actor), filter);
  return (await query.orderBy("p.sortKey").orderBy("p.id").limit(EXPORT_ROWS)) as PersonRow[];
}

/** 404 when unknown or out of reach. */
export async function findPerson(db: Queryable, actor: Actor, id: string): Promise<PersonRow> {
  const query = peopleQuery(db, await reachOf(db, actor), {});
  const row = (await query.where("p.id", id).first()) as PersonRow | undefined;
  return row ?? refuse("not_found", {}, 404);
}

/** For choosing a person in a form: those with an account, by name, as far as a search finds them. */
export async function choosePeople(db: Queryable, actor: Actor, q: string, size = 30) {
  const query = peopleQuery(db, await reachOf(db, actor), { q, status: "active" });
  return (await query.orderBy("p.sortKey").orderBy("p.id").limit(size)) as PersonRow[];
}

/** What an import compares with. */
export async function knownPeople(db: Queryable, actor: Actor): Promise<KnownPeople> {
  const query = peopleQuery(db, await reachOf(db, actor), {});
  const people = (await query) as PersonRow[];
  const own = new Set(people.map((one) => one.id));
  const all = (await db("people").whereNotNull("username").select("id", "username")) as {
    id: string;
    username: string;
  }[];
  return {
    organisations: await knownOrganisations(db, actor),
    people,
    takenUsernames: new Set(all.filter(({ id }) => !own.has(id)).map(({ username }) => username)),
  };
}

export interface PersonValues {
  name: string;
  organisationId: string;
  jobTitle: string;
  email: string;
  phone: string;
  username: string;
}

function derived(values: PersonValues, hospitalId: string | null) {
  const { name, organisationId, jobTitle, email, phone, username } = values;
  return {
    name,
    organisationId,
    jobTitle,
    email,
    phone,
    username: username || null,
    hospitalId,
    sortKey: sortKey(values.name),
    searchText: searchText(values.name, values.username),
  };
}

export async function hospitalOf(tx: Queryable, organisationId: string): Promise<string | null> {
  const row = (await tx("organisations").where({ id: organisationId }).first("hospitalId")) as
    | { hospitalId: string | null }
    | undefined;
  return row?.hospitalId ?? null;
}

export async function insertPerson(
  tx: Transaction,
  values: PersonValues,
  passwordHash: string | null,
  now: string,
): Promise<string> {
  const id = newId();
  await tx("people").insert({
    id,
    ...derived(values, await hospitalOf(tx, values.organisationId)),
    passwordHash,
    mustChangePassword: passwordHash ? 1 : 0,
    createdAt: now,
  });
  return id;
}

export async function updatePerson(tx: Transaction, id: string, values: PersonValues) {
  await tx("people")
    .where({ id })
    .update(derived(values, await hospitalOf(tx, values.organisationId)));
}

export async function usernameTaken(
  tx: Transaction,
  username: string,
  besides: string | null,
): Promise<boolean> {
  if (username === "") return false;
  const row = (await tx("people").where({ username }).first("id")) as { id: string } | undefined;
  return row !== undefined && row.id !== besides;
}

/** A password somebody else chose: the next sign-in replaces it. */
export async function storeFirstPassword(tx: Transaction, id: string, passwordHash: string) {
  await tx("people").where({ id }).update({
    passwordHash,
    mustChangePassword: 1,
    failedSignIns: 0,
    blockedUntil: null,
  });
}

export async function setDisabled(tx: Transaction, id: string, disabledAt: string | null) {
  await tx("people").where({ id }).update({ disabledAt });
}
