import type { Condition, PartyKey, Relation } from "./parties";

/**
 * A press already given that still counts: given since the subject entered its present state and
 * since this transition was last carried out. Load no others.
 */
export interface Consent {
  readonly party: PartyKey;
  readonly personId: string;
  readonly name: string;
  /** UTC ISO. */
  readonly at: string;
}

/** Facts that choose between several targets of one row. */
export type ChoiceKey = "flaw" | "rescoring" | "defence" | "grade";

export interface LastEvent {
  readonly by: string;
  readonly at: string;
}

/** Lists of what is missing hold label keys (`ns:key`) or names; refusals carry them joined. */
export interface CommonFacts<S extends string> {
  readonly state: S;
  /** Today in Asia/Shanghai, YYYY-MM-DD: deadlines are whole days. */
  readonly today: string;
  /** What the actor is to this subject. */
  readonly relations: readonly Relation[];
  /** The grant of the acting role covers this subject's organisation, cycle or project. */
  readonly inScope: boolean;
  readonly conditions: readonly Condition[];
  /** By transition key; `decide` reads those of its transition, `available` all. */
  readonly consents: Readonly<Record<string, readonly Consent[]>>;
  readonly lastEvent: LastEvent | null;
  readonly choices: Readonly<Partial<Record<ChoiceKey, string>>>;
  readonly resumeTo: S | null;
}
