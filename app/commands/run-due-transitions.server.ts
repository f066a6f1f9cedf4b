import type { Database } from "~/data/connection.server";
import { findDueSteps, findNoticesOver, type DueStep } from "~/data/due.server";
import { Refused } from "~/domain/refusal";
import { logError } from "~/platform/log.server";
import { advance } from "./advance.server";
import { inTransaction, type CommandContext } from "./transaction.server";

/**
 * Carries out what the calendar alone decides: lapses, ends of notices, closings on time. Each step is a
 * transaction of its own, guarded by the state it was found in, so that two processes or a second run
 * find nothing left to do, and one broken row does not hold up the others.
 * @returns how many steps were carried out
 */
export async function runDueTransitions(db: Database, now: string): Promise<number> {
  const ctx: CommandContext = { db, actor: null, now };
  let done = 0;
  for (const due of await findDueSteps(db.read, now)) if (await carryOut(ctx, due)) done += 1;
  for (const id of await findNoticesOver(db.read, now)) if (await endNotice(ctx, id)) done += 1;
  return done;
}

async function carryOut(ctx: CommandContext, due: DueStep): Promise<boolean> {
  return attemptStep(() =>
    inTransaction(
      ctx,
      `${due.kind}.${due.transition}`,
      { kind: due.kind, id: due.id },
      async (tx) => {
        await advance(tx, ctx, {
          kind: due.kind,
          id: due.id,
          transition: due.transition,
          expectedState: due.state,
          via: "system",
        });
        return true;
      },
    ),
  );
}

async function endNotice(ctx: CommandContext, id: string): Promise<boolean> {
  return attemptStep(async () => {
    const ended = await ctx.db
      .write("notices")
      .where({ id, state: "open" })
      .update({ state: "ended", endedAt: ctx.now });
    return ended === 1;
  });
}

/** A refusal means that somebody was quicker; anything else is reported and the rest goes on. */
async function attemptStep(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) logError(error, { where: "due transitions" });
    return false;
  }
}
