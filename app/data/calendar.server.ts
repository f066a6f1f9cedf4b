import type { WorkCalendar } from "~/domain/working-days";
import type { Queryable } from "./connection.server";

/** The installation's holidays and make-up days. */
export async function loadCalendar(db: Queryable): Promise<WorkCalendar> {
  const rows = (await db("holidays").select("date", "kind")) as { date: string; kind: string }[];
  const days = (kind: string) =>
    new Set(rows.filter((row) => row.kind === kind).map((row) => row.date));
  return { off: days("off"), work: days("work") };
}
