import { resolve } from "node:path";
import type { DatabaseLocation } from "~/data/connection.server";

/** Everything the environment decides, read once at start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly database: DatabaseLocation;
  /** Where attachments lie; outside `public/`, beside the database by default. */
  readonly filesPath: string;
  /** The address people type, e.g. https://xianban.example.org; cookies and headers follow it. */
  readonly publicUrl: URL | null;
  readonly demo: boolean;
  /** Number of reverse proxies whose X-Forwarded-* are believed. */
  readonly trustedProxies: number;
  readonly idleMinutes: number;
  readonly attachmentBytes: number;
  readonly projectQuotaBytes: number;
}

type Environment = Record<string, string | undefined>;

function wholeNumber(env: Environment, name: string, fallback: number): number {
  const text = env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new Error(`${name} must be a whole number, not "${text}"`);
  return value;
}

export function readConfig(env: Environment): Config {
  const path = resolve(env.DATABASE_PATH ?? "data/xianban.sqlite3");
  const database: DatabaseLocation = env.DATABASE_URL
    ? {
        kind: "postgresql",
        url: env.DATABASE_URL,
        ...(env.DATABASE_SCHEMA ? { schema: env.DATABASE_SCHEMA } : {}),
      }
    : { kind: "sqlite", path };
  return {
    port: wholeNumber(env, "PORT", 3000),
    host: env.HOST ?? "0.0.0.0",
    database,
    filesPath: resolve(env.FILES_PATH ?? (env.DATABASE_URL ? "data/files" : `${path}.files`)),
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL) : null,
    demo: env.XIANBAN_DEMO === "1",
    trustedProxies: wholeNumber(env, "TRUSTED_PROXIES", 0),
    idleMinutes: wholeNumber(env, "IDLE_MINUTES", 60),
    attachmentBytes: wholeNumber(env, "ATTACHMENT_MB", 50) * 1024 * 1024,
    projectQuotaBytes: wholeNumber(env, "PROJECT_QUOTA_MB", 500) * 1024 * 1024,
  };
}

let current: Config | undefined;

export function config(): Config {
  current ??= readConfig(process.env);
  return current;
}

/** For tests and the command line, which decide their own database. */
export function useConfig(next: Config): void {
  current = next;
}
