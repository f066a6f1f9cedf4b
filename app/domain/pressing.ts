import type { Role } from "./people";

/** Escalation of 督办 by the office; the witness urges 督促. */
export const PRESS_LEVELS = ["reminder", "notice", "talk", "urge"] as const;
export type PressLevel = (typeof PRESS_LEVELS)[number];

export function isOffered(level: PressLevel, role: Role): boolean {
  return level === "urge" ? role === "witness" : role === "office";
}

export const offeredLevels = (role: Role): PressLevel[] =>
  PRESS_LEVELS.filter((level) => isOffered(level, role));
