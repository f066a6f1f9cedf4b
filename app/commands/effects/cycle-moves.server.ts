import { loadCycleRow } from "~/data/facts/cycle-facts.server";
import { newId } from "~/data/ids.server";
import { setAutomaticRecusals } from "~/data/panels.server";
import { loadRound } from "~/data/rounds.server";
import type { EntryState } from "~/domain/lifecycle/entry-table";
import { drawLots } from "~/domain/lot";
import { refuse } from "~/domain/refusal";
import type { EffectContext } from "../advance.server";

interface DrawnEntry {
  id: string;
  code: string;
  state: EntryState;
  organisationId: string | null;
}

/** `move_subjects` of a cycle: its entries join the order by lot, or leave it again. */
export async function moveCycleSubjects(effect: EffectContext): Promise<void> {
  if (effect.transition === "draw") await draw(effect);
  if (effect.transition === "reopen_collecting") await undraw(effect);
}

/**
 * Orders the qualified entries by lot. The seed is kept with the codes in the order drawn, in a table
 * that only grows: sorting the codes and drawing again with the seed gives the same order.
 */
async function draw(effect: EffectContext): Promise<void> {
  const { tx, ctx, id } = effect;
  const row = (await loadCycleRow(tx, id)) ?? refuse("not_found", {}, 404);
  if (row.kind !== "municipal") return;
  const round = (await tx("rounds")
    .where({ cycleId: id, kind: "municipal" })
    .orderBy("createdAt")
    .first("id")) as { id: string } | undefined;
  if (!round) refuse("no_round");
  const entries = await entriesIn(effect, "qualified");
  const seed = newId();
  const order = drawLots(entries, seed);
  await tx("lots").insert({
    id: newId(),
    cycleId: id,
    seed,
    drawn: JSON.stringify(order.map((entry) => entry.code)),
    drawnBy: ctx.actor?.personId ?? null,
    drawnAt: ctx.now,
  });
  for (const [index, entry] of order.entries()) {
    await tx("entries")
      .where({ id: entry.id })
      .update({ roundId: round.id, position: index + 1 });
    await effect.advance(tx, ctx, {
      kind: "entry",
      id: entry.id,
      transition: "schedule",
      expectedState: "qualified",
      via: "cycle",
    });
  }
  const joined = (await loadRound(tx, round.id)) ?? refuse("not_found", {}, 404);
  await setAutomaticRecusals(tx, joined, ctx.now);
}

async function undraw(effect: EffectContext): Promise<void> {
  const { tx, ctx, id } = effect;
  const row = (await loadCycleRow(tx, id)) ?? refuse("not_found", {}, 404);
  if (row.kind !== "municipal") return;
  for (const entry of await entriesIn(effect, "scheduled")) {
    await effect.advance(tx, ctx, {
      kind: "entry",
      id: entry.id,
      transition: "unschedule",
      expectedState: "scheduled",
      via: "cycle",
      reason: effect.reason,
    });
    await tx("entries").where({ id: entry.id }).update({ roundId: null, position: 0 });
  }
}

/** By code: the order that lots are drawn from is public. */
async function entriesIn(effect: EffectContext, state: EntryState): Promise<DrawnEntry[]> {
  return (await effect
    .tx("entries")
    .where({ cycleId: effect.id, state })
    .orderBy("code")
    .select("id", "code", "state", "organisationId")) as DrawnEntry[];
}

interface StandingOfRound {
  id: string;
  version: number;
  revealedAt: string | null;
}

/** The newest standing of each round of the cycle, of the round's present generation. */
async function standingsOf(effect: EffectContext): Promise<Map<string, StandingOfRound | null>> {
  const rounds = (await effect.tx("rounds").where({ cycleId: effect.id }).pluck("id")) as string[];
  const found = new Map<string, StandingOfRound | null>();
  for (const roundId of rounds) {
    const standing = (await effect
      .tx("standings as s")
      .join("rounds as r", "r.id", "s.roundId")
      .where({ "s.roundId": roundId })
      .whereRaw("s.generation = r.generation")
      .orderBy("s.version", "desc")
      .first("s.id", "s.version", "s.revealedAt")) as StandingOfRound | undefined;
    found.set(roundId, standing ?? null);
  }
  return found;
}

/**
 * `fix_standing` of a cycle. The rounds were frozen before, each with its standing; the cycle's freeze
 * insists that none is missing. A correction computes the next version with `compute`, which belongs to
 * the rounds.
 */
export async function fixCycleStanding(
  effect: EffectContext,
  compute: (effect: EffectContext, roundId: string) => Promise<void>,
): Promise<void> {
  for (const [roundId, standing] of await standingsOf(effect))
    if (standing === null || effect.transition === "correct_standing")
      await compute(effect, roundId);
}

/** `publish_standing` of a cycle: from now on the people of the participating organisations see it. */
export async function publishCycleStanding(effect: EffectContext): Promise<void> {
  for (const standing of (await standingsOf(effect)).values()) {
    if (standing === null) refuse("standing_missing");
    await effect
      .tx("standings")
      .where({ id: standing.id })
      .update({ publishedAt: effect.ctx.now, revealedAt: standing.revealedAt ?? effect.ctx.now });
  }
}

/** `mark_archived` of a cycle: its state says it; the sealed package stays as it is. */
export async function archiveCycle(effect: EffectContext): Promise<void> {
  const changed = await effect
    .tx("attachments")
    .where({ subjectKind: "cycle", subjectId: effect.id, purpose: "archive" })
    .whereNull("removedAt")
    .count({ n: "*" });
  if (Number((changed as { n: number }[])[0]?.n ?? 0) === 0) refuse("package_not_sealed");
}
