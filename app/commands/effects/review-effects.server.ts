import { listProjects } from "~/data/round-entries.server";
import { loadRound, NO_DUE_DATE, type RoundWithCycle } from "~/data/rounds.server";
import { fromJson } from "~/data/rows.server";
import { moveSheets, sheetsWhere } from "~/data/sheets.server";
import { fixStanding, latestStanding, revealStanding } from "~/data/standings.server";
import { workflowOptionsSchema } from "~/domain/lifecycle/options";
import { refuse } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import type { EffectContext, EffectHandler } from "../advance.server";
import { fixCycleStanding, moveCycleSubjects, publishCycleStanding } from "./cycle-moves.server";
import { moveRoundSubjects } from "./round-moves.server";

export const reviewEffects = {
  /** The project is listed in the round that opens its review, if it is not yet. */
  join_round: async ({ tx, ctx, id, input }) => {
    if (!input.roundId) return;
    const listed: unknown = await tx("entries")
      .where({ projectId: id, roundId: input.roundId })
      .first("id");
    if (listed) return;
    const round = (await loadRound(tx, input.roundId)) ?? refuse("not_found", {}, 404);
    const { defence } = workflowOptionsSchema.parse(fromJson(round.options));
    await listProjects(tx, round, [id], defence, ctx.now);
  },

  /** The entry leaves its round; what was written on it stays, and counts no more. */
  leave_round: async ({ tx, ctx, id }) => {
    const entries = (await tx("entries as e")
      .join("rounds as r", "r.id", "e.roundId")
      .where({ "e.projectId": id })
      .whereIn("r.state", ["preparing", "open", "closed"])
      .pluck("e.id")) as string[];
    if (entries.length > 0)
      await tx("entries").whereIn("id", entries).update({ roundId: null, updatedAt: ctx.now });
  },

  move_subjects: (effect) =>
    effect.kind === "cycle" ? moveCycleSubjects(effect) : moveRoundSubjects(effect),

  seal_sheets: async (effect) => {
    const round = await roundOf(effect);
    const sheets = await sheetsWhere(
      effect.tx,
      { roundId: round.id, generation: round.generation, isLate: 0 },
      ["submitted"],
    );
    await moveSheets(
      effect.tx,
      sheets,
      { kind: "seal", state: "sealed", sealedAt: effect.ctx.now },
      actorOf(effect),
      effect.ctx.now,
    );
  },

  /** Open once more: experts may reopen their own sheets, and a new last day holds. */
  unseal_sheets: async (effect) => {
    const round = await roundOf(effect);
    const sheets = await sheetsWhere(
      effect.tx,
      { roundId: round.id, generation: round.generation, isLate: 0 },
      ["sealed"],
    );
    await moveSheets(
      effect.tx,
      sheets,
      { kind: "unseal", state: "submitted", sealedAt: null },
      actorOf(effect),
      effect.ctx.now,
    );
    await setDueDay(effect, round);
  },

  /** Takes what was there when the first party agreed; what came in since waits for another press. */
  accept_late_sheet: async (effect) => {
    const round = await roundOf(effect);
    const agreed = (await effect
      .tx("consents")
      .where({ subjectKind: "round", subjectId: round.id, transition: "take_late_sheet" })
      .orderBy("at", "desc")
      .first("at")) as { at: string } | undefined;
    const late = await sheetsWhere(
      effect.tx,
      { roundId: round.id, generation: round.generation, isLate: 1 },
      ["submitted"],
    );
    await moveSheets(
      effect.tx,
      late.filter((sheet) => (sheet.submittedAt ?? "") <= (agreed?.at ?? effect.ctx.now)),
      {
        kind: "accept_late",
        state: "sealed",
        isLate: false,
        reason: effect.reason,
        sealedAt: effect.ctx.now,
      },
      actorOf(effect),
      effect.ctx.now,
    );
  },

  fix_standing: (effect) =>
    effect.kind === "cycle" ? fixCycleStanding(effect, computeFor) : computeFor(effect, effect.id),

  publish_standing: (effect) =>
    effect.kind === "cycle"
      ? publishCycleStanding(effect)
      : revealStanding(effect.tx, effect.id, effect.ctx.now),

  /** A new generation begins; the sheets and the standing of the old one are kept. */
  annul_round: async (effect) => {
    const round = await roundOf(effect);
    const entries = effect.tx("entries").where({ roundId: round.id });
    await effect.tx("rounds").where({ id: round.id }).increment("generation", 1);
    if (round.kind !== "municipal")
      await effect
        .tx("projects")
        .whereIn("id", entries.clone().whereNotNull("projectId").select("projectId"))
        .update({ score: "", scoreRank: 0 });
    await entries.update({ sheetsSubmitted: 0 });
    await setDueDay(effect, round);
  },
} satisfies Record<string, EffectHandler>;

const actorOf = (effect: EffectContext) => effect.ctx.actor?.personId ?? null;

async function roundOf(effect: EffectContext): Promise<RoundWithCycle> {
  return (await loadRound(effect.tx, effect.id)) ?? refuse("not_found", {}, 404);
}

/** The day that was named; a day already past would close the round again at once. */
async function setDueDay(effect: EffectContext, round: RoundWithCycle): Promise<void> {
  const today = shanghaiDate(effect.ctx.now);
  const { dueOn } = effect.input;
  if (dueOn && dueOn < today) refuse("due_date_in_past", { due: dueOn }, 422, "dueOn");
  const day = dueOn || (round.dueOn < today ? NO_DUE_DATE : round.dueOn);
  await effect.tx("rounds").where({ id: round.id }).update({ dueOn: day });
}

/** Computes and stores the next version of a round's standing; a correction is as open as what it corrects. */
async function computeFor(effect: EffectContext, roundId: string): Promise<void> {
  const { tx, ctx } = effect;
  const round = (await loadRound(tx, roundId)) ?? refuse("not_found", {}, 404);
  const corrected = await latestStanding(tx, roundId);
  const consents = (await tx("consents")
    .where({ subjectKind: effect.kind, subjectId: effect.id, transition: effect.transition })
    .orderBy("at")
    .select("party", "personId")) as { party: string; personId: string }[];
  const earlier = (witness: boolean) =>
    consents.filter(({ party }) => party.startsWith("witness") === witness).at(-1)?.personId ??
    null;
  const isWitness = ctx.actor?.role === "witness";
  await fixStanding(
    tx,
    round,
    {
      frozenBy: isWitness ? earlier(false) : (ctx.actor?.personId ?? null),
      witnessId: isWitness ? (ctx.actor?.personId ?? null) : earlier(true),
    },
    ctx.now,
  );
  if (effect.kind === "cycle" && corrected?.revealedAt) await revealStanding(tx, roundId, ctx.now);
}
