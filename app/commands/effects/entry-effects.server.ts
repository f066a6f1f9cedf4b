import { createHash } from "node:crypto";
import { holdersOf } from "~/data/audience.server";
import type { Transaction } from "~/data/connection.server";
import { cycleOptions } from "~/data/facts/cycle-facts.server";
import { loadEntryRow, type EntryRow } from "~/data/facts/entry-facts.server";
import { newId } from "~/data/ids.server";
import { tell } from "~/data/outbox.server";
import { fromJson } from "~/data/rows.server";
import { loadCalendar } from "~/data/calendar.server";
import { isDay } from "~/domain/application";
import { canonicalJson } from "~/domain/standing/canonical-json";
import { dueRule } from "~/domain/lifecycle/options";
import { refuse } from "~/domain/refusal";
import { addWorkingDays, shanghaiDate } from "~/domain/working-days";
import type { EffectContext, EffectHandler } from "../advance.server";

export const entryEffects = {
  /** The hospital's stamp: organisation and content as of that day, kept for good. */
  snapshot_entry: async (effect) => {
    const row = await entryOf(effect);
    const organisation = row.organisationId
      ? ((await effect.tx("organisations").where({ id: row.organisationId }).first("name")) as
          { name: string } | undefined)
      : undefined;
    const organisationName = organisation?.name ?? row.organisationName;
    await effect.tx("entries").where({ id: row.id }).update({ organisationName });
    const body = canonicalJson({
      title: row.title,
      category: row.category,
      organisationName,
      snapshot: fromJson(row.snapshot),
    });
    const last = (await effect
      .tx("entryVersions")
      .where({ entryId: row.id })
      .max({ number: "number" })
      .first()) as { number: number | null } | undefined;
    await effect.tx("entryVersions").insert({
      id: newId(),
      entryId: row.id,
      number: Number(last?.number ?? 0) + 1,
      body,
      digest: createHash("sha256").update(body).digest("hex"),
      stampedBy: effect.ctx.actor?.personId ?? null,
      stampedAt: effect.ctx.now,
    });
    if (effect.transition === "nominate") await takeReplacementPlace(effect.tx, row);
  },

  /** The place counts as free as soon as the entry is out; the hospital is told so. */
  open_replacement: async (effect) => {
    if (effect.from === "draft") return;
    const row = await entryOf(effect);
    const offices = await holdersOf(effect.tx, ["office"], [row.organisationId], effect.ctx.now);
    await tell(
      effect.tx,
      offices,
      {
        kind: "replacement_open",
        link: `/cycles/${row.cycleId}/nomination`,
        facts: { cycle: row.cycleName, title: row.title },
      },
      effect.ctx.now,
    );
  },
} satisfies Record<string, EffectHandler>;

/** `set_due_date` of an entry: the day that was named, else the cycle's days for a return. */
export async function setEntryDueDate(effect: EffectContext): Promise<void> {
  const row = await entryOf(effect);
  const today = shanghaiDate(effect.ctx.now);
  const { days } = dueRule("returned", cycleOptions(row));
  const named = effect.input.dueOn ?? "";
  if (named !== "" && !isDay(named)) refuse("due_date_invalid", {}, 422, "dueOn");
  if (named !== "" && named < today) refuse("due_date_past", { today }, 422, "dueOn");
  const dueOn = named || addWorkingDays(today, days, await loadCalendar(effect.tx));
  await effect.tx("entries").where({ id: row.id }).update({ dueOn });
}

async function entryOf(effect: EffectContext): Promise<EntryRow> {
  return (await loadEntryRow(effect.tx, effect.id)) ?? refuse("not_found", {}, 404);
}

async function takeReplacementPlace(tx: Transaction, row: EntryRow): Promise<void> {
  const vacated = (await tx("entries as e")
    .where({ "e.cycleId": row.cycleId, "e.organisationId": row.organisationId })
    .whereIn("e.state", ["disqualified", "withdrawn"])
    .whereNull("e.replacedById")
    .whereExists((stamped) => {
      void stamped.from("entryVersions as v").whereRaw("v.entry_id = e.id");
    })
    .orderBy("e.stateSince")
    .first("e.id")) as { id: string } | undefined;
  if (vacated) await tx("entries").where({ id: vacated.id }).update({ replacedById: row.id });
}
