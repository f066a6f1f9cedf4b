import { isPostgres } from "~/data/connection.server";
import { never, select, type Invariant } from "./invariant";

/** Columns that name a row without a foreign key, because what they name is older or optional. */
const SOFT: readonly (readonly [table: string, column: string, target: string, key: string])[] = [
  ["organisations", "hospital_id", "organisations", "id"],
  ["people", "hospital_id", "organisations", "id"],
  ["sessions", "grant_id", "role_grants", "id"],
  ["projects", "branch_id", "organisations", "id"],
  ["projects", "merged_into_id", "projects", "id"],
  ["co_signs", "decided_by", "people", "id"],
  ["events", "actor_id", "people", "id"],
  ["entries", "replaced_by_id", "entries", "id"],
  ["entries", "department_id", "organisations", "id"],
  ["panel_members", "replaced_by_id", "panel_members", "id"],
  ["standings", "frozen_by", "people", "id"],
  ["standings", "witness_id", "people", "id"],
  ["stage_reports", "quality_by", "people", "id"],
  ["amendments", "decided_by", "people", "id"],
  ["attachments", "hospital_id", "organisations", "id"],
  ["agenda_items", "singled_from_id", "agenda_items", "id"],
  ["outbox", "person_id", "people", "id"],
  ["notifications", "outbox_seq", "outbox", "seq"],
];

export const referenceInvariants: readonly Invariant[] = [
  {
    name: "no_orphans",
    says: "Every foreign key leads to a row (PostgreSQL checks this at every write, SQLite can be told not to).",
    async find(db) {
      if (isPostgres(db)) return [];
      const rows = await select<{ table: string; rowid: number; parent: string }>(
        db,
        "PRAGMA foreign_key_check",
      );
      return rows.map((row) => `${row.table} row ${row.rowid} → ${row.parent}`);
    },
  },
  ...SOFT.map(([table, column, target, key]) =>
    never(
      `${table}_${column}_exists`,
      `What ${table}.${column} names is there.`,
      `select distinct '${table} → ' || s.${column} as id from ${table} s
         left join ${target} t on t.${key} = s.${column}
       where s.${column} is not null and t.${key} is null`,
    ),
  ),
];
