import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { insertAttachment } from "~/data/attachments.server";
import { gatherCycleRecord } from "~/data/cycle-record.server";
import { cycleSubject, findCycle, type Cycle } from "~/data/cycles.server";
import { newId } from "~/data/ids.server";
import { stateLabel } from "~/domain/lifecycle/machine";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { storedPath } from "~/platform/uploads.server";
import { writePackage } from "~/platform/zip.server";
import { inTransaction } from "./transaction.server";

const SEALABLE: readonly string[] = ["published", "finished"];

/**
 * Seals what a cycle leaves behind — settings, rubrics, entries as stamped, lots, standings, history —
 * into one .zip whose manifest names every member's SHA-256. Refuses before the result is published.
 * An earlier package is kept and marked as replaced.
 */
export async function sealCyclePackage(
  ctx: Context,
  cycleId: string,
): Promise<{ attachmentId: string }> {
  const cycle = await findCycle(ctx.db.read, ctx.actor, cycleId);
  mayBeSealed(ctx, cycle);
  const id = newId();
  const storageKey = `${id.slice(0, 2)}/${id}`;
  const path = storedPath(storageKey);
  const files = await gatherCycleRecord(ctx.db.read, cycle.id);
  const facts = { kind: "cycle-archive", year: cycle.year, name: cycle.name, sealedAt: ctx.now };
  try {
    await writePackage(path, files, facts, new Date(ctx.now));
    const { size } = await stat(path);
    const sha256 = await hashOf(path);
    return await inTransaction(ctx, "cycle.seal", { kind: "cycle", id: cycleId }, async (tx) => {
      mayBeSealed(ctx, await findCycle(tx, ctx.actor, cycleId));
      await tx("attachments")
        .where({ subjectKind: "cycle", subjectId: cycleId, purpose: "archive" })
        .whereNull("removedAt")
        .update({ removedAt: ctx.now });
      await insertAttachment(tx, {
        id,
        subjectKind: "cycle",
        subjectId: cycleId,
        purpose: "archive",
        hospitalId: cycle.kind === "hospital" ? cycle.organisationId : null,
        name: `${cycle.name}.zip`,
        mediaType: "application/zip",
        size,
        sha256,
        storageKey,
        uploadedBy: ctx.actor.personId,
        uploadedAt: ctx.now,
        removedAt: null,
      });
      return { attachmentId: id };
    });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

function mayBeSealed(ctx: Context, cycle: Cycle): void {
  unless(can(ctx.actor, "cycle.manage", cycleSubject(cycle)));
  if (!SEALABLE.includes(cycle.state))
    refuse("seal_after_result", { state: stateLabel("cycle", cycle.state) });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest("hex");
}
