import type { Role } from "~/domain/people";
import type { SwitchKey } from "./options";

/** What the acting person is to the subject; loaded with the facts. */
export type Relation =
  | "lead"
  | "member"
  | "other_lead"
  | "head_of_department"
  | "head_of_cooperating"
  | "named_verifier"
  | "organiser"
  | "own_hospital"
  | "objector";

/** Circumstances of the subject that change who has to press. */
export type Condition = "lead_is_head" | "same_lead" | "routine";

/** `system` is the scheduler. */
export type PartyRole = Role | "system";

/** Every named property must hold; a `role` counts only where its grant covers the subject. */
export interface Alternative {
  readonly role?: PartyRole;
  readonly relation?: Relation;
  readonly when?: Condition;
  readonly unless?: readonly Relation[];
}

export interface Party {
  readonly any: readonly Alternative[];
  /** Not asked when the condition holds and, if given, the option is on. */
  readonly waived?: { readonly when: Condition; readonly option?: SwitchKey };
}

const own = ["lead", "member"] as const;

/**
 * Nobody decides on a project of their own: the head who leads a project hands over to the leader in
 * charge, the office and the verifier to a colleague.
 */
export const PARTIES = {
  lead: { any: [{ relation: "lead" }] },
  other_lead: { any: [{ relation: "other_lead" }], waived: { when: "same_lead" } },
  endorser: {
    any: [
      { role: "department_head", relation: "head_of_department", unless: ["lead"] },
      { role: "leader_in_charge", when: "lead_is_head", unless: ["lead"] },
    ],
  },
  cooperating_head: { any: [{ role: "department_head", relation: "head_of_cooperating" }] },
  office: { any: [{ role: "office", unless: ["lead"] }] },
  witness: { any: [{ role: "witness", unless: own }] },
  witness_by_exception: {
    any: [{ role: "witness", unless: own }],
    waived: { when: "routine", option: "witnessByException" },
  },
  clerk: { any: [{ role: "clerk" }] },
  committee: { any: [{ role: "secretary" }, { role: "committee_member" }] },
  verifier: {
    any: [
      { role: "qc_officer", unless: own },
      { relation: "named_verifier", unless: own },
    ],
  },
  organiser: {
    any: [
      { role: "office", relation: "organiser" },
      { role: "centre_officer", relation: "organiser" },
    ],
  },
  host: {
    any: [
      { role: "panel_chair" },
      { role: "office", relation: "organiser" },
      { role: "centre_officer", relation: "organiser" },
    ],
  },
  nominator: { any: [{ role: "office", relation: "own_hospital" }] },
  objector: { any: [{ relation: "objector" }] },
  system: { any: [{ role: "system" }] },
} as const satisfies Readonly<Record<string, Party>>;

export type PartyKey = keyof typeof PARTIES;

export function party(key: PartyKey): Party {
  return PARTIES[key];
}
