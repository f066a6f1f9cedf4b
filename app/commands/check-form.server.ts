import { lastVersionNumber, type CheckedItem } from "~/data/applications.server";
import { loadProjectRow } from "~/data/facts/project-facts.server";
import { newId } from "~/data/ids.server";
import { CHECK_ITEMS } from "~/domain/application-fields";
import { stateLabel } from "~/domain/lifecycle/machine";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/**
 * The office's form check 形式审查 of the version at hand: every item is ticked, or carries the reason
 * why not. Refuses a check that somebody else saved meanwhile (409).
 */
export function checkForm(
  ctx: Context,
  input: { projectId: string; revision: number; items: readonly CheckedItem[] },
): Promise<void> {
  const { projectId } = input;
  return inTransaction(ctx, "application.check", { kind: "project", id: projectId }, async (tx) => {
    const project = (await loadProjectRow(tx, projectId)) ?? refuse("not_found", {}, 404);
    unless(can(ctx.actor, "project.form_check"));
    if (can(ctx.actor, "project.form_check", { hospitalId: project.hospitalId }))
      refuse("not_found", {}, 404);
    if (project.state !== "submitted")
      refuse("not_from_here", { state: stateLabel("project", project.state) }, 409);
    const items = CHECK_ITEMS.map(
      (key) => input.items.find((item) => item.key === key) ?? { key, ok: false, reason: "" },
    );
    const version = await lastVersionNumber(tx, projectId);
    const row = {
      items: JSON.stringify(items),
      revision: input.revision + 1,
      checkedBy: ctx.actor.personId,
      checkedAt: ctx.now,
    };
    if (input.revision === 0) {
      const added = (await tx("formChecks")
        .insert({ id: newId(), projectId, version, ...row })
        .onConflict(["projectId", "version"])
        .ignore()
        .returning("id")) as unknown[];
      if (added.length === 1) return;
    } else if (
      (await tx("formChecks")
        .where({ projectId, version, revision: input.revision })
        .update(row)) === 1
    )
      return;
    const saved = (await tx("formChecks as f")
      .join("people as p", "p.id", "f.checkedBy")
      .where({ "f.projectId": projectId, "f.version": version })
      .first("p.name", "f.checkedAt")) as { name: string; checkedAt: string } | undefined;
    refuse("draft_changed", { by: saved?.name ?? "–", at: saved?.checkedAt ?? "–" }, 409);
  });
}
