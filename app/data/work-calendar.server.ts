import type { WorkCalendar } from "~/domain/working-days";
import type { Queryable } from "./connection.server";

/** The installation's holidays and make-up days. */
export async function loadCalendar(db: Queryable): Promise<WorkCalendar> {
  const days = (await db("holidays").select("date", "kind")) as { date: string; kind: string }[];
  const of = (kind: string) => new Set(days.filter((day) => day.kind === kind).map(({ date }) => date));
  return { off: of("off"), work: of("work") };
}
