import { setAutomaticRecusals } from "~/data/panels.server";
import { findRound, loadRound } from "~/data/rounds.server";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import type { Database } from "~/data/connection.server";
import type { Context } from "~/platform/context";
import { advance, type Advanced } from "./advance.server";
import { inTransaction } from "./transaction.server";

export interface RoundPress {
  readonly roundId: string;
  readonly transition: string;
  readonly expectedState: string;
  readonly reason: string;
  /** A new last day, for reopening. */
  readonly dueOn?: string;
}

/** A person presses a button of the round page. Refuses whatever the lifecycle table refuses. */
export function advanceRound(ctx: Context, press: RoundPress): Promise<Advanced> {
  const { roundId, transition, expectedState, reason, dueOn } = press;
  return inTransaction(ctx, `round.${transition}`, { kind: "round", id: roundId }, async (tx) => {
    await findRound(tx, ctx.actor, roundId);
    const round = (await loadRound(tx, roundId)) ?? refuse("not_found", {}, 404);
    const where = { organiserId: round.organiserId };
    if (ctx.actor.role === "witness") {
      if (!ctx.actor.scopes.some((scope) => scope.kind === "cycle" && scope.id === round.cycleId))
        unless(can(ctx.actor, "round.witness", where));
    } else unless(can(ctx.actor, "round.manage", where));
    if (transition === "open" && round.state === "preparing")
      await setAutomaticRecusals(tx, round, ctx.now);
    const done = await advance(tx, ctx, {
      kind: "round",
      id: roundId,
      transition,
      expectedState,
      reason,
      ...(dueOn ? { input: { dueOn } } : {}),
    });
    // The last day that the first party named holds when the second one agrees.
    if (done.consentOnly && dueOn) {
      if (dueOn < shanghaiDate(ctx.now)) refuse("due_date_in_past", { due: dueOn }, 422, "dueOn");
      await tx("rounds").where({ id: roundId }).update({ dueOn });
    }
    return done;
  });
}

/** Closes the rounds whose last day is over; for the scheduler, safe to run twice. */
export async function closeDueRounds(db: Database, now: string): Promise<number> {
  const due = (await db
    .read("rounds")
    .where({ state: "open" })
    .andWhere("dueOn", "<", shanghaiDate(now))
    .pluck("id")) as string[];
  for (const id of due)
    await inTransaction(
      { db, actor: null, now },
      "round.close_on_time",
      { kind: "round", id },
      async (tx) => {
        const row = (await tx("rounds").where({ id }).first("state")) as { state: string };
        if (row.state === "open")
          await advance(
            tx,
            { db, actor: null, now },
            {
              kind: "round",
              id,
              transition: "close_on_time",
              expectedState: "open",
              via: "system",
            },
          );
      },
    );
  return due.length;
}
