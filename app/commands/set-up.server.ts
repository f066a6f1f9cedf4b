import { randomBytes } from "node:crypto";
import type { Database, Queryable, Transaction } from "~/data/connection.server";
import { insertGrant } from "~/data/grant-list.server";
import { lockAccounts } from "~/data/locks.server";
import { insertOrganisation } from "~/data/organisations.server";
import { insertPerson } from "~/data/people.server";
import { hashToken } from "~/data/sessions.server";
import { readSetting, removeSetting, writeSetting } from "~/data/settings.server";
import type { OrganisationKind, Role, Scope } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import { hospitalsOf, PERSONS, type SetUp } from "~/domain/set-up";
import { shanghaiDate } from "~/domain/working-days";
import { clock } from "~/platform/clock.server";
import { hashPassword } from "~/platform/passwords.server";
import { inTransaction } from "./transaction.server";

/**
 * For an installation without people: makes a new one-time link (an older one stops working).
 * @returns the link, or null when the installation is set up
 */
export async function ensureSetUpLink(db: Database, address: string): Promise<string | null> {
  if ((await readSetting(db.read, "setUpDoneAt")) !== null) return null;
  if (await db.read("people").first("id")) return null;
  const token = randomBytes(24).toString("base64url");
  await db.write.transaction((tx) => writeSetting(tx, "setUpToken", hashToken(token), clock()));
  return `${address}/setup/${token}`;
}

/** Refuses: set_up_done (with the time), set_up_link_wrong (mistyped, or an older one). */
export async function checkSetUpLink(db: Queryable, token: string): Promise<void> {
  const doneAt = await readSetting(db, "setUpDoneAt");
  if (doneAt !== null) refuse("set_up_done", { at: doneAt }, 409);
  const stored = await readSetting(db, "setUpToken");
  if (stored === null || stored !== hashToken(token)) refuse("set_up_link_wrong", {}, 404);
}

const everywhere: Scope = { kind: "installation", id: "" };

/**
 * The first organisations and people, all at once; the link is dead afterwards. Whoever sits at the
 * keyboard knows all these passwords, so each is replaced at the first sign-in.
 */
export async function setUp(
  { db, now }: { db: Database; now: string },
  token: string,
  form: SetUp,
): Promise<void> {
  await checkSetUpLink(db.read, token);
  const people = PERSONS.map((key) => ({ key, ...form[key] })).filter((one) => one.username !== "");
  const hashes = await Promise.all(people.map(({ password }) => hashPassword(password)));
  const subject = { kind: "installation", id: "" };
  await inTransaction({ db, actor: null, now }, "installation.set_up", subject, async (tx) => {
    await lockAccounts(tx);
    await checkSetUpLink(tx, token);
    const main = await insertBody(tx, form.kind, form.name, null, now);
    const hospitals = form.kind === "centre" ? hospitalsOf(form.hospitals) : [];
    for (const name of hospitals) await insertBody(tx, "hospital", name, main, now);
    const officer: [Role, Scope] = [
      form.kind === "centre" ? "centre_officer" : "office",
      { kind: "organisation", id: main },
    ];
    const grants: Record<(typeof PERSONS)[number], [Role, Scope]> = {
      systemAdmin: ["system_admin", everywhere],
      securityAdmin: ["security_admin", everywhere],
      auditor: ["auditor", everywhere],
      officer,
    };
    for (const [index, { key, name, username }] of people.entries()) {
      const person = { name, username: username.toLowerCase(), organisationId: main };
      const values = { ...person, jobTitle: "", email: "", phone: "" };
      const id = await insertPerson(tx, values, hashes[index] ?? null, now);
      const [role, scope] = grants[key];
      const grant = { role, scope, validFrom: shanghaiDate(now), validUntil: null };
      await insertGrant(tx, id, grant, null, now);
    }
    await removeSetting(tx, "setUpToken");
    await writeSetting(tx, "setUpDoneAt", now, now);
  });
}

function insertBody(
  tx: Transaction,
  kind: OrganisationKind,
  name: string,
  parentId: string | null,
  now: string,
): Promise<string> {
  const values = { kind, name, parentId, shortName: "", code: "", category: "" as const };
  return insertOrganisation(tx, values, now);
}
