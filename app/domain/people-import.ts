import { MINIMUM_PASSWORD, usernameSchema } from "./credentials";
import type { OrganisationKind } from "./people";
import { phoneSchema } from "./people-form";
import {
  readColumns,
  Seen,
  type CellError,
  type ImportColumn,
  type ImportPlan,
  type PlannedRow,
  type Table,
} from "./table-import";
import { z } from "zod";

export type PersonColumn =
  "name" | "organisation" | "department" | "jobTitle" | "username" | "password" | "email" | "phone";

export const PERSON_COLUMNS: readonly ImportColumn<PersonColumn>[] = [
  { key: "name", names: ["姓名", "Name"], required: true },
  {
    key: "organisation",
    names: ["单位", "所在单位", "医院", "机构", "Organisation"],
    required: true,
  },
  { key: "department", names: ["科室", "部门", "所在科室", "Department"] },
  { key: "jobTitle", names: ["职务", "职务职称", "职务/职称", "职称", "Job title"] },
  { key: "username", names: ["用户名", "账号", "登录名", "User name", "Username"] },
  { key: "password", names: ["初始密码", "密码", "First password"] },
  { key: "email", names: ["邮箱", "电子邮箱", "E-mail", "Email"] },
  { key: "phone", names: ["电话", "手机", "手机号", "联系电话", "Phone"] },
];

export interface PersonValues {
  readonly name: string;
  readonly organisationId: string;
  readonly jobTitle: string;
  readonly email: string;
  readonly phone: string;
  readonly username: string;
  /** Of new accounts only. */
  readonly password: string;
}

export interface KnownOrganisation {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly shortName: string;
  readonly code: string;
  readonly parentId: string | null;
}

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly jobTitle: string;
  readonly email: string;
  readonly phone: string;
  readonly username: string | null;
}

export interface KnownPeople {
  readonly organisations: readonly KnownOrganisation[];
  /** People within reach. */
  readonly people: readonly KnownPerson[];
  /** User names in use by people out of reach: taken, and nothing more is said of them. */
  readonly takenUsernames: ReadonlySet<string>;
}

const emailSchema = z.email();

/**
 * What an import of people would do, row by row. Someone is known by user name, or by name within one
 * organisation where no user name is given; blank cells never erase what is there, and a password is
 * set for new accounts only, so the same file may be imported again.
 */
export function planPeople(table: Table, known: KnownPeople): ImportPlan<PersonValues> {
  const { missing, rows } = readColumns(table, PERSON_COLUMNS);
  if (missing.length > 0) return { errors: missing, rows: [] };
  const byUsername = new Map(known.people.map((one) => [one.username ?? "", one]));
  const byName = new Map<string, KnownPerson[]>();
  for (const one of known.people) {
    const key = `${one.organisationId} ${one.name}`;
    byName.set(key, [...(byName.get(key) ?? []), one]);
  }
  const seen = new Seen();
  const errors: CellError[] = [];
  const planned: PlannedRow<PersonValues>[] = [];
  for (const { row, cells } of rows) {
    const before = errors.length;
    const wrong = (column: PersonColumn, code: string, facts: CellError["facts"] = {}) =>
      errors.push({ row, column, code, facts });
    if (cells.name === "") wrong("name", "required");
    else if (cells.name.length > 60) wrong("name", "too_long", { max: 60 });
    const organisationId = findOrganisation(cells, known.organisations, wrong);
    if (cells.jobTitle.length > 60) wrong("jobTitle", "too_long", { max: 60 });
    const username = cells.username.toLowerCase();
    if (username && !usernameSchema.safeParse(username).success) wrong("username", "username_form");
    if (known.takenUsernames.has(username)) wrong("username", "username_taken");
    if (cells.email && !emailSchema.safeParse(cells.email).success) wrong("email", "email_form");
    if (cells.phone && !phoneSchema.safeParse(cells.phone).success) wrong("phone", "phone_form");
    if (errors.length > before || organisationId === null) continue;

    const key = username ? `u ${username}` : `n ${organisationId} ${cells.name}`;
    const twin = seen.note(key, row);
    if (twin !== null) {
      wrong(username ? "username" : "name", "repeated", { other: twin });
      continue;
    }
    const namesakes = byName.get(`${organisationId} ${cells.name}`) ?? [];
    const existing = username
      ? (byUsername.get(username) ?? namesakes.find((one) => one.username === null) ?? null)
      : (namesakes[0] ?? null);
    if (!username && namesakes.length > 1) {
      wrong("name", "namesakes", { count: namesakes.length });
      continue;
    }
    if (existing && username && existing.username === username && existing.name !== cells.name) {
      wrong("username", "username_of_other", { name: existing.name });
      continue;
    }
    const isNewAccount = username !== "" && !existing?.username;
    if (isNewAccount && cells.password && cells.password.length < MINIMUM_PASSWORD)
      wrong("password", "password_short", { min: MINIMUM_PASSWORD });
    if (cells.password && !username) wrong("username", "required");
    if (errors.length > before) continue;
    const values: PersonValues = {
      name: cells.name,
      organisationId,
      jobTitle: cells.jobTitle || (existing?.jobTitle ?? ""),
      email: cells.email || (existing?.email ?? ""),
      phone: cells.phone || (existing?.phone ?? ""),
      username: username || (existing?.username ?? ""),
      password: isNewAccount ? cells.password : "",
    };
    planned.push({ row, id: existing?.id ?? null, fate: fateOf(existing, values), values });
  }
  return { errors, rows: planned };
}

function fateOf(existing: KnownPerson | null, values: PersonValues) {
  if (!existing) return "new";
  const same =
    existing.organisationId === values.organisationId &&
    existing.jobTitle === values.jobTitle &&
    existing.email === values.email &&
    existing.phone === values.phone &&
    (existing.username ?? "") === values.username;
  return same ? "present" : "changed";
}

function findOrganisation(
  cells: Record<PersonColumn, string>,
  organisations: readonly KnownOrganisation[],
  wrong: (column: PersonColumn, code: string, facts?: CellError["facts"]) => void,
): string | null {
  if (cells.organisation === "") {
    wrong("organisation", "required");
    return null;
  }
  const called = (one: KnownOrganisation, text: string) =>
    one.name === text || one.shortName === text || (one.code !== "" && one.code === text);
  const bodies = organisations.filter(
    (one) => one.kind !== "department" && one.kind !== "branch" && called(one, cells.organisation),
  );
  const [body] = bodies;
  if (!body || bodies.length > 1) {
    const code = body ? "organisation_ambiguous" : "organisation_unknown";
    wrong("organisation", code, { value: cells.organisation });
    return null;
  }
  if (cells.department === "") return body.id;
  const below = organisations.filter(
    (one) => one.parentId === body.id && called(one, cells.department),
  );
  const [department] = below;
  if (!department || below.length > 1) {
    const code = department ? "organisation_ambiguous" : "department_unknown";
    wrong("department", code, { value: cells.department, organisation: body.name });
    return null;
  }
  return department.id;
}
