import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { gatherRecord } from "~/data/archive-record.server";
import { insertAttachment } from "~/data/attachments.server";
import { projectAtHand } from "~/data/execution-projects.server";
import { newId } from "~/data/ids.server";
import { refuse } from "~/domain/refusal";
import { archiveFiles } from "~/platform/archive-files.server";
import type { Context } from "~/platform/context";
import { DEFAULT_LOCALE, translator } from "~/platform/i18n";
import { storedPath } from "~/platform/uploads.server";
import { writePackage } from "~/platform/zip.server";
import { advance } from "./advance.server";
import { inTransaction } from "./transaction.server";

/**
 * Seals everything the project left into one .zip whose manifest names every member's SHA-256, and
 * archives the project. The package is written before the transaction, as files may be large; when the
 * project moved meanwhile, it is thrown away and the person told (409).
 */
export async function sealPackage(
  ctx: Context,
  input: { projectId: string; expectedState: string },
): Promise<{ digest: string }> {
  const { projectId } = input;
  const project = await projectAtHand(ctx.db.read, ctx.actor, projectId, "archive.seal");
  if (project.archivedAt !== null) refuse("already_archived", {}, 409);
  const record = await gatherRecord(ctx.db.read, project);
  const { t } = await translator(DEFAULT_LOCALE);
  const id = newId();
  const storageKey = `${id.slice(0, 2)}/${id}`;
  const path = storedPath(storageKey);
  const facts = {
    kind: "project-archive",
    code: project.code,
    title: project.title,
    sealedAt: ctx.now,
  };
  try {
    const files = archiveFiles(record, (key, more) => t(key, more ?? {}));
    const { entries, digest } = await writePackage(path, files, facts, new Date(ctx.now));
    const { size } = await stat(path);
    const sha256 = await hashOf(path);
    return await inTransaction(
      ctx,
      "project.archive",
      { kind: "project", id: projectId },
      async (tx) => {
        const now = await projectAtHand(tx, ctx.actor, projectId, "archive.seal");
        if (now.eventSeq !== project.eventSeq) refuse("moved_while_sealing", {}, 409);
        await insertAttachment(tx, {
          id,
          subjectKind: "project",
          subjectId: projectId,
          purpose: "archive",
          hospitalId: project.hospitalId,
          name: `${project.code}.zip`,
          mediaType: "application/zip",
          size,
          sha256,
          storageKey,
          uploadedBy: ctx.actor.personId,
          uploadedAt: ctx.now,
          removedAt: null,
        });
        const sealed = {
          attachmentId: id,
          manifest: JSON.stringify(entries),
          digest,
          sealedBy: ctx.actor.personId,
          sealedAt: ctx.now,
        };
        // Another press may have sealed between the first look and this transaction.
        await tx("archives")
          .insert({ projectId, ...sealed })
          .onConflict("projectId")
          .merge(sealed);
        await advance(tx, ctx, {
          kind: "project",
          id: projectId,
          transition: "archive",
          expectedState: input.expectedState,
        });
        return { digest };
      },
    );
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest("hex");
}
