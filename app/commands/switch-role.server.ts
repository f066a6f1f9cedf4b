import { chooseGrant } from "~/data/sessions.server";
import { refuse } from "~/domain/refusal";
import type { ProtectedContext } from "~/platform/protect.server";
import { inTransaction } from "./transaction.server";

/** Acts in another of one's own grants from now on, in this session. */
export function switchRole(ctx: ProtectedContext, grantId: string): Promise<void> {
  return inTransaction(ctx, "account.switch_role", { kind: "grant", id: grantId }, async (tx) => {
    if (!ctx.actor.grants.some((grant) => grant.id === grantId)) refuse("not_your_grant", {}, 403);
    await chooseGrant(tx, ctx.sessionId, grantId);
  });
}
