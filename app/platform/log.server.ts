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
