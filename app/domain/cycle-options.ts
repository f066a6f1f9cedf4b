import type { CycleKind } from "~/domain/cycle";

/** Which options the form of each kind of cycle shows. Free of zod: the pages import it. */

export const SWITCHES_OF = {
  hospital: [
    "endorsement",
    "cooperatingDepartments",
    "formCheck",
    "coreGroup",
    "defence",
    "notice",
    "witnessByException",
  ],
  municipal: ["defence", "notice", "witnessByException"],
} as const satisfies Record<CycleKind, readonly string[]>;

export const NUMBER_RANGES = {
  minimumPanel: [1, 99],
  minimumSheets: [1, 99],
  noticeWorkingDays: [1, 60],
  returnDueDays: [1, 60],
  graceDays: [0, 60],
  charterDueDays: [1, 365],
  evaluationDueDays: [1, 365],
  rectifyDueDays: [1, 365],
  extensionDays: [1, 365],
  stageReports: [0, 12],
  amendmentThresholdPercent: [0, 100],
} as const satisfies Record<string, readonly [number, number]>;
export type NumberOption = keyof typeof NUMBER_RANGES;

export const NUMBERS_OF: Readonly<Record<CycleKind, readonly NumberOption[]>> = {
  hospital: [
    "minimumPanel",
    "minimumSheets",
    "noticeWorkingDays",
    "returnDueDays",
    "graceDays",
    "charterDueDays",
    "evaluationDueDays",
    "rectifyDueDays",
    "extensionDays",
    "stageReports",
    "amendmentThresholdPercent",
  ],
  municipal: ["minimumPanel", "minimumSheets", "noticeWorkingDays", "returnDueDays"],
};
