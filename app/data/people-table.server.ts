import type { PersonColumn } from "~/domain/people-import";
import type { PersonRow } from "./people.server";

/** A person in the columns of the import, so that an exported list can be changed and brought back. */
export function personCells(row: PersonRow): Record<PersonColumn, string> {
  const below = row.organisationKind === "department" || row.organisationKind === "branch";
  return {
    name: row.name,
    organisation: below ? (row.hospitalName ?? "") : row.organisationName,
    department: below ? row.organisationName : "",
    jobTitle: row.jobTitle,
    username: row.username ?? "",
    password: "",
    email: row.email,
    phone: row.phone,
  };
}
