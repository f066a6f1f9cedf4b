import { frozenStandingOf } from "~/data/agenda.server";
import { holdersOf } from "~/data/audience.server";
import { loadCalendar } from "~/data/calendar.server";
import type { Transaction } from "~/data/connection.server";
import { cycleOptions, loadCycleRow, type CycleRow } from "~/data/facts/cycle-facts.server";
import { loadProjectRow, optionsOf } from "~/data/facts/project-facts.server";
import { newId } from "~/data/ids.server";
import { tell } from "~/data/outbox.server";
import { refuse } from "~/domain/refusal";
import { addWorkingDays, shanghaiDate } from "~/domain/working-days";
import type { EffectContext, EffectHandler } from "../advance.server";

interface NoticeRow {
  kind: "establishment" | "standing";
  organisationId: string;
  meetingId: string | null;
  standingId: string | null;
  endsOn: string;
}

async function publish(
  tx: Transaction,
  cycle: CycleRow,
  now: string,
  row: NoticeRow,
): Promise<string> {
  const id = newId();
  await tx("notices").insert({
    id,
    ...row,
    cycleId: cycle.id,
    title: cycle.name,
    startsOn: shanghaiDate(now),
    state: "open",
    isDemo: cycle.isDemo,
    publishedAt: now,
    endedAt: null,
  });
  return id;
}

/** Projects passed by one meeting on one day stand in one notice. */
async function noticeOfProject({ tx, ctx, id, input }: EffectContext): Promise<void> {
  const project = (await loadProjectRow(tx, id)) ?? refuse("not_found", {}, 404);
  const cycle = (await loadCycleRow(tx, project.cycleId)) ?? refuse("not_found", {}, 404);
  const today = shanghaiDate(ctx.now);
  const days = optionsOf(project).noticeWorkingDays;
  const endsOn = addWorkingDays(today, days, await loadCalendar(tx));
  const meetingId = input.meetingId ?? null;
  const same = (await tx("notices")
    .where({
      kind: "establishment",
      organisationId: project.hospitalId,
      cycleId: cycle.id,
      state: "open",
      startsOn: today,
      endsOn,
    })
    .andWhere((where) => (meetingId ? where.where({ meetingId }) : where.whereNull("meetingId")))
    .first("id")) as { id: string } | undefined;
  const noticeId =
    same?.id ??
    (await publish(tx, cycle, ctx.now, {
      kind: "establishment",
      organisationId: project.hospitalId,
      meetingId,
      standingId: null,
      endsOn,
    }));
  await tx("noticeProjects")
    .insert({ noticeId, projectId: id, withdrawnAt: null })
    .onConflict(["noticeId", "projectId"])
    .merge({ withdrawnAt: null });
}

/** A new version of a standing withdraws the notice of the version before. */
async function noticeOfStanding({ tx, ctx, id }: EffectContext): Promise<void> {
  const cycle = (await loadCycleRow(tx, id)) ?? refuse("not_found", {}, 404);
  const standing = (await tx("standings")
    .where({ cycleId: id })
    .orderBy("computedAt", "desc")
    .orderBy("version", "desc")
    .first("id")) as { id: string } | undefined;
  if (!standing) refuse("standing_not_attached");
  await tx("notices")
    .where({ kind: "standing", cycleId: id, state: "open" })
    .update({ state: "withdrawn", endedAt: ctx.now });
  await publish(tx, cycle, ctx.now, {
    kind: "standing",
    organisationId: cycle.organisationId,
    meetingId: null,
    standingId: standing.id,
    endsOn: addWorkingDays(
      shanghaiDate(ctx.now),
      cycleOptions(cycle).noticeWorkingDays,
      await loadCalendar(tx),
    ),
  });
}

interface UpheldObjection {
  noticeId: string;
  projectId: string | null;
  entryId: string | null;
  flaw: "decision" | "scoring" | "";
  kind: "establishment" | "standing";
  cycleId: string;
  organisationId: string;
  title: string;
}

/** Projects that the objection stops: the one it names, or all of a notice it is about as a whole. */
async function stopProjects(effect: EffectContext, objection: UpheldObjection): Promise<void> {
  const { tx, ctx, reason } = effect;
  const flaw = objection.flaw === "scoring" ? "scoring" : "decision";
  const listed = tx("noticeProjects as n")
    .join("projects as p", "p.id", "n.projectId")
    .where({ "n.noticeId": objection.noticeId })
    .whereNull("n.withdrawnAt");
  if (objection.projectId) void listed.andWhere({ "n.projectId": objection.projectId });
  const projects = (await listed.select("p.id", "p.state")) as { id: string; state: string }[];
  for (const project of projects) {
    await tx("noticeProjects")
      .where({ noticeId: objection.noticeId, projectId: project.id })
      .update({ withdrawnAt: ctx.now });
    // A project that was withdrawn meanwhile has nothing left to stop.
    if (project.state !== "approved") continue;
    await effect.advance(tx, ctx, {
      kind: "project",
      id: project.id,
      transition: "uphold_objection",
      expectedState: project.state,
      reason,
      via: "objection",
      input: { flaw },
    });
  }
}

async function correctStanding(effect: EffectContext, objection: UpheldObjection): Promise<void> {
  const { tx, ctx, reason } = effect;
  const cycle = (await loadCycleRow(tx, objection.cycleId)) ?? refuse("not_found", {}, 404);
  if (cycle.state !== "noticed" && cycle.state !== "published") return;
  await effect.advance(tx, ctx, {
    kind: "cycle",
    id: cycle.id,
    transition: "correct_standing",
    expectedState: cycle.state,
    reason,
    via: "objection",
  });
}

/**
 * Annulling a round takes its own presses of office and witness, because it touches every project of
 * the round and not only the one objected to: whoever can press is told where.
 */
async function askToScoreAgain(effect: EffectContext, objection: UpheldObjection): Promise<void> {
  const { tx, ctx } = effect;
  const query = tx("rounds as r")
    .where({ "r.cycleId": objection.cycleId })
    .orderBy("r.createdAt", "desc");
  void query.whereIn(
    "r.kind",
    objection.kind === "standing" ? ["municipal", "annual"] : ["establishment"],
  );
  if (objection.projectId)
    void query
      .join("entries as e", "e.roundId", "r.id")
      .where({ "e.projectId": objection.projectId });
  const round = (await query.first("r.id")) as { id: string } | undefined;
  const people = await holdersOf(
    tx,
    ["office", "centre_officer", "witness"],
    [objection.organisationId],
    ctx.now,
  );
  await tell(
    tx,
    people,
    {
      kind: "score_again",
      link: round ? `/rounds/${round.id}` : `/objections/${effect.id}`,
      facts: { title: objection.title },
    },
    ctx.now,
  );
}

export const decisionEffects = {
  attach_standing: async ({ tx, id, input }) => {
    if (!input.itemId) return;
    const standing =
      (await frozenStandingOf(tx, id, "establishment")) ?? refuse("standing_not_attached");
    const item = (await tx("agendaItems").where({ id: input.itemId }).first("standingId")) as {
      standingId: string | null;
    };
    if (item.standingId !== null && item.standingId !== standing.id) refuse("list_of_one_standing");
    await tx("agendaItems")
      .where({ id: input.itemId })
      .update({ standingId: standing.id, standingDigest: standing.digest });
  },

  /** Takes the project off every agenda that is still to come; what was decided stays on record. */
  leave_agenda: async ({ tx, ctx, id }) => {
    const items = (await tx("agendaItemProjects as a")
      .join("agendaItems as i", "i.id", "a.itemId")
      .where({ "a.projectId": id })
      .whereIn("i.state", ["proposed", "pending", "open"])
      .pluck("i.id")) as string[];
    for (const itemId of items) {
      const others: unknown = await tx("agendaItemProjects")
        .where({ itemId })
        .whereNot({ projectId: id })
        .first("projectId");
      if (others) await tx("agendaItemProjects").where({ itemId, projectId: id }).delete();
      else await tx("agendaItems").where({ id: itemId }).update({ state: "put_off" });
    }
    await tx("noticeProjects")
      .where({ projectId: id })
      .whereNull("withdrawnAt")
      .whereIn("noticeId", tx("notices").where({ state: "open" }).select("id"))
      .update({ withdrawnAt: ctx.now });
  },

  start_notice: (effect) =>
    effect.kind === "cycle" ? noticeOfStanding(effect) : noticeOfProject(effect),

  apply_objection: async (effect) => {
    const objection = (await effect
      .tx("objections as o")
      .join("notices as n", "n.id", "o.noticeId")
      .where({ "o.id": effect.id })
      .first(
        "o.noticeId",
        "o.projectId",
        "o.entryId",
        "o.flaw",
        "n.kind",
        "n.cycleId",
        "n.organisationId",
        "n.title",
      )) as UpheldObjection;
    if (objection.kind === "establishment") await stopProjects(effect, objection);
    else if (objection.flaw === "decision") await correctStanding(effect, objection);
    if (objection.flaw === "scoring") await askToScoreAgain(effect, objection);
  },
} satisfies Record<string, EffectHandler>;
