import { join } from "node:path";
import { root } from "./prepare.mjs";

/**
 * The server and the command line must mean the same database, wherever they are started from.
 * @param {Record<string, string | undefined>} given
 * @returns {Record<string, string | undefined>}
 */
export function installationEnvironment(given = process.env) {
  const env = { ...given, NODE_ENV: given.NODE_ENV || "production" };
  if (!env.DATABASE_URL && !env.DATABASE_PATH) {
    env.DATABASE_PATH = join(root, "data/xianban.sqlite3");
  }
  return env;
}
