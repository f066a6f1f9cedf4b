import type { HolidayKind } from "~/domain/calendar";
import type { WorkCalendar } from "~/domain/working-days";
import type { Queryable, Transaction } from "./connection.server";
import { insertMany } from "./rows.server";


export interface Holiday {
  date: string;
  kind: HolidayKind;
  name: string;
}

/** The installation's holidays and make-up days, for counting working days. */
export async function loadCalendar(db: Queryable): Promise<WorkCalendar> {
  const days = (await db("holidays").select("date", "kind")) as Holiday[];
  const of = (kind: HolidayKind) =>
    new Set(days.filter((day) => day.kind === kind).map(({ date }) => date));
  return { off: of("off"), work: of("work") };
}

/** The days of one year, in order. */
export function listHolidays(db: Queryable, year: number): Promise<Holiday[]> {
  return db("holidays")
    .whereBetween("date", [`${year}-01-01`, `${year}-12-31`])
    .orderBy("date")
    .select("date", "kind", "name") as Promise<Holiday[]>;
}

export async function holidayYears(db: Queryable): Promise<number[]> {
  const rows = (await db("holidays").distinct(
    db.raw("substr(date, 1, 4) as year"),
  )) as { year: string }[];
  return rows.map((row) => Number(row.year)).sort((a, b) => b - a);
}

/** A day entered again is replaced. */
export async function putHolidays(tx: Transaction, days: readonly Holiday[]): Promise<void> {
  await tx("holidays").whereIn("date", days.map((day) => day.date)).delete();
  await insertMany(tx, "holidays", days.map((day) => ({ ...day })));
}

/** @returns whether the day was there */
export async function removeHoliday(tx: Transaction, date: string): Promise<boolean> {
  return (await tx("holidays").where({ date }).delete()) > 0;
}
