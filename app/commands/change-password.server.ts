import { findAccountOf, storePassword } from "~/data/accounts.server";
import { endSessions } from "~/data/sessions.server";
import { refuse } from "~/domain/refusal";
import { hashPassword, verifyPassword } from "~/platform/passwords.server";
import type { ProtectedContext } from "~/platform/protect.server";
import { inTransaction } from "./transaction.server";

/** Changes one's own password and ends all other sessions. Refuses: wrong_password at `current`. */
export async function changePassword(
  ctx: ProtectedContext,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const account = await findAccountOf(ctx.db.read, ctx.actor.personId);
  const right = account?.passwordHash ? await verifyPassword(account.passwordHash, current) : false;
  const passwordHash = await hashPassword(next);
  await inTransaction(
    ctx,
    "account.change_password",
    { kind: "person", id: ctx.actor.personId },
    async (tx) => {
      if (!right) refuse("wrong_password", {}, 400, "current");
      if (current === next) refuse("same_password", {}, 400, "next");
      await storePassword(tx, ctx.actor.personId, passwordHash);
      await endSessions(tx, { personId: ctx.actor.personId, keep: ctx.sessionId }, ctx.now);
    },
  );
}
