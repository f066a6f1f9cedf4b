import { loadRound, type RoundWithCycle } from "~/data/rounds.server";
import { fromJson } from "~/data/rows.server";
import { workflowOptionsSchema } from "~/domain/lifecycle/options";
import { refuse } from "~/domain/refusal";
import type { EffectContext } from "../advance.server";

interface MovedEntry {
  id: string;
  title: string;
  state: string;
  projectId: string | null;
  projectState: string | null;
  valid: number;
}

/** `move_subjects` of a round: what it scores enters, leaves or re-enters the review with it. */
export async function moveRoundSubjects(effect: EffectContext): Promise<void> {
  const round = (await loadRound(effect.tx, effect.id)) ?? refuse("not_found", {}, 404);
  const entries = await entriesOf(effect, round);
  if (effect.transition === "open") await openReviews(effect, round, entries);
  if (effect.transition === "freeze") await leaveReview(effect, round, entries);
  if (effect.transition === "annul") await scoreAgain(effect, round, entries);
}

async function entriesOf(effect: EffectContext, round: RoundWithCycle): Promise<MovedEntry[]> {
  const { tx } = effect;
  const rows = (await tx("entries as e")
    .leftJoin("projects as p", "p.id", "e.projectId")
    .where({ "e.roundId": round.id })
    .orderBy("e.position")
    .orderBy("e.code")
    .select(
      "e.id",
      "e.title",
      "e.state",
      "e.projectId",
      "p.state as projectState",
      tx("sheets as s")
        .whereRaw("s.entry_id = e.id")
        .where({ "s.generation": round.generation, "s.isLate": 0 })
        .whereIn("s.state", ["submitted", "sealed"])
        .count()
        .as("valid"),
    )) as MovedEntry[];
  return rows.map((row) => ({ ...row, valid: Number(row.valid) }));
}

async function openReviews(
  effect: EffectContext,
  round: RoundWithCycle,
  entries: readonly MovedEntry[],
): Promise<void> {
  if (round.kind !== "establishment") return;
  for (const { projectId, projectState } of entries)
    if (projectId && projectState === "accepted")
      await moveProject(effect, projectId, "open_review", projectState);
}

async function leaveReview(
  effect: EffectContext,
  round: RoundWithCycle,
  entries: readonly MovedEntry[],
): Promise<void> {
  const options = workflowOptionsSchema.parse(fromJson(round.options));
  const uncalled = entries.filter(
    (entry) =>
      options.defence && entry.state === "scheduled" && entry.valid >= options.minimumSheets,
  );
  if (uncalled.length > 0)
    refuse("entries_not_presented", {
      count: uncalled.length,
      missing: uncalled.map((entry) => entry.title).join(","),
    });
  for (const entry of entries) {
    if (entry.state === "scheduled" || entry.state === "presented")
      await moveEntry(
        effect,
        entry,
        entry.valid >= options.minimumSheets ? "score" : "leave_unranked",
      );
    if (round.kind === "establishment" && entry.projectId && entry.projectState === "in_review")
      await moveProject(effect, entry.projectId, "freeze", entry.projectState);
  }
}

/** An annulled generation: the entries are scored again, and so are projects not yet decided on. */
async function scoreAgain(
  effect: EffectContext,
  round: RoundWithCycle,
  entries: readonly MovedEntry[],
): Promise<void> {
  for (const entry of entries) {
    if (entry.state === "scored" || entry.state === "unrankable")
      await moveEntry(effect, entry, "score_again");
    const { projectId, projectState } = entry;
    if (round.kind !== "establishment" || !projectId) continue;
    if (projectState === "reviewed" || projectState === "on_agenda")
      await moveProject(effect, projectId, "score_again", projectState);
    // Sent back by an objection that found the scoring flawed.
    if (projectState === "accepted")
      await moveProject(effect, projectId, "open_review", projectState);
  }
  if (round.cycleKind !== "municipal") return;
  const cycle = (await effect.tx("cycles").where({ id: round.cycleId }).first("state")) as {
    state: string;
  };
  if (["frozen", "noticed", "published"].includes(cycle.state))
    await effect.advance(effect.tx, effect.ctx, {
      kind: "cycle",
      id: round.cycleId,
      transition: "score_again",
      expectedState: cycle.state,
      via: "round",
      reason: effect.reason,
    });
}

async function moveProject(
  effect: EffectContext,
  id: string,
  transition: string,
  expectedState: string,
): Promise<void> {
  await effect.advance(effect.tx, effect.ctx, {
    kind: "project",
    id,
    transition,
    expectedState,
    via: "round",
    reason: effect.reason,
    input: { roundId: effect.id },
  });
}

async function moveEntry(
  effect: EffectContext,
  entry: MovedEntry,
  transition: string,
): Promise<void> {
  await effect.advance(effect.tx, effect.ctx, {
    kind: "entry",
    id: entry.id,
    transition,
    expectedState: entry.state,
    via: "round",
    reason: effect.reason,
  });
}
