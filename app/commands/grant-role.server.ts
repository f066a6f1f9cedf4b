import type { Queryable } from "~/data/connection.server";
import {
  countOthersOfRole,
  cycleOrganiser,
  findGrant,
  heldGrants,
  insertGrant,
  setRevoked,
} from "~/data/grant-list.server";
import { lockAccounts } from "~/data/locks.server";
import { findOrganisation } from "~/data/organisations.server";
import { findPerson } from "~/data/people.server";
import { reaches, reachOf } from "~/data/reach.server";
import { parseScope, refuseGrant, refuseRevocation, type GrantForm } from "~/domain/grants";
import type { Actor, OrganisationKind, Scope } from "~/domain/people";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/** Kind of the organisation in scope; refuses a scope the administrator does not reach. */
async function kindInScope(
  db: Queryable,
  actor: Actor,
  scope: Scope,
): Promise<OrganisationKind | null> {
  if (scope.kind === "organisation") {
    const row = await findOrganisation(db, actor, scope.id);
    if (row.closedAt) refuse("organisation_closed", { name: row.name }, 409, "scope");
    return row.kind;
  }
  const reach = await reachOf(db, actor);
  const organiser = scope.kind === "cycle" ? await cycleOrganiser(db, scope.id) : null;
  if (scope.kind === "cycle" && organiser === null) refuse("not_found", {}, 404);
  if (reach !== null && (organiser === null || !reaches(reach, organiser)))
    refuse("out_of_reach", { role: actor.role, ability: "grant.manage" }, 403, "scope");
  return null;
}

/**
 * @returns the grant's id. Refuses what `refuseGrant` refuses; two administrators who grant at once are
 * answered one after the other, so that no person ends up with two of the three administrators' roles.
 */
export function grantRole(ctx: Context, form: GrantForm): Promise<string> {
  const subject = { kind: "person", id: form.personId };
  return inTransaction(ctx, "grant.create", subject, async (tx) => {
    unless(can(ctx.actor, "grant.manage"));
    await lockAccounts(tx);
    const person = await findPerson(tx, ctx.actor, form.personId);
    const scope = parseScope(form.scope);
    const proposal = {
      personId: person.id,
      role: form.role,
      scope,
      organisationKind: await kindInScope(tx, ctx.actor, scope),
      validFrom: form.validFrom,
      validUntil: form.validUntil ?? null,
    };
    unless(
      refuseGrant(proposal, {
        actorId: ctx.actor.personId,
        today: shanghaiDate(ctx.now),
        held: await heldGrants(tx, person.id),
        disabled: person.disabledAt !== null,
      }),
    );
    return insertGrant(tx, person.id, proposal, ctx.actor.personId, ctx.now);
  });
}

/** Takes effect with the person's next request. Refuses what `refuseRevocation` refuses. */
export function revokeGrant(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, "grant.revoke", { kind: "grant", id }, async (tx) => {
    unless(can(ctx.actor, "grant.manage"));
    await lockAccounts(tx);
    const grant = await findGrant(tx, id);
    if (!grant || !reaches(await reachOf(tx, ctx.actor), grant.organisationId))
      return refuse("not_found", {}, 404);
    unless(
      refuseRevocation(grant, {
        actorId: ctx.actor.personId,
        othersOfRole: await countOthersOfRole(tx, grant.role, grant.personId, ctx.now),
      }),
    );
    await setRevoked(tx, id, ctx.now);
  });
}
