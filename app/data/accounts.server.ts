import type { Queryable, Transaction } from "./connection.server";

export interface Account {
  id: string;
  name: string;
  username: string;
  passwordHash: string | null;
  failedSignIns: number;
  blockedUntil: string | null;
  disabledAt: string | null;
  mustChangePassword: number;
}

const columns = [
  "id",
  "name",
  "username",
  "passwordHash",
  "failedSignIns",
  "blockedUntil",
  "disabledAt",
  "mustChangePassword",
];

export function findAccount(db: Queryable, username: string): Promise<Account | undefined> {
  return db("people")
    .where({ username: username.trim().toLowerCase() })
    .first(columns) as Promise<Account | undefined>;
}

export function findAccountOf(db: Queryable, personId: string): Promise<Account | undefined> {
  return db("people").where({ id: personId }).first(columns) as Promise<Account | undefined>;
}

export async function recordSignIn(
  tx: Transaction,
  personId: string,
  outcome: { failedSignIns: number; blockedUntil: string | null },
): Promise<void> {
  await tx("people").where({ id: personId }).update(outcome);
}

/** Counts a failure in the database itself, so that two at once count twice. */
export async function countFailure(tx: Transaction, personId: string): Promise<number> {
  await tx("people").where({ id: personId }).increment("failedSignIns", 1);
  const row = (await tx("people").where({ id: personId }).first("failedSignIns")) as {
    failedSignIns: number;
  };
  return row.failedSignIns;
}

export async function storePassword(
  tx: Transaction,
  personId: string,
  passwordHash: string,
): Promise<void> {
  await tx("people").where({ id: personId }).update({
    passwordHash,
    mustChangePassword: 0,
    failedSignIns: 0,
    blockedUntil: null,
  });
}
