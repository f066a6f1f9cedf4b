import { adminRolesOf, countOthersOfRole } from "~/data/grant-list.server";
import { lockAccounts } from "~/data/locks.server";
import { findPerson, setDisabled } from "~/data/people.server";
import { endSessions } from "~/data/sessions.server";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/**
 * Ends the account and every session at once; what the person did stays.
 * Refuses: disable_oneself, last_of_role (nobody could grant roles any more), disabled_already.
 */
export function disablePerson(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, "person.disable", { kind: "person", id }, async (tx) => {
    unless(can(ctx.actor, "person.manage"));
    if (id === ctx.actor.personId) refuse("disable_oneself", {}, 403);
    await lockAccounts(tx);
    const person = await findPerson(tx, ctx.actor, id);
    if (person.disabledAt) refuse("disabled_already", { at: person.disabledAt }, 409);
    for (const role of await adminRolesOf(tx, id, ctx.now))
      if ((await countOthersOfRole(tx, role, id, ctx.now)) === 0)
        refuse("last_of_role", { role: `people:role.${role}` }, 409);
    await setDisabled(tx, id, ctx.now);
    await endSessions(tx, { personId: id }, ctx.now);
  });
}

export function enablePerson(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, "person.enable", { kind: "person", id }, async (tx) => {
    unless(can(ctx.actor, "person.manage"));
    const person = await findPerson(tx, ctx.actor, id);
    if (!person.disabledAt) refuse("enabled_already", {}, 409);
    await setDisabled(tx, id, null);
  });
}
