import { z } from "zod";
import { addDays } from "./working-days";

/** A public holiday, or a working day at a week-end that makes up for one. */
export const HOLIDAY_KINDS = ["off", "work"] as const;
export type HolidayKind = (typeof HOLIDAY_KINDS)[number];

const LONGEST = 31;
const day = z.iso.date("errors:invalid_date");

/** One day, or a run of days from `from` to `until`. */
export const holidaySchema = z
  .object({
    kind: z.enum(HOLIDAY_KINDS, "errors:choose_one"),
    name: z.string().trim().max(40, "errors:too_long_max?max=40").default(""),
    from: z.preprocess((value) => value ?? "", day),
    until: day.optional(),
  })
  .refine((value) => !value.until || value.until >= value.from, {
    path: ["until"],
    error: "errors:end_before_start",
  })
  .refine((value) => !value.until || value.until < addDays(value.from, LONGEST), {
    path: ["until"],
    error: "calendar:error.too_long",
  });
export type HolidayForm = z.infer<typeof holidaySchema>;

export function daysOf({ from, until }: Pick<HolidayForm, "from" | "until">): string[] {
  const days = [from];
  for (let next = addDays(from, 1); until && next <= until; next = addDays(next, 1))
    days.push(next);
  return days;
}
