import { refuse } from "~/domain/refusal";
import { advance } from "./advance.server";
import { receiptHash } from "./lodge-objection.server";
import { inTransaction, type CommandContext } from "./transaction.server";

/** The objector takes the objection back; the receipt shows whose it is. Refuses: not_found. */
export function withdrawObjection(
  ctx: CommandContext,
  { receipt, reason }: { receipt: string; reason: string },
): Promise<void> {
  const hashed = receiptHash(receipt);
  return inTransaction(ctx, "objection.withdraw", { kind: "objection", id: "" }, async (tx) => {
    const row = (await tx("objections").where({ receipt: hashed }).first("id", "state")) as
      { id: string; state: string } | undefined;
    if (!row) refuse("not_found", {}, 404);
    // The receipt shows whose it is; who happens to be signed in is nobody's business.
    await advance(
      tx,
      { ...ctx, actor: null },
      {
        kind: "objection",
        id: row.id,
        transition: "withdraw",
        expectedState: row.state,
        reason: reason.slice(0, 2000),
        input: { receiptHash: hashed },
      },
    );
  });
}
