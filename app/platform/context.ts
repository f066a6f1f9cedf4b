import type { Actor } from "~/domain/people";
import type { Database } from "~/data/connection.server";

/** What a command is given: who acts, on what database, when. The clock is read once a request. */
export interface Context {
  readonly db: Database;
  readonly actor: Actor;
  /** UTC, ISO 8601 with milliseconds. */
  readonly now: string;
  readonly requestId: string;
}
