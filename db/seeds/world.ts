import type { Transaction } from "~/data/connection.server";
import type { Database } from "~/data/connection.server";
import { newId } from "~/data/ids.server";
import { insertMany } from "~/data/rows.server";
import { searchText, sortKey } from "~/data/text.server";
import type { Role, ScopeKind } from "~/domain/people";
import { hashPassword } from "~/platform/passwords.server";
import { HOLIDAYS, plainHolidays } from "./holidays";
import { HOSPITALS, ORGANISATIONS } from "./organisations";
import { ACCOUNTS, DEMO_PASSWORD, OFFICE_NAMES, OTHERS, type DemoPerson } from "./people";

/** Ids of what the seeds name by key: organisations by theirs, people by account or name. */
export interface World {
  readonly organisations: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

export const keyOf = (person: DemoPerson): string => person.username ?? person.name;

const BEGAN = "2022-12-30T01:00:00.000Z";
const VALID_FROM = "2023-01-01";

const offices: readonly DemoPerson[] = OFFICE_NAMES.map((name, index) => {
  const hospital = HOSPITALS[index + 2] ?? "";
  return {
    name,
    at: `${hospital}/医患关系协调办公室`,
    job: "医患关系协调办公室主任",
    grants: [["office", hospital]],
  };
});

const PEOPLE = [...ACCOUNTS, ...OTHERS, ...offices];

/** Name of the office that nominates for a hospital. */
export function officeOf(hospital: string): string {
  if (hospital === "h1") return "office";
  if (hospital === "h2") return "office2";
  return OFFICE_NAMES[HOSPITALS.indexOf(hospital) - 2] ?? "";
}

/** Organisations, people, their roles and the calendar: what is there before anything happens. */
export async function buildWorld(db: Database, year: number): Promise<World> {
  // Hashed once: every account of the demo has the same password, and says so.
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return db.write.transaction(async (tx) => {
    const organisations = await insertOrganisations(tx);
    const people = await insertPeople(tx, organisations, passwordHash);
    await insertMany(
      tx,
      "holidays",
      [...HOLIDAYS, ...plainHolidays(year)].map((one) => ({ ...one })),
    );
    return { organisations, people };
  });
}

async function insertOrganisations(tx: Transaction): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const rows = ORGANISATIONS.map((one) => {
    const id = newId();
    ids.set(one.key, id);
    const hospital = one.kind === "hospital" ? one.key : one.key.split("/")[0];
    const inHospital =
      one.kind === "hospital" || one.kind === "department" || one.kind === "branch";
    return {
      id,
      kind: one.kind,
      parentId: one.parent === null ? null : (ids.get(one.parent) ?? null),
      hospitalId: inHospital ? (ids.get(hospital ?? "") ?? null) : null,
      name: one.name,
      shortName: "",
      code: one.code,
      category: one.category,
      sortKey: sortKey(one.name),
      searchText: searchText(one.name, one.code),
      isDemo: 1,
      closedAt: null,
      createdAt: BEGAN,
    };
  });
  await insertMany(tx, "organisations", rows);
  return ids;
}

const idIn = (ids: ReadonlyMap<string, string>, key: string): string => {
  const id = ids.get(key);
  if (id === undefined) throw new RangeError(`the demo knows no "${key}"`);
  return id;
};

async function insertPeople(
  tx: Transaction,
  organisations: ReadonlyMap<string, string>,
  passwordHash: string,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const rows = [];
  const grants = [];
  const affiliations = [];
  let order = 0;
  for (const person of PEOPLE) {
    const id = newId();
    ids.set(keyOf(person), id);
    const hospital =
      person.at.startsWith("h") && person.at !== "hotline" ? person.at.split("/")[0] : "";
    rows.push({
      id,
      organisationId: idIn(organisations, person.at),
      hospitalId: hospital ? idIn(organisations, hospital) : null,
      name: person.name,
      sortKey: sortKey(person.name),
      searchText: searchText(person.name, person.username ?? ""),
      jobTitle: person.job,
      username: person.username ?? null,
      passwordHash: person.username ? passwordHash : null,
      createdAt: BEGAN,
    });
    for (const [role, scope] of person.grants) {
      // A person's first grant is the role they begin in: the order of creation decides.
      order += 1;
      grants.push(grantRow(id, role, scope, organisations, order));
    }
    if (person.affiliation)
      affiliations.push({ personId: id, organisationId: idIn(organisations, person.affiliation) });
  }
  await insertMany(tx, "people", rows);
  await insertMany(tx, "roleGrants", grants);
  await insertMany(tx, "affiliations", affiliations);
  return ids;
}

function grantRow(
  personId: string,
  role: Role,
  scope: string,
  organisations: ReadonlyMap<string, string>,
  order: number,
) {
  const scopeKind: ScopeKind = scope === "installation" ? "installation" : "organisation";
  return {
    id: newId(),
    personId,
    role,
    scopeKind,
    scopeId: scopeKind === "installation" ? "" : idIn(organisations, scope),
    validFrom: VALID_FROM,
    validUntil: null,
    grantedBy: null,
    createdAt: new Date(Date.parse(BEGAN) + order * 1000).toISOString(),
    revokedAt: null,
  };
}
