import type { Transaction } from "~/data/connection.server";
import { findCycle } from "~/data/cycles.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { advance, type Advanced, type PressInput } from "./advance.server";
import { inTransaction } from "./transaction.server";

export interface CyclePress {
  readonly cycleId: string;
  readonly transition: string;
  readonly expectedState: string;
  readonly reason: string;
  readonly input?: PressInput;
}

/** A person presses a button of the cycle's page. Refuses whatever the lifecycle table refuses. */
export function advanceCycle(ctx: Context, press: CyclePress): Promise<Advanced> {
  const { cycleId: id } = press;
  return inTransaction(ctx, `cycle.${press.transition}`, { kind: "cycle", id }, async (tx) => {
    await findCycle(tx, ctx.actor, id);
    if (press.transition === "announce") await revealedFirst(tx, id);
    return advance(tx, ctx, {
      kind: "cycle",
      id,
      transition: press.transition,
      expectedState: press.expectedState,
      reason: press.reason,
      ...(press.input ? { input: press.input } : {}),
    });
  });
}

/** A notice makes the result public: nobody may read there what the round has not revealed. */
async function revealedFirst(tx: Transaction, cycleId: string): Promise<void> {
  const hidden: unknown = await tx("rounds").where({ cycleId, state: "frozen" }).first("id");
  if (hidden) refuse("rounds_not_revealed");
}
