import type { Actor } from "~/domain/people";
import type { Queryable } from "./connection.server";


/**
 * The organisations whose people and accounts an administrator looks after: null for all of them, with
 * a grant over the installation or over its centre; otherwise those of the grants and what is below.
 */
export async function reachOf(db: Queryable, actor: Actor): Promise<readonly string[] | null> {
  if (actor.scopes.some((scope) => scope.kind === "installation")) return null;
  const ids = actor.scopes.filter((scope) => scope.kind === "organisation").map(({ id }) => id);
  const centres = (await db("organisations")
    .whereIn("id", ids)
    .where({ kind: "centre" })
    .pluck("id")) as string[];
  return centres.length > 0 ? null : actor.organisationIds;
}

export const reaches = (reach: readonly string[] | null, organisationId: string): boolean =>
  reach === null || reach.includes(organisationId);
