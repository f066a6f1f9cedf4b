import { lockAccounts } from "~/data/locks.server";
import { findOrganisation } from "~/data/organisations.server";
import {
  findPerson,
  insertPerson,
  storeFirstPassword,
  updatePerson,
  usernameTaken,
} from "~/data/people.server";
import { endSessions } from "~/data/sessions.server";
import type { NewPersonForm, PersonForm } from "~/domain/people-form";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { hashPassword } from "~/platform/passwords.server";
import type { Transaction } from "~/data/connection.server";
import { inTransaction } from "./transaction.server";

async function checkPerson(tx: Transaction, ctx: Context, form: PersonForm, id: string | null) {
  const organisation = await findOrganisation(tx, ctx.actor, form.organisationId);
  if (organisation.closedAt)
    refuse("organisation_closed", { name: organisation.name }, 409, "organisationId");
  if (await usernameTaken(tx, form.username, id))
    refuse("username_taken", { username: form.username }, 409, "username");
}

/** @returns the person's id. Refuses: username_taken, organisation_closed. */
export async function createPerson(ctx: Context, form: NewPersonForm): Promise<string> {
  const { password, ...values } = form;
  const passwordHash = password ? await hashPassword(password) : null;
  return inTransaction(ctx, "person.create", { kind: "person", id: "" }, async (tx) => {
    unless(can(ctx.actor, "person.manage"));
    await lockAccounts(tx);
    await checkPerson(tx, ctx, form, null);
    return insertPerson(tx, values, passwordHash, ctx.now);
  });
}

/** A user name that is taken away ends the sessions that were opened with it. */
export function editPerson(ctx: Context, id: string, form: PersonForm): Promise<void> {
  return inTransaction(ctx, "person.edit", { kind: "person", id }, async (tx) => {
    unless(can(ctx.actor, "person.manage"));
    await lockAccounts(tx);
    const before = await findPerson(tx, ctx.actor, id);
    if (form.organisationId !== before.organisationId || form.username !== (before.username ?? ""))
      await checkPerson(tx, ctx, form, id);
    await updatePerson(tx, id, form);
    if (before.username && !form.username) await endSessions(tx, { personId: id }, ctx.now);
  });
}

/**
 * @returns a password to be shown once; all sessions end and the next sign-in asks for another.
 * Refuses: reset_of_oneself (there is the account page), no_username.
 */
export async function resetPassword(ctx: Context, id: string, password: string): Promise<string> {
  const passwordHash = await hashPassword(password);
  return inTransaction(ctx, "person.reset_password", { kind: "person", id }, async (tx) => {
    unless(can(ctx.actor, "person.manage"));
    if (id === ctx.actor.personId) refuse("reset_of_oneself", {}, 403);
    await lockAccounts(tx);
    const person = await findPerson(tx, ctx.actor, id);
    if (!person.username) refuse("no_username", {}, 409);
    await storeFirstPassword(tx, id, passwordHash);
    await endSessions(tx, { personId: id }, ctx.now);
    return password;
  });
}

/** Ends every session of somebody: a lost phone, a shared computer. */
export function endSessionsOf(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, "person.end_sessions", { kind: "person", id }, async (tx) => {
    unless(can(ctx.actor, "person.manage"));
    await findPerson(tx, ctx.actor, id);
    await endSessions(tx, { personId: id }, ctx.now);
  });
}
