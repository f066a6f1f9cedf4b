import { findDay } from "~/data/day.server";
import { findEntryRow } from "~/data/entries.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { advance, type Advanced, type PressInput } from "./advance.server";
import { inTransaction } from "./transaction.server";

export interface EntryPress {
  readonly entryId: string;
  readonly transition: string;
  readonly expectedState: string;
  readonly reason: string;
  readonly input?: PressInput;
}

/** A person presses a button of an entry. Refuses whatever the lifecycle table refuses. */
export function advanceEntry(ctx: Context, press: EntryPress): Promise<Advanced> {
  const { entryId: id } = press;
  return inTransaction(ctx, `entry.${press.transition}`, { kind: "entry", id }, async (tx) => {
    const entry = await findEntryRow(tx, ctx.actor, id);
    // Two entries nominated at once must not both take the organisation's last place.
    if (press.transition === "nominate")
      await tx("cycles").where({ id: entry.cycleId }).forUpdate().first("id");
    return advance(tx, ctx, {
      kind: "entry",
      id,
      transition: press.transition,
      expectedState: press.expectedState,
      reason: press.reason,
      ...(press.input ? { input: press.input } : {}),
    });
  });
}

/** A host calls an entry up, puts it off or notes its absence, from the run of the day. */
export function hostEntry(
  ctx: Context,
  press: EntryPress & { cycleId: string },
): Promise<Advanced> {
  const { entryId: id, cycleId } = press;
  return inTransaction(ctx, `entry.${press.transition}`, { kind: "entry", id }, async (tx) => {
    const day = await findDay(tx, ctx.actor, cycleId, ctx.now);
    if (!day.entries.some((entry) => entry.id === id)) refuse("not_found", {}, 404);
    return advance(tx, ctx, {
      kind: "entry",
      id,
      transition: press.transition,
      expectedState: press.expectedState,
      reason: press.reason,
    });
  });
}
