import type { Transaction } from "~/data/connection.server";
import { loadObjection } from "~/data/facts/objection-facts.server";
import type { Actor } from "~/domain/people";
import { can, type Ability } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";

/** The objection a command is about; of another organiser it does not exist for this actor. */
export async function objectionAtHand(
  tx: Transaction,
  actor: Actor,
  objectionId: string,
  ability: Ability,
) {
  const found = await loadObjection(tx, objectionId);
  if (!found) refuse("not_found", {}, 404);
  const subject = { organiserId: found.notice.organisationId };
  if (can(actor, "objection.read", subject)) refuse("not_found", {}, 404);
  unless(can(actor, ability, subject));
  return found;
}
