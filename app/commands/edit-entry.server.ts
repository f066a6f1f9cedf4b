import { findEntryRow } from "~/data/entries.server";
import { fromJson } from "~/data/rows.server";
import type { EntryForm } from "~/domain/entry-form";
import type { EntrySnapshot } from "~/domain/entry-snapshot";
import { stateLabel } from "~/domain/lifecycle/machine";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { contentColumns } from "./create-entry.server";
import { inTransaction } from "./transaction.server";

/**
 * The hospital changes its draft, or a returned entry. What it was taken from is kept. Refuses in any
 * other state (409) and when a colleague saved in between (409).
 */
export function editEntry(
  ctx: Context,
  input: { entryId: string; form: EntryForm },
): Promise<void> {
  const { entryId: id, form } = input;
  return inTransaction(ctx, "entry.edit", { kind: "entry", id }, async (tx) => {
    const entry = await findEntryRow(tx, ctx.actor, id);
    unless(can(ctx.actor, "entry.nominate", { hospitalId: entry.organisationId }));
    if (entry.state !== "draft" && entry.state !== "returned")
      refuse("entry_fixed", { state: stateLabel("entry", entry.state) }, 409);
    const { revision, title, category, ...texts } = form;
    const snapshot = { ...fromJson<EntrySnapshot>(entry.snapshot), ...texts };
    const changed = await tx("entries")
      .where({ id, revision, state: entry.state })
      .update({
        ...contentColumns({ title, category, snapshot }, entry.organisationName),
        revision: revision + 1,
        updatedAt: ctx.now,
      });
    if (changed !== 1) refuse("changed_meanwhile", {}, 409);
  });
}
