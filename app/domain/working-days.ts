/**
 * Days of the calendar in Asia/Shanghai, written YYYY-MM-DD. China has kept UTC+8 without summer time
 * since 1991, so a day is shifted by a constant and no time zone database is needed.
 */
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Public holidays (`off`) and make-up working days at week-ends (`work`, 调休). */
export interface WorkCalendar {
  readonly off: ReadonlySet<string>;
  readonly work: ReadonlySet<string>;
}

export const plainCalendar: WorkCalendar = { off: new Set(), work: new Set() };

function midnightUtc(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00.000Z`) : Number.NaN;
  // Date.parse rolls 2026-02-30 over in some engines; only a real day survives the way back.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date)
    throw new RangeError(`not a date: ${date}`);
  return time;
}

/** Calendar days; negative goes back. Refuses (RangeError) what is no date. */
export function addDays(date: string, days: number): string {
  return new Date(midnightUtc(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A make-up day counts even where it is also entered as off: it is the later, more special order. */
export function isWorkingDay(date: string, calendar: WorkCalendar): boolean {
  const weekday = new Date(midnightUtc(date)).getUTCDay();
  if (calendar.work.has(date)) return true;
  return weekday !== 0 && weekday !== 6 && !calendar.off.has(date);
}

/**
 * The n-th working day after `date`, which itself is not counted (a period starts on the day after the
 * event: 民法典 第二百零一条). n = 0 gives `date` back. Refuses negative or broken n, and a calendar in
 * which ten years hold too few working days.
 */
export function addWorkingDays(date: string, n: number, calendar: WorkCalendar): string {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of days: ${n}`);
  let day = addDays(date, 0);
  let left = n;
  for (let steps = 0; left > 0; steps += 1) {
    if (steps > 3660) throw new RangeError("the calendar has no working days");
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** The last instant of the day, as UTC ISO text. */
export function endOfDayShanghai(date: string): string {
  return new Date(midnightUtc(date) + DAY_MS - 1 - SHANGHAI_OFFSET_MS).toISOString();
}

/** The day in Shanghai on which a UTC instant falls. */
export function shanghaiDate(iso: string): string {
  return new Date(shifted(iso)).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD HH:MM` in Shanghai, for sentences. */
export function shanghaiMinute(iso: string): string {
  return new Date(shifted(iso)).toISOString().slice(0, 16).replace("T", " ");
}

function shifted(iso: string): number {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) throw new RangeError(`not an instant: ${iso}`);
  return time + SHANGHAI_OFFSET_MS;
}
