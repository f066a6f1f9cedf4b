import { describe, expect, it } from "vitest";
import {
  addDays,
  addWorkingDays,
  endOfDayShanghai,
  isWorkingDay,
  plainCalendar,
  shanghaiDate,
  shanghaiMinute,
  type WorkCalendar,
} from "~/domain/working-days";

// 国庆节、中秋节 2025: off 1 to 8 October, make-up days on Sunday 28 September and Saturday 11 October.
const autumn2025: WorkCalendar = {
  off: new Set([
    "2025-10-01",
    "2025-10-02",
    "2025-10-03",
    "2025-10-06",
    "2025-10-07",
    "2025-10-08",
  ]),
  work: new Set(["2025-09-28", "2025-10-11"]),
};

describe("working days", () => {
  it.each([
    ["a Friday", "2026-11-20", plainCalendar, true],
    ["a Saturday", "2026-11-21", plainCalendar, false],
    ["a Sunday", "2026-11-22", plainCalendar, false],
    ["a public holiday", "2025-10-01", autumn2025, false],
    ["a make-up Sunday", "2025-09-28", autumn2025, true],
    ["a make-up Saturday", "2025-10-11", autumn2025, true],
  ])("%s", (_name, date, calendar, works) => {
    expect(isWorkingDay(date, calendar)).toBe(works);
  });

  it.each([
    ["five from a Friday skip one week-end", "2026-11-20", 5, plainCalendar, "2026-11-27"],
    ["one from a Saturday is the Monday", "2026-11-21", 1, plainCalendar, "2026-11-23"],
    ["none is the day itself", "2026-11-21", 0, plainCalendar, "2026-11-21"],
    ["five across the October holidays", "2025-09-26", 5, autumn2025, "2025-10-10"],
    ["a make-up Saturday counts", "2025-10-09", 2, autumn2025, "2025-10-11"],
    ["across a year", "2026-12-31", 1, plainCalendar, "2027-01-01"],
  ])("%s", (_name, date, n, calendar, result) => {
    expect(addWorkingDays(date, n, calendar)).toBe(result);
  });

  it.each([["2026-02-30"], ["2026-2-3"], ["soon"]])("refuses %s as a date", (date) => {
    expect(() => isWorkingDay(date, plainCalendar)).toThrow(RangeError);
  });

  it("refuses numbers of days that are none", () => {
    expect(() => addWorkingDays("2026-11-20", -1, plainCalendar)).toThrow(RangeError);
    expect(() => addWorkingDays("2026-11-20", 1.5, plainCalendar)).toThrow(RangeError);
  });

  it("adds calendar days over a leap day, and back", () => {
    expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  });
});

describe("days in Shanghai", () => {
  it("end one millisecond before midnight there", () => {
    expect(endOfDayShanghai("2026-11-22")).toBe("2026-11-22T15:59:59.999Z");
  });

  it("begin at 16:00 UTC of the day before", () => {
    expect(shanghaiDate("2026-11-22T15:59:59.999Z")).toBe("2026-11-22");
    expect(shanghaiDate("2026-11-22T16:00:00.000Z")).toBe("2026-11-23");
    expect(shanghaiMinute("2026-12-31T16:05:00.000Z")).toBe("2027-01-01 00:05");
  });

  it("refuse what is no instant", () => {
    expect(() => shanghaiDate("yesterday")).toThrow(RangeError);
  });
});
