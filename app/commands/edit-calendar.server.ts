import { putHolidays, removeHoliday } from "~/data/calendar.server";
import { daysOf, type HolidayForm } from "~/domain/calendar";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/** Periods that already run keep their end; those that begin later follow the new calendar. */
export function addHolidays(ctx: Context, form: HolidayForm): Promise<void> {
  const subject = { kind: "holiday", id: form.from };
  return inTransaction(ctx, "calendar.add", subject, async (tx) => {
    unless(can(ctx.actor, "calendar.manage"));
    const { kind, name } = form;
    await putHolidays(
      tx,
      daysOf(form).map((date) => ({ date, kind, name })),
    );
  });
}

export function dropHoliday(ctx: Context, date: string): Promise<void> {
  return inTransaction(ctx, "calendar.remove", { kind: "holiday", id: date }, async (tx) => {
    unless(can(ctx.actor, "calendar.manage"));
    if (!(await removeHoliday(tx, date))) refuse("holiday_gone", { date }, 409);
  });
}
