import { findVersion, findDraft, lastVersionNumber } from "~/data/applications.server";
import { addCharter, amendmentsOf, charterDigest, findCharter } from "~/data/charters.server";
import type { Transaction } from "~/data/connection.server";
import { addEffectVersion, findEffect } from "~/data/effect-evaluations.server";
import { loadProjectRow, type ProjectRow } from "~/data/facts/project-facts.server";
import { writeMilestones } from "~/data/milestones.server";
import { charterFromApplication } from "~/domain/execution";
import { effectFromCharter } from "~/domain/evaluation/effect";
import { readApplication } from "~/domain/application";
import { refuse } from "~/domain/refusal";
import type { EffectHandler } from "../advance.server";
import { archiveCycle } from "./cycle-moves.server";

async function projectOf(tx: Transaction, id: string): Promise<ProjectRow> {
  return (await loadProjectRow(tx, id)) ?? refuse("not_found", {}, 404);
}

export const executionEffects = {
  /** Drawn from the version that was approved; one that exists (the notice ran twice) stays. */
  create_charter: async ({ tx, ctx, id }) => {
    if (await findCharter(tx, id)) return;
    const version = await findVersion(tx, id, await lastVersionNumber(tx, id));
    const body = version ?? (await findDraft(tx, id))?.body ?? readApplication({});
    const cooperating = (await tx("coSigns as c")
      .join("organisations as o", "o.id", "c.departmentId")
      .where({ "c.projectId": id })
      .orderBy("o.sortKey")
      .pluck("o.name")) as string[];
    await addCharter(tx, id, 1, charterFromApplication(body, cooperating), null, ctx.now);
  },

  /** From the last signature on the targets stand, and the milestones are what is watched. */
  freeze_targets: async ({ tx, ctx, id }) => {
    const charter = (await findCharter(tx, id)) ?? refuse("not_found", {}, 404);
    await tx("charters")
      .where({ id: charter.id })
      .update({ digest: charterDigest(charter.body), signedAt: ctx.now });
    await writeMilestones(tx, id, charter.body, ctx.now);
  },

  set_hold: async ({ tx, id }) => {
    await tx("projects").where({ id }).update({ isOnHold: 1 });
  },

  clear_hold: async ({ tx, id }) => {
    await tx("projects").where({ id }).update({ isOnHold: 0 });
  },

  /** The proposed charter becomes the next version; what was reached by then stays. */
  new_charter_version: async ({ tx, ctx, id, reason }) => {
    const amendment =
      (await amendmentsOf(tx, id)).find((one) => one.state === "proposed") ??
      refuse("amendment_missing");
    const latest = (await findCharter(tx, id)) ?? refuse("not_found", {}, 404);
    const version = latest.version + 1;
    await addCharter(tx, id, version, amendment.body, ctx.now, ctx.now);
    await writeMilestones(tx, id, amendment.body, ctx.now);
    await tx("amendments").where({ id: amendment.id }).update({
      state: "approved",
      decidedBy: ctx.actor?.personId,
      decidedAt: ctx.now,
      decisionReason: reason,
      charterVersion: version,
    });
  },

  /** The first time from the charter's targets; after a rectification from what was evaluated before. */
  open_evaluation: async ({ tx, ctx, id, from }) => {
    if (from === "rectifying") await tx("projects").where({ id }).update({ wasRectified: 1 });
    const latest = await findEffect(tx, id);
    if (latest?.state === "draft") return;
    const charter = await findCharter(tx, id);
    const project = await projectOf(tx, id);
    await addEffectVersion(
      tx,
      id,
      {
        version: (latest?.version ?? 0) + 1,
        body: latest?.body ?? effectFromCharter(charter?.body ?? refuse("not_found", {}, 404)),
        savedBy: ctx.actor?.personId ?? project.leadId,
        verifierId: latest?.verifierId ?? null,
      },
      ctx.now,
    );
  },

  record_verification: async ({ tx, ctx, id }) => {
    const latest = (await findEffect(tx, id)) ?? refuse("not_found", {}, 404);
    await tx("effectEvaluations")
      .where({ id: latest.id })
      .update({ state: "verified", verifiedBy: ctx.actor?.personId, verifiedAt: ctx.now });
    await tx("projects").where({ id }).update({ isUnverified: 0 });
  },

  /** Nobody came to verify it in time: the project goes on, and says so wherever it is shown. */
  mark_unverified: async ({ tx, id }) => {
    const latest = await findEffect(tx, id);
    if (latest)
      await tx("effectEvaluations").where({ id: latest.id }).update({ state: "unverified" });
    await tx("projects").where({ id }).update({ isUnverified: 1 });
  },

  mark_archived: async (effect) => {
    if (effect.kind === "cycle") return archiveCycle(effect);
    await effect.tx("projects").where({ id: effect.id }).update({ archivedAt: effect.ctx.now });
  },
} satisfies Record<string, EffectHandler>;
