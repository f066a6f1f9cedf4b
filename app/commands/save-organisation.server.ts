import {
  countDependants,
  findOrganisation,
  findTwin,
  insertOrganisation,
  setClosed,
  updateOrganisation,
} from "~/data/organisations.server";
import { lockAccounts } from "~/data/locks.server";
import type { Queryable } from "~/data/connection.server";
import { reachOf } from "~/data/reach.server";
import { PARENTS, type OrganisationForm } from "~/domain/organisations";
import type { Actor } from "~/domain/people";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/** Refuses what may not stand there, or what the administrator does not reach. */
async function checkPlace(db: Queryable, actor: Actor, form: OrganisationForm): Promise<void> {
  const parent = form.parentId ? await findOrganisation(db, actor, form.parentId) : null;
  if (!PARENTS[form.kind].includes(parent?.kind ?? null))
    refuse("organisation_not_there", { kind: `people:kind.${form.kind}` }, 400, "parentId");
  if (parent?.closedAt) refuse("organisation_closed", { name: parent.name }, 409, "parentId");
  if (!parent && (await reachOf(db, actor)) !== null)
    refuse("out_of_reach", { role: actor.role, ability: "organisation.manage" }, 403);
}

/** @returns the organisation's id. Refuses: organisation_not_there, organisation_exists. */
export function createOrganisation(ctx: Context, form: OrganisationForm): Promise<string> {
  return inTransaction(ctx, "organisation.create", { kind: "organisation", id: "" }, async (tx) => {
    unless(can(ctx.actor, "organisation.manage"));
    await lockAccounts(tx);
    await checkPlace(tx, ctx.actor, form);
    const values = { ...form, parentId: form.parentId || null };
    if (await findTwin(tx, values, null))
      refuse("organisation_exists", { name: form.name }, 409, "name");
    return insertOrganisation(tx, values, ctx.now);
  });
}

/** Kind and place stay: people and projects hang on them. */
export function editOrganisation(ctx: Context, id: string, form: OrganisationForm): Promise<void> {
  return inTransaction(ctx, "organisation.edit", { kind: "organisation", id }, async (tx) => {
    unless(can(ctx.actor, "organisation.manage"));
    await lockAccounts(tx);
    const before = await findOrganisation(tx, ctx.actor, id);
    const values = { ...form, kind: before.kind, parentId: before.parentId };
    if (await findTwin(tx, values, id))
      refuse("organisation_exists", { name: form.name }, 409, "name");
    await updateOrganisation(tx, id, values);
  });
}

/** Refuses: organisation_in_use while active people or open organisations are below. */
export function closeOrganisation(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, "organisation.close", { kind: "organisation", id }, async (tx) => {
    unless(can(ctx.actor, "organisation.manage"));
    await lockAccounts(tx);
    const { closedAt, name } = await findOrganisation(tx, ctx.actor, id);
    if (closedAt) refuse("organisation_closed", { name }, 409);
    const { people, below } = await countDependants(tx, id);
    if (people + below > 0) refuse("organisation_in_use", { people, below }, 409);
    await setClosed(tx, id, ctx.now);
  });
}

export function reopenOrganisation(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, "organisation.reopen", { kind: "organisation", id }, async (tx) => {
    unless(can(ctx.actor, "organisation.manage"));
    await lockAccounts(tx);
    const row = await findOrganisation(tx, ctx.actor, id);
    if (await findTwin(tx, row, id)) refuse("organisation_exists", { name: row.name }, 409);
    await setClosed(tx, id, null);
  });
}
