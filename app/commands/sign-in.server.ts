import { countFailure, findAccount, recordSignIn } from "~/data/accounts.server";
import { appendAudit } from "~/data/audit.server";
import type { Database } from "~/data/connection.server";
import { grantsOf } from "~/data/grants.server";
import { startSession } from "~/data/sessions.server";
import { backOffMs } from "~/domain/credentials";
import { refuse } from "~/domain/refusal";
import { verifyNothing, verifyPassword } from "~/platform/passwords.server";

export interface SignIn {
  username: string;
  password: string;
  address: string;
  device: string;
}

/**
 * @returns the session's token, for the cookie
 * Refuses: wrong_credentials (the same text for an unknown name), blocked_for_now with the minute it
 * ends, no_grant. The costly hash runs before the transaction, which would otherwise hold the writer.
 */
export async function signIn(
  { db, now }: { db: Database; now: string },
  { username, password, address, device }: SignIn,
): Promise<string> {
  const account = await findAccount(db.read, username);
  const blocked = account?.blockedUntil && account.blockedUntil > now ? account.blockedUntil : null;
  const right =
    account?.passwordHash && !account.disabledAt && !blocked
      ? await verifyPassword(account.passwordHash, password)
      : await verifyNothing(password);
  const note = (outcome: string) => ({
    at: now,
    personId: account?.id ?? null,
    role: null,
    action: "account.sign_in",
    subjectKind: "person",
    subjectId: account?.id ?? "",
    outcome,
    address,
  });
  if (blocked) {
    await appendAudit(db.write, note("refused:blocked_for_now"));
    refuse("blocked_for_now", { until: blocked }, 429);
  }
  if (!account || !right) {
    await db.write.transaction(async (tx) => {
      if (account) {
        const failures = await countFailure(tx, account.id);
        const wait = backOffMs(failures);
        if (wait > 0) {
          const until = new Date(Date.parse(now) + wait).toISOString();
          await recordSignIn(tx, account.id, { failedSignIns: failures, blockedUntil: until });
        }
      }
      await appendAudit(tx, note("refused:wrong_credentials"));
    });
    refuse("wrong_credentials", {}, 400);
  }
  if ((await grantsOf(db.read, account.id, now)).length === 0) {
    await appendAudit(db.write, note("refused:no_grant"));
    refuse("no_grant", {}, 403);
  }
  return db.write.transaction(async (tx) => {
    if (account.failedSignIns > 0)
      await recordSignIn(tx, account.id, { failedSignIns: 0, blockedUntil: null });
    await appendAudit(tx, note("done"));
    return startSession(tx, account.id, device, now);
  });
}
