/** A day of the work calendar as the table keeps it. */
export interface Holiday {
  readonly date: string;
  readonly kind: "off" | "work";
  readonly name: string;
}

const span = (name: string, from: string, days: number): Holiday[] =>
  Array.from({ length: days }, (_, index) => ({
    date: new Date(Date.parse(`${from}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10),
    kind: "off",
    name,
  }));

const makeUp = (...dates: string[]): Holiday[] =>
  dates.map((date) => ({ date, kind: "work", name: "调休上班" }));

/** The State Council's public holidays with their make-up days, as far as they were announced. */
export const HOLIDAYS: readonly Holiday[] = [
  ...span("中秋节、国庆节", "2023-09-29", 8),
  ...makeUp("2023-10-07", "2023-10-08"),
  ...span("元旦", "2023-12-30", 3),
  ...span("春节", "2024-02-10", 8),
  ...span("清明节", "2024-04-04", 3),
  ...span("劳动节", "2024-05-01", 5),
  ...span("端午节", "2024-06-08", 3),
  ...span("中秋节", "2024-09-15", 3),
  ...span("国庆节", "2024-10-01", 7),
  ...makeUp(
    "2024-02-04",
    "2024-02-18",
    "2024-04-07",
    "2024-04-28",
    "2024-05-11",
    "2024-09-14",
    "2024-09-29",
    "2024-10-12",
  ),
  ...span("元旦", "2025-01-01", 1),
  ...span("春节", "2025-01-28", 8),
  ...span("清明节", "2025-04-04", 3),
  ...span("劳动节", "2025-05-01", 5),
  ...span("端午节", "2025-05-31", 3),
  ...span("国庆节、中秋节", "2025-10-01", 8),
  ...makeUp("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
  ...span("元旦", "2026-01-01", 3),
  ...span("春节", "2026-02-15", 9),
  ...span("清明节", "2026-04-04", 3),
  ...span("劳动节", "2026-05-01", 5),
  ...span("端午节", "2026-06-19", 3),
  ...span("中秋节", "2026-09-25", 3),
  ...span("国庆节", "2026-10-01", 7),
  ...makeUp("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
];

/** For years not announced here: the holidays with fixed days. The office adds the rest. */
export function plainHolidays(year: number): Holiday[] {
  const known = new Set(HOLIDAYS.map((holiday) => holiday.date.slice(0, 4)));
  return [year, year + 1]
    .filter((one) => !known.has(String(one)))
    .flatMap((one) => [
      ...span("元旦", `${one}-01-01`, 1),
      ...span("劳动节", `${one}-05-01`, 2),
      ...span("国庆节", `${one}-10-01`, 3),
    ]);
}
