import { findCycle } from "~/data/cycles.server";
import { newId } from "~/data/ids.server";
import { listRubricVersions } from "~/data/rubrics.server";
import { roundKindsOf, type RoundKind } from "~/domain/cycle";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import { rubricSchema, type Rubric } from "~/domain/rubric/rubric";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

export interface RubricToSave {
  readonly cycleId: string;
  readonly kind: RoundKind;
  /** The version that was looked at: another one saved since then is not overwritten. */
  readonly version: number;
  readonly name: string;
  readonly rubric: Rubric;
  /** Starts the next version instead of changing this one. */
  readonly asNewVersion: boolean;
}

/**
 * Saves a rubric. One on which a sheet was saved is frozen: it changes only by a new version, which
 * rounds still preparing take over while rounds under way keep theirs.
 */
export function saveRubric(ctx: Context, input: RubricToSave): Promise<number> {
  const { cycleId, kind } = input;
  return inTransaction(ctx, "rubric.save", { kind: "cycle", id: cycleId }, async (tx) => {
    const cycle = await findCycle(tx, ctx.actor, cycleId);
    unless(can(ctx.actor, "cycle.manage", { organiserId: cycle.organisationId }));
    if (!roundKindsOf(cycle.kind).includes(kind)) refuse("not_found", {}, 404);
    const latest = (await listRubricVersions(tx, cycleId, kind))[0];
    if (!latest || latest.version !== input.version) refuse("changed_meanwhile", {}, 409);
    const body = JSON.stringify(rubricSchema.parse(input.rubric));
    if (!input.asNewVersion) {
      if (latest.frozenAt !== null) refuse("rubric_frozen", { at: latest.frozenAt }, 409);
      await tx("rubrics").where({ id: latest.id }).update({ name: input.name, body });
      return latest.version;
    }
    const id = newId();
    const version = latest.version + 1;
    await tx("rubrics").insert({
      id,
      cycleId,
      roundKind: kind,
      version,
      name: input.name,
      body,
      createdAt: ctx.now,
    });
    await tx("rounds").where({ cycleId, kind, state: "preparing" }).update({ rubricId: id });
    return version;
  });
}
