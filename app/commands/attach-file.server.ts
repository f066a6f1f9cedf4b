import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { keepFile, type ReceivedFile } from "~/platform/uploads.server";
import { writableProject } from "./save-draft.server";
import { inTransaction } from "./transaction.server";

/** Adds files to an application while it may be edited. Refuses beyond the project's quota (413). */
export function attachFiles(
  ctx: Context,
  input: { projectId: string; files: readonly ReceivedFile[] },
): Promise<void> {
  const { projectId, files } = input;
  return inTransaction(
    ctx,
    "application.attach",
    { kind: "project", id: projectId },
    async (tx) => {
      // Two uploads at once must not both find room in the project's quota.
      await tx("projects").where({ id: projectId }).forUpdate().first("id");
      const project = await writableProject(tx, ctx, projectId);
      if (files.length === 0) refuse("file_missing", {}, 422, "file");
      for (const file of files)
        await keepFile(
          tx,
          file,
          {
            subjectKind: "project",
            subjectId: projectId,
            purpose: "application",
            hospitalId: project.hospitalId,
            uploadedBy: ctx.actor.personId,
          },
          ctx.now,
        );
      await tx("projects").where({ id: projectId }).update({ updatedAt: ctx.now });
    },
  );
}

/** Takes a file of the application away; it is kept on disk, as earlier versions may refer to it. */
export function removeFile(
  ctx: Context,
  input: { projectId: string; attachmentId: string },
): Promise<void> {
  const { projectId, attachmentId } = input;
  return inTransaction(
    ctx,
    "application.detach",
    { kind: "project", id: projectId },
    async (tx) => {
      await writableProject(tx, ctx, projectId);
      const removed = await tx("attachments")
        .where({
          id: attachmentId,
          subjectKind: "project",
          subjectId: projectId,
          purpose: "application",
        })
        .whereNull("removedAt")
        .update({ removedAt: ctx.now });
      if (removed === 1) return;
      // Pressed twice: the file is gone either way.
      const gone: unknown = await tx("attachments")
        .where({ id: attachmentId, subjectId: projectId })
        .first("id");
      if (gone === undefined) refuse("not_found", {}, 404);
    },
  );
}
