import { endSessions } from "~/data/sessions.server";
import { inTransaction } from "./transaction.server";
import type { ProtectedContext } from "~/platform/protect.server";

export function signOut(ctx: ProtectedContext): Promise<void> {
  return inTransaction(
    ctx,
    "account.sign_out",
    { kind: "person", id: ctx.actor.personId },
    async (tx) => {
      await endSessions(tx, { personId: ctx.actor.personId, publicId: ctx.sessionId }, ctx.now);
    },
  );
}

/** Ends one other session, or all others. */
export function endOtherSessions(ctx: ProtectedContext, publicId: string | null): Promise<void> {
  return inTransaction(
    ctx,
    "account.end_sessions",
    { kind: "person", id: ctx.actor.personId },
    async (tx) => {
      await endSessions(
        tx,
        publicId
          ? { personId: ctx.actor.personId, publicId }
          : { personId: ctx.actor.personId, keep: ctx.sessionId },
        ctx.now,
      );
    },
  );
}
