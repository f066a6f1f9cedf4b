import { lockAccounts } from "~/data/locks.server";
import {
  insertOrganisation,
  knownOrganisations,
  updateOrganisation,
} from "~/data/organisations.server";
import { reachOf } from "~/data/reach.server";
import { planOrganisations, type OrganisationValues } from "~/domain/organisations-import";
import { ORGANISATION_KINDS } from "~/domain/people";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import { countFates, type Imported, type ImportPlan, type Table } from "~/domain/table-import";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/**
 * All rows or none: what is planned is planned again inside the transaction.
 * Refuses: import_has_errors.
 */
export function importOrganisations(ctx: Context, table: Table): Promise<Imported> {
  const subject = { kind: "organisation", id: "" };
  return inTransaction(ctx, "organisation.import", subject, async (tx) => {
    unless(can(ctx.actor, "organisation.manage"));
    await lockAccounts(tx);
    const plan = planOrganisations(table, await knownOrganisations(tx, ctx.actor));
    if (plan.errors.length > 0) refuse("import_has_errors", { count: plan.errors.length }, 409);
    const reach = await reachOf(tx, ctx.actor);
    const ids = new Map<number, string>();
    for (const { row, id, fate, values } of fromTheTop(plan)) {
      const { parentRow, ...own } = values;
      const parentId = (parentRow === null ? own.parentId : ids.get(parentRow)) || null;
      if (reach && parentId === null)
        refuse("out_of_reach", { role: ctx.actor.role, ability: "organisation.manage" }, 403);
      if (id === null) ids.set(row, await insertOrganisation(tx, { ...own, parentId }, ctx.now));
      else if (fate === "changed") await updateOrganisation(tx, id, { ...own, parentId });
    }
    return countFates(plan.rows);
  });
}

/** What stands above is written first, whatever the order of the file. */
function fromTheTop({ rows }: ImportPlan<OrganisationValues>) {
  const order = (kind: OrganisationValues["kind"]) => ORGANISATION_KINDS.indexOf(kind);
  return [...rows].sort((a, b) => order(a.values.kind) - order(b.values.kind));
}
