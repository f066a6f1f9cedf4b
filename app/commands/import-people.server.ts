import { lockAccounts } from "~/data/locks.server";
import { insertPerson, knownPeople, storeFirstPassword, updatePerson } from "~/data/people.server";
import { endSessions } from "~/data/sessions.server";
import { planPeople } from "~/domain/people-import";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import { countFates, type Imported, type Table } from "~/domain/table-import";
import type { Context } from "~/platform/context";
import { hashPassword } from "~/platform/passwords.server";
import { inTransaction } from "./transaction.server";

/**
 * All rows or none: what is planned is planned again inside the transaction. Passwords are hashed
 * before it begins, four at a time, since the writer would otherwise stand still.
 * Refuses: import_has_errors.
 */
export async function importPeople(ctx: Context, table: Table): Promise<Imported> {
  unless(can(ctx.actor, "person.import"));
  const before = planPeople(table, await knownPeople(ctx.db.read, ctx.actor));
  const hashes = new Map<number, string>();
  const wanted = before.errors.length > 0 ? [] : before.rows.filter((one) => one.values.password);
  for (let start = 0; start < wanted.length; start += 4)
    await Promise.all(
      wanted.slice(start, start + 4).map(async ({ row, values }) => {
        hashes.set(row, await hashPassword(values.password));
      }),
    );
  return inTransaction(ctx, "person.import", { kind: "person", id: "" }, async (tx) => {
    await lockAccounts(tx);
    const plan = planPeople(table, await knownPeople(tx, ctx.actor));
    if (plan.errors.length > 0) refuse("import_has_errors", { count: plan.errors.length }, 409);
    for (const { row, id, fate, values } of plan.rows) {
      const hash = hashes.get(row) ?? null;
      if (id === null) await insertPerson(tx, values, hash, ctx.now);
      else if (fate === "changed") {
        await updatePerson(tx, id, values);
        if (!hash) continue;
        await storeFirstPassword(tx, id, hash);
        await endSessions(tx, { personId: id }, ctx.now);
      }
    }
    return countFates(plan.rows);
  });
}
