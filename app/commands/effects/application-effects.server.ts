import {
  addVersion,
  findDraft,
  replaceCoSigns,
  replaceMembers,
  titleColumns,
} from "~/data/applications.server";
import { loadCalendar } from "~/data/calendar.server";
import type { Transaction } from "~/data/connection.server";
import {
  loadProjectRow,
  NO_DUE_DATE,
  optionsOf,
  type ProjectRow,
} from "~/data/facts/project-facts.server";
import { newId } from "~/data/ids.server";
import { isDay } from "~/domain/application";
import { dueRule } from "~/domain/lifecycle/options";
import { refuse } from "~/domain/refusal";
import { addDays, addWorkingDays, shanghaiDate } from "~/domain/working-days";
import type { EffectHandler } from "../advance.server";
import { setEntryDueDate } from "./entry-effects.server";

async function projectOf(tx: Transaction, id: string): Promise<ProjectRow> {
  return (await loadProjectRow(tx, id)) ?? refuse("not_found", {}, 404);
}

const DUE_STATES = ["returned", "established", "evaluating", "rectifying"] as const;
type DueState = (typeof DUE_STATES)[number];
const isDueState = (state: string): state is DueState =>
  (DUE_STATES as readonly string[]).includes(state);

export const applicationEffects = {
  /** Freezes what is submitted, and the project takes over what lists and the next steps read. */
  snapshot_version: async ({ tx, ctx, id }) => {
    const project = await projectOf(tx, id);
    const draft = (await findDraft(tx, id)) ?? refuse("not_found", {}, 404);
    const { body } = draft;
    const submittedBy = ctx.actor?.personId ?? project.leadId;
    const number = await addVersion(tx, id, body, submittedBy, ctx.now);
    await replaceMembers(tx, project, body.members);
    await replaceCoSigns(tx, project, body.noHelpers ? [] : body.helpers);
    await tx("projects")
      .where({ id })
      .update({
        ...(await titleColumns(tx, project, body.title)),
        category: body.category,
        isMajorMatter: body.majorMatter ? 1 : 0,
        isSecretaryProject: body.secretaryProject ? 1 : 0,
      });
    await tx("returns")
      .where({ projectId: id })
      .whereNull("answeredByVersion")
      .update({ answeredByVersion: number });
  },

  /** A cooperating head answers for every department of theirs that has not confirmed. */
  record_co_sign: async ({ tx, ctx, id, input, reason }) => {
    const actor =
      ctx.actor ?? refuse("not_permitted", { role: "system", ability: "project.co_sign" });
    const own = input.departmentId
      ? actor.organisationIds.filter((one) => one === input.departmentId)
      : [...actor.organisationIds];
    const decision = input.coSignDecision ?? "confirmed";
    if (decision === "declined" && reason === "") refuse("reason_required", {}, 403, "reason");
    const changed = await tx("coSigns")
      .where({ projectId: id })
      .whereIn("departmentId", own)
      .whereNot({ decision: "confirmed" })
      .update({ decision, reason, decidedBy: actor.personId, decidedAt: ctx.now });
    if (changed > 0) return;
    const done = (await tx("coSigns as c")
      .join("people as p", "p.id", "c.decidedBy")
      .where({ "c.projectId": id })
      .whereIn("c.departmentId", own)
      .first("p.name", "c.decidedAt")) as { name: string; decidedAt: string } | undefined;
    refuse("co_signed_already", { by: done?.name ?? "–", at: done?.decidedAt ?? "–" }, 409);
  },

  /** The day a person named, else the cycle's rule: working days after a return, else calendar days. */
  set_due_date: async (effect) => {
    if (effect.kind === "entry") return setEntryDueDate(effect);
    const { tx, ctx, id, from, to, input, reason } = effect;
    if (!isDueState(to)) return;
    const today = shanghaiDate(ctx.now);
    const rule = dueRule(to, optionsOf(await projectOf(tx, id)));
    const named = input.dueOn ?? "";
    if (named !== "" && !isDay(named)) refuse("due_date_invalid", {}, 422, "dueOn");
    if (named !== "" && named < today) refuse("due_date_past", { today }, 422, "dueOn");
    const dueOn =
      named !== ""
        ? named
        : rule.working
          ? addWorkingDays(today, rule.days, await loadCalendar(tx))
          : addDays(today, rule.days);
    await tx("projects").where({ id }).update({ dueOn });
    if (to !== "returned") return;
    await tx("returns").insert({
      id: newId(),
      projectId: id,
      fromState: from,
      reasons: JSON.stringify(input.fieldReasons ?? []),
      reason,
      dueOn,
      returnedBy: ctx.actor?.personId,
      returnedAt: ctx.now,
    });
  },

  /** Once a step: `isExtended` is cleared by the next change of state. */
  extend_due_date: async ({ tx, ctx, id }) => {
    const project = await projectOf(tx, id);
    const start = project.dueOn === NO_DUE_DATE ? shanghaiDate(ctx.now) : project.dueOn;
    const dueOn = addDays(start, optionsOf(project).extensionDays);
    await tx("projects").where({ id }).update({ dueOn, isExtended: 1 });
  },

  /** The team goes on in the other project. */
  merge_into: async ({ tx, id, input }) => {
    const project = await projectOf(tx, id);
    const targetId = input.mergeIntoId || project.mergedIntoId || "";
    const target = await projectOf(tx, targetId);
    await tx("projects").where({ id }).update({ mergedIntoId: target.id });
    const team = (await tx("projectMembers")
      .where({ projectId: id })
      .pluck("personId")) as string[];
    for (const personId of [project.leadId, ...team]) {
      if (personId === target.leadId) continue;
      await tx("projectMembers")
        .insert({ projectId: target.id, personId, duty: "", position: 100 })
        .onConflict(["projectId", "personId"])
        .ignore();
    }
  },
} satisfies Record<string, EffectHandler>;
