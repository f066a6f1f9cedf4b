import { findDraft, replaceMembers, titleColumns } from "~/data/applications.server";
import type { Transaction } from "~/data/connection.server";
import { loadProjectRow, type ProjectRow } from "~/data/facts/project-facts.server";
import type { Application } from "~/domain/application";
import { stateLabel } from "~/domain/lifecycle/machine";
import { can, type Ability } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

export interface SavedDraft {
  readonly revision: number;
  readonly savedAt: string;
}

/** The project, when the actor works in it (404 otherwise) and it may still be written. */
export async function writableProject(
  tx: Transaction,
  ctx: Context,
  projectId: string,
  ability: Ability = "project.edit",
): Promise<ProjectRow> {
  const project = (await loadProjectRow(tx, projectId)) ?? refuse("not_found", {}, 404);
  const memberIds = (await tx("projectMembers").where({ projectId }).pluck("personId")) as string[];
  const { hospitalId, leadId } = project;
  if (can(ctx.actor, ability, { hospitalId, leadId, memberIds }) !== null) {
    unless(can(ctx.actor, ability)); // the wrong role is told so; somebody else's project does not exist
    refuse("not_found", {}, 404);
  }
  if (project.state !== "draft" && project.state !== "returned")
    refuse("not_editable", { state: stateLabel("project", project.state) }, 409);
  return project;
}

/**
 * Saves the working copy. `revision` is the one the person began from: when another tab, device or
 * colleague has saved since, nothing is written and the refusal (409 `draft_changed`) says who and when.
 */
export function saveDraft(
  ctx: Context,
  input: { projectId: string; revision: number; body: Application },
): Promise<SavedDraft> {
  const { projectId } = input;
  return inTransaction(ctx, "application.save", { kind: "project", id: projectId }, async (tx) => {
    const project = await writableProject(tx, ctx, projectId);
    const revision = input.revision + 1;
    const changed = await tx("applications")
      .where({ projectId, revision: input.revision })
      .update({
        body: JSON.stringify(input.body),
        revision,
        savedAt: ctx.now,
        savedBy: ctx.actor.personId,
      });
    if (changed !== 1) {
      const stored = (await findDraft(tx, projectId)) ?? refuse("not_found", {}, 404);
      refuse("draft_changed", { by: stored.savedByName, at: stored.savedAt }, 409);
    }
    // Members named in a draft write it too; later ones join with the version that names them.
    if (project.state === "draft") await replaceMembers(tx, project, input.body.members);
    await tx("projects")
      .where({ id: projectId })
      .update({
        updatedAt: ctx.now,
        // What was submitted keeps its title until it is submitted again.
        ...(project.state === "draft"
          ? {
              ...(await titleColumns(tx, project, input.body.title)),
              category: input.body.category,
            }
          : {}),
      });
    return { revision, savedAt: ctx.now };
  });
}
