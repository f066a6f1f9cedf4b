import type { Queryable } from "./connection.server";

export interface AuditRow {
  at: string;
  personId: string | null;
  role: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  outcome: string;
  address?: string;
}

export async function appendAudit(db: Queryable, row: AuditRow): Promise<void> {
  await db("auditLog").insert({ address: "", ...row });
}
