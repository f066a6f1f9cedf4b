import { isPostgres, type Transaction } from "./connection.server";

const ACCOUNTS = 7_201_001;

/**
 * Accounts and grants are written by one transaction at a time, so that a rule that counts ("the last
 * one", "no second one") holds for two administrators at once. On SQLite every transaction is alone anyway.
 */
export async function lockAccounts(tx: Transaction): Promise<void> {
  if (isPostgres(tx)) await tx.raw("select pg_advisory_xact_lock(?)", [ACCOUNTS]);
}
