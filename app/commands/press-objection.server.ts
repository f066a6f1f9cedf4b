import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { advance, type Advanced } from "./advance.server";
import { objectionAtHand } from "./objection-at-hand.server";
import { inTransaction } from "./transaction.server";

/** Steps of the page; the objector withdraws by receipt. */
const STEPS = ["take_up", "uphold", "reject", "reopen"];

/**
 * Takes an objection up, upholds it (organiser and witness), rejects it with an answer, or reopens it.
 * The reason is the answer the objector reads. Refuses whatever the lifecycle table refuses.
 */
export function pressObjection(
  ctx: Context,
  press: { objectionId: string; transition: string; expectedState: string; reason: string },
): Promise<Advanced> {
  const { objectionId: id, transition } = press;
  return inTransaction(ctx, `objection.${transition}`, { kind: "objection", id }, async (tx) => {
    await objectionAtHand(tx, ctx.actor, id, "objection.press");
    if (!STEPS.includes(transition)) refuse("unknown_transition", { transition }, 400);
    const advanced = await advance(tx, ctx, {
      kind: "objection",
      id,
      transition,
      expectedState: press.expectedState,
      reason: press.reason,
    });
    if (advanced.consentOnly) return advanced;
    if (advanced.to === "upheld" || advanced.to === "rejected")
      await tx("objections")
        .where({ id })
        .update({ answer: press.reason.trim(), answeredAt: ctx.now });
    if (transition === "reopen")
      await tx("objections").where({ id }).update({ answer: "", answeredAt: null });
    return advanced;
  });
}
