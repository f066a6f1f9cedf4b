import type { Database } from "~/data/connection.server";
import { decisionInvariants } from "./invariants/decision";
import { deliveryInvariants } from "./invariants/delivery";
import { eventInvariants } from "./invariants/events";
import type { Invariant } from "./invariants/invariant";
import { peopleInvariants } from "./invariants/people";
import { projectInvariants } from "./invariants/projects";
import { referenceInvariants } from "./invariants/references";
import { reviewInvariants } from "./invariants/review";
import { standingInvariants } from "./invariants/standings";

export const invariants: readonly Invariant[] = [
  ...referenceInvariants,
  ...eventInvariants,
  ...peopleInvariants,
  ...projectInvariants,
  ...reviewInvariants,
  ...standingInvariants,
  ...decisionInvariants,
  ...deliveryInvariants,
];

const NAMED_AT_MOST = 5;

/**
 * Reads the whole database against what must always hold. Meant for journeys, the demo and a restored
 * backup; it looks at every row, so not for a page.
 * @returns one line for each invariant that is broken: its name, what should hold, and by what it is not
 */
export async function findViolations(db: Database): Promise<string[]> {
  const broken: string[] = [];
  for (const invariant of invariants) {
    const { name, says } = invariant;
    const offenders = [...new Set(await invariant.find(db.read))];
    if (offenders.length === 0) continue;
    const named = offenders.slice(0, NAMED_AT_MOST).join(", ");
    const more =
      offenders.length > NAMED_AT_MOST ? ` and ${offenders.length - NAMED_AT_MOST} more` : "";
    broken.push(`${name}: ${says} Not so: ${named}${more}`);
  }
  return broken;
}
