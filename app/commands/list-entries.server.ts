import { setAutomaticRecusals } from "~/data/panels.server";
import { listProjects } from "~/data/round-entries.server";
import { roundOptions } from "~/data/rounds.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { roundToManage, whilePreparing } from "./round-access.server";
import { inTransaction } from "./transaction.server";

/** Lists further projects in a round of a hospital that is being prepared. */
export function listEntries(
  ctx: Context,
  { roundId, projectIds }: { roundId: string; projectIds: readonly string[] },
): Promise<number> {
  return inTransaction(ctx, "round.list_entries", { kind: "round", id: roundId }, async (tx) => {
    const round = await roundToManage(tx, ctx, roundId);
    whilePreparing(round);
    if (projectIds.length === 0) refuse("nothing_chosen", {}, 422);
    const listed = await listProjects(tx, round, projectIds, roundOptions(round).defence, ctx.now);
    if (listed === 0) refuse("nothing_to_list", {}, 409);
    await setAutomaticRecusals(tx, round, ctx.now);
    return listed;
  });
}

/** Takes an entry out of a round that is being prepared: its project may be listed in another one. */
export function unlistEntry(
  ctx: Context,
  { roundId, entryId }: { roundId: string; entryId: string },
): Promise<void> {
  return inTransaction(ctx, "round.unlist_entry", { kind: "entry", id: entryId }, async (tx) => {
    const round = await roundToManage(tx, ctx, roundId);
    whilePreparing(round);
    if (round.kind === "municipal") refuse("entries_drawn_by_cycle", {}, 409);
    await tx("recusals").where({ roundId, entryId }).delete();
    const changed = await tx("entries")
      .where({ id: entryId, roundId })
      .update({ roundId: null, updatedAt: ctx.now });
    if (changed !== 1) refuse("not_found", {}, 404);
  });
}
