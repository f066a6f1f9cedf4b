import { isPostgres, type Transaction } from "~/data/connection.server";
import { findRound, loadRound, type RoundWithCycle } from "~/data/rounds.server";
import { can, type Ability } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";

/**
 * The round for whoever administers it. Refuses not_found for a round out of sight, and
 * organiser_on_panel for somebody who sits on its panel: who administers a round does not score in it.
 */
export async function roundToManage(
  tx: Transaction,
  { actor }: Pick<Context, "actor">,
  roundId: string,
  ability: Ability = "round.manage",
): Promise<RoundWithCycle> {
  await findRound(tx, actor, roundId);
  if (isPostgres(tx)) await tx.raw("select id from rounds where id = ? for update", [roundId]);
  const round = (await loadRound(tx, roundId)) ?? refuse("not_found", {}, 404);
  unless(can(actor, ability, { organiserId: round.organiserId }));
  const seat: unknown = await tx("panelMembers")
    .where({ roundId, personId: actor.personId })
    .whereIn("status", ["invited", "accepted"])
    .first("id");
  if (seat) refuse("organiser_on_panel", { count: 1, missing: actor.name });
  return round;
}

/** For what may change only before the first sheet. */
export function whilePreparing(round: RoundWithCycle): void {
  if (round.state !== "preparing") refuse("round_not_preparing", stateFact(round), 409);
}

/** For what may change until the result is fixed. */
export function beforeFreeze(round: RoundWithCycle): void {
  if (round.state === "frozen" || round.state === "revealed")
    refuse("round_frozen_already", stateFact(round), 409);
}

export const stateFact = (round: { state: string }) => ({
  state: `lifecycle:round.state.${round.state}.staff`,
});
