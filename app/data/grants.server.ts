import type { Role, ScopeKind } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "./connection.server";

export interface GrantRow {
  id: string;
  personId: string;
  role: Role;
  scopeKind: ScopeKind;
  scopeId: string;
  scopeName: string;
  /** The hospital that an organisation in scope is or belongs to. */
  scopeHospitalId: string | null;
  validFrom: string;
  validUntil: string | null;
}

/** A person's grants that hold today, the oldest first. */
export async function grantsOf(db: Queryable, personId: string, now: string): Promise<GrantRow[]> {
  const today = shanghaiDate(now);
  return (await db("roleGrants as g")
    .leftJoin("organisations as o", (join) => {
      join.on("o.id", "g.scopeId").andOnVal("g.scopeKind", "organisation");
    })
    .leftJoin("cycles as c", (join) => {
      join.on("c.id", "g.scopeId").andOnVal("g.scopeKind", "cycle");
    })
    .where("g.personId", personId)
    .whereNull("g.revokedAt")
    .andWhere("g.validFrom", "<=", today)
    .andWhere((where) => {
      where.whereNull("g.validUntil").orWhere("g.validUntil", ">=", today);
    })
    .orderBy("g.createdAt")
    .orderBy("g.id")
    .select(
      "g.id",
      "g.personId",
      "g.role",
      "g.scopeKind",
      "g.scopeId",
      "g.validFrom",
      "g.validUntil",
      "o.hospitalId as scopeHospitalId",
      db.raw("coalesce(o.name, c.name, '') as scope_name"),
    )) as GrantRow[];
}
