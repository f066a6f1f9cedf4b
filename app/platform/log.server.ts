import pino from "pino";

/** Structured log on standard output. It never holds names, addresses, texts or scores. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.VITEST ? "error" : "info"),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
});

export function logError(error: unknown, facts: Record<string, string | number>): void {
  const seen = error instanceof Error ? error : new Error(String(error));
  log.error({ ...facts, error: seen.message, stack: seen.stack }, "failed");
}

const SECRET_PART = /^(\/setup\/|\/notices\/objection\/)[^/]+/;

/** A path as it may be logged: the set-up link opens the house, a receipt opens an objection. */
export const loggedPath = (path: string): string => path.replace(SECRET_PART, "$1…");
