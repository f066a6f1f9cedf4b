import type { Database } from "~/data/connection.server";
import type { Actor, Role } from "~/domain/people";
import type { Context } from "~/platform/context";
import { makeActor, NOW } from "./factories";

export const contextOf = (db: Database, actor: Actor, now = NOW): Context => ({
  db,
  actor,
  now,
  requestId: "test",
});

/** An administrator of the whole installation. */
export const makeAdmin = (
  db: Database,
  organisationId: string,
  role: Role,
  name: string,
): Promise<Actor> =>
  makeActor(db, { organisationId, role, name, scope: { kind: "installation", id: "" } });
