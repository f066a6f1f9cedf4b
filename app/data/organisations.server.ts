import type { Actor, OrganisationKind } from "~/domain/people";
import type { OrganisationForm } from "~/domain/organisations";
import type { KnownOrganisationWithCategory } from "~/domain/organisations-import";
import { refuse } from "~/domain/refusal";
import type { Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { reachOf } from "./reach.server";
import { likePattern, searchText, sortKey } from "./text.server";

export interface OrganisationRow {
  id: string;
  kind: OrganisationKind;
  parentId: string | null;
  hospitalId: string | null;
  name: string;
  shortName: string;
  code: string;
  category: string;
  closedAt: string | null;
}

const COLUMNS = [
  "id",
  "kind",
  "parentId",
  "hospitalId",
  "name",
  "shortName",
  "code",
  "category",
  "closedAt",
];

export interface OrganisationFilter {
  q?: string;
  kind?: string;
  /** Closed ones are left out unless asked for. */
  closed?: boolean;
}

export interface OrganisationListRow extends OrganisationRow {
  parentName: string | null;
  depth: number;
  people: number;
}

/** All organisations an administrator reaches, each below what it stands under, then by pinyin. */
export async function listOrganisations(
  db: Queryable,
  actor: Actor,
  { q = "", kind = "", closed = false }: OrganisationFilter,
): Promise<OrganisationListRow[]> {
  const reach = await reachOf(db, actor);
  const all = (await db("organisations")
    .modify((query) => {
      if (reach) query.whereIn("id", [...reach]);
      if (!closed) query.whereNull("closedAt");
    })
    .orderBy("sortKey")
    .orderBy("id")
    .select(COLUMNS)) as OrganisationRow[];
  const wanted =
    q.trim() || kind
      ? new Set(
          (await db("organisations")
            .modify((query) => {
              if (q.trim()) query.whereRaw("search_text like ? escape '\\'", [likePattern(q)]);
              if (kind) query.where({ kind });
            })
            .pluck("id")) as string[],
        )
      : null;
  const counts = (await db("people")
    .whereNull("disabledAt")
    .groupBy("organisationId")
    .select("organisationId")
    .count({ n: "*" })) as { organisationId: string; n: number }[];
  const peopleIn = new Map(counts.map((row) => [row.organisationId, Number(row.n)]));
  return inTreeOrder(all)
    .filter(({ row }) => !wanted || wanted.has(row.id))
    .map(({ row, parentName, depth }) => ({
      ...row,
      parentName,
      depth,
      people: peopleIn.get(row.id) ?? 0,
    }));
}

const KIND_ORDER: Readonly<Record<OrganisationKind, number>> = {
  centre: 0,
  hospital: 1,
  department: 2,
  branch: 3,
  external: 4,
};

function inTreeOrder(rows: readonly OrganisationRow[]) {
  const ids = new Map(rows.map((row) => [row.id, row]));
  const below = new Map<string, OrganisationRow[]>();
  for (const row of rows) {
    const above = row.parentId && ids.has(row.parentId) ? row.parentId : "";
    below.set(above, [...(below.get(above) ?? []), row]);
  }
  const out: { row: OrganisationRow; parentName: string | null; depth: number }[] = [];
  const walk = (above: string, depth: number) => {
    const level = (below.get(above) ?? []).sort((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind]);
    for (const row of level) {
      out.push({ row, parentName: ids.get(above)?.name ?? null, depth });
      walk(row.id, depth + 1);
    }
  };
  walk("", 0);
  return out;
}

/** 404 when unknown or out of reach. */
export async function findOrganisation(
  db: Queryable,
  actor: Actor,
  id: string,
): Promise<OrganisationRow> {
  const reach = await reachOf(db, actor);
  const row = (await db("organisations").where({ id }).first(COLUMNS)) as
    | OrganisationRow
    | undefined;
  if (!row || (reach && !reach.includes(id))) return refuse("not_found", {}, 404);
  return row;
}

export interface OrganisationChoice {
  id: string;
  kind: OrganisationKind;
  name: string;
  hospitalId: string | null;
  parentId: string | null;
  hospitalName: string | null;
}

/** Open organisations within reach, for choosing one, hospital by hospital. */
export async function organisationChoices(
  db: Queryable,
  actor: Actor,
): Promise<OrganisationChoice[]> {
  const rows = await listOrganisations(db, actor, {});
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return rows.map(({ id, kind, name, hospitalId, parentId }) => ({
    id,
    kind,
    name,
    hospitalId,
    parentId,
    hospitalName: names.get(hospitalId ?? parentId ?? "") ?? null,
  }));
}

/** What an import compares with: everything open within reach. */
export async function knownOrganisations(
  db: Queryable,
  actor: Actor,
): Promise<KnownOrganisationWithCategory[]> {
  const reach = await reachOf(db, actor);
  return (await db("organisations")
    .modify((query) => {
      if (reach) query.whereIn("id", [...reach]);
    })
    .whereNull("closedAt")
    .select(COLUMNS)) as KnownOrganisationWithCategory[];
}

type OrganisationValues = Omit<OrganisationForm, "parentId"> & { parentId: string | null };

async function derived(tx: Transaction, id: string, values: OrganisationValues) {
  const parent = values.parentId
    ? ((await tx("organisations").where({ id: values.parentId }).first("hospitalId")) as
        | { hospitalId: string | null }
        | undefined)
    : undefined;
  return {
    ...values,
    category: values.kind === "department" ? values.category : "",
    hospitalId: values.kind === "hospital" ? id : (parent?.hospitalId ?? null),
    sortKey: sortKey(values.name),
    searchText: searchText(values.name, values.shortName, values.code),
  };
}

export async function insertOrganisation(
  tx: Transaction,
  values: OrganisationValues,
  now: string,
): Promise<string> {
  const id = newId();
  await tx("organisations").insert({ id, ...(await derived(tx, id, values)), createdAt: now });
  return id;
}

export async function updateOrganisation(
  tx: Transaction,
  id: string,
  values: OrganisationValues,
): Promise<void> {
  await tx("organisations").where({ id }).update(await derived(tx, id, values));
}

/** An open organisation of the same kind and name at the same place, if any. */
export async function findTwin(
  tx: Transaction,
  values: Pick<OrganisationValues, "kind" | "name" | "parentId">,
  besides: string | null,
): Promise<{ id: string } | undefined> {
  return (await tx("organisations")
    .where({ kind: values.kind, name: values.name, parentId: values.parentId })
    .whereNull("closedAt")
    .modify((query) => {
      if (besides) query.whereNot({ id: besides });
    })
    .first("id")) as { id: string } | undefined;
}

/** What still depends on an organisation that is to be closed. */
export async function countDependants(
  tx: Transaction,
  id: string,
): Promise<{ people: number; below: number }> {
  const count = async (query: Promise<unknown>) =>
    Number(((await query) as { n: number }[])[0]?.n ?? 0);
  return {
    people: await count(
      tx("people").where({ organisationId: id }).whereNull("disabledAt").count({ n: "*" }),
    ),
    below: await count(
      tx("organisations").where({ parentId: id }).whereNull("closedAt").count({ n: "*" }),
    ),
  };
}

export async function setClosed(tx: Transaction, id: string, closedAt: string | null) {
  await tx("organisations").where({ id }).update({ closedAt });
}
