import type { CommonFacts } from "./facts";
import type { Row } from "./machine";
import { isOn, type WorkflowOptions } from "./options";
import { type Alternative, party, type PartyKey } from "./parties";

/** An actor in the role they act in; the scheduler is `{ personId: "system", role: "system" }`. */
export interface Presser {
  readonly personId: string;
  readonly role: string | null;
}

/** The parties of a row that are asked under these facts: a waived one is not. */
export function askedParties<S extends string, G extends string>(
  row: Row<S, G>,
  options: WorkflowOptions,
  facts: CommonFacts<S>,
): PartyKey[] {
  return row.parties.filter((key) => {
    const waived = party(key).waived;
    if (!waived || !facts.conditions.includes(waived.when)) return true;
    return waived.option !== undefined && !isOn(options, waived.option);
  });
}

function touches(
  alternative: Alternative,
  facts: Pick<CommonFacts<string>, "relations" | "inScope">,
  actor: Presser,
): boolean {
  const { role, relation } = alternative;
  if (role !== undefined && !(role === actor.role && facts.inScope)) return false;
  return relation === undefined || facts.relations.includes(relation);
}

/** May this actor press for this party? */
export function mayPress(
  key: PartyKey,
  facts: Pick<CommonFacts<string>, "relations" | "inScope" | "conditions">,
  actor: Presser,
): boolean {
  return party(key).any.some(
    (alternative) =>
      touches(alternative, facts, actor) &&
      (alternative.when === undefined || facts.conditions.includes(alternative.when)) &&
      !(alternative.unless ?? []).some((relation) => facts.relations.includes(relation)),
  );
}

/**
 * Has the actor to do with the row at all? A head who leads the project sees "endorse" refused, with
 * the name of who may; another department's head does not see it.
 */
export function seesRow<S extends string, G extends string>(
  row: Row<S, G>,
  facts: Pick<CommonFacts<string>, "relations" | "inScope">,
  actor: Presser,
): boolean {
  return row.parties.some((key) =>
    party(key).any.some((alternative) => touches(alternative, facts, actor)),
  );
}
