import { z } from "zod";
import { isAdminRole, ROLES, type OrganisationKind, type Role, type Scope } from "./people";
import { refusal, type Refusal } from "./refusal";

/*
 * Who may hold which role where. Administrators hold nothing else at the same time: accounts, grants and
 * logs are in three hands, and none of the three may stand behind a score, a vote or a project.
 */

/** A grant as the rules see it; dates are days in Shanghai, the last one included. */
export interface Validity {
  readonly validFrom: string;
  readonly validUntil: string | null;
}

export interface HeldGrant extends Validity {
  readonly role: Role;
  readonly scope: Scope;
}

export interface GrantProposal extends HeldGrant {
  readonly personId: string;
  /** Kind of the organisation in scope; null for the installation or a cycle. */
  readonly organisationKind: OrganisationKind | null;
}

export interface GrantFacts {
  readonly actorId: string;
  readonly today: string;
  /** The person's grants that are not revoked, past and future ones included. */
  readonly held: readonly HeldGrant[];
  readonly disabled: boolean;
}

type Place = OrganisationKind | "cycle" | "installation";
const BODIES = ["hospital", "centre"] as const;
const ADMIN_PLACES = ["installation", ...BODIES] as const;
const DEPARTMENTAL = ["hospital", "department"] as const;

/** What a role can be scoped to. */
export const PLACES: Readonly<Record<Role, readonly Place[]>> = {
  applicant: DEPARTMENTAL,
  department_head: ["department"],
  branch_secretary: ["branch", "department"],
  office: ["hospital"],
  leader_in_charge: DEPARTMENTAL,
  expert: [...BODIES, "external", "cycle"],
  panel_chair: [...BODIES, "external", "cycle"],
  secretary: BODIES,
  committee_member: BODIES,
  clerk: BODIES,
  witness: [...BODIES, "cycle"],
  qc_officer: DEPARTMENTAL,
  liaison: DEPARTMENTAL,
  centre_officer: ["centre"],
  appraiser: BODIES,
  system_admin: ADMIN_PLACES,
  security_admin: ADMIN_PLACES,
  auditor: ADMIN_PLACES,
};

export const placeOf = (
  proposal: Pick<GrantProposal, "scope" | "organisationKind">,
): Place | null =>
  proposal.scope.kind === "cycle" || proposal.scope.kind === "installation"
    ? proposal.scope.kind
    : proposal.organisationKind;

/** Whether two periods share a day. */
export function overlap(a: Validity, b: Validity): boolean {
  return (
    (b.validUntil === null || a.validFrom <= b.validUntil) &&
    (a.validUntil === null || b.validFrom <= a.validUntil)
  );
}

/** Whether one person may hold both at once. */
export function separated(a: Role, b: Role): boolean {
  return a !== b && (isAdminRole(a) || isAdminRole(b));
}

const word = (role: Role) => `people:role.${role}`;

/** Why this role cannot be granted, or null. */
export function refuseGrant(proposal: GrantProposal, facts: GrantFacts): Refusal | null {
  const { role, scope, validFrom, validUntil } = proposal;
  if (proposal.personId === facts.actorId)
    return refusal("grant_to_oneself", { role: word(role) }, 403);
  if (facts.disabled) return refusal("grant_to_disabled", {}, 409, "personId");
  const place = placeOf(proposal);
  if (place === null || !PLACES[role].includes(place))
    return refusal("role_not_there", { role: word(role) }, 400, "scope");
  if (validUntil !== null && validUntil < validFrom)
    return refusal("grant_ends_before_start", {}, 400, "validUntil");
  if (validUntil !== null && validUntil < facts.today)
    return refusal("grant_over_already", { until: validUntil }, 400, "validUntil");
  for (const held of facts.held) {
    if (!overlap(proposal, held)) continue;
    if (held.role === role && held.scope.kind === scope.kind && held.scope.id === scope.id)
      return refusal("granted_already", { role: word(role), from: held.validFrom }, 409, "role");
    if (isAdminRole(held.role) && isAdminRole(role) && held.role !== role)
      return refusal("admins_separate", { role: word(role), held: word(held.role) }, 409, "role");
    if (separated(held.role, role))
      return refusal(
        "admin_holds_nothing_else",
        { role: word(role), held: word(held.role) },
        409,
        "role",
      );
  }
  return null;
}

/** Why this grant cannot be taken back, or null. */
export function refuseRevocation(
  grant: { personId: string; role: Role; revokedAt: string | null },
  facts: { actorId: string; othersOfRole: number },
): Refusal | null {
  if (grant.revokedAt !== null)
    return refusal("grant_revoked_already", { at: grant.revokedAt }, 409);
  if (grant.personId === facts.actorId) return refusal("grant_of_oneself", {}, 403);
  if (isAdminRole(grant.role) && facts.othersOfRole === 0)
    return refusal("last_of_role", { role: word(grant.role) }, 409);
  return null;
}

const day = z.iso.date("errors:invalid_date");

/** `scope` is `installation`, `organisation:<id>` or `cycle:<id>`, as one choice in the form. */
export const grantSchema = z
  .object({
    personId: z.string({ error: "errors:required" }).min(1, "errors:required"),
    role: z.enum(ROLES, "errors:choose_one"),
    scope: z
      .string({ error: "errors:choose_one" })
      .regex(/^(installation|(organisation|cycle):[0-9a-z]+)$/, "errors:choose_one"),
    validFrom: z.preprocess((value) => value ?? "", day),
    validUntil: day.optional(),
  })
  .refine((value) => !value.validUntil || value.validUntil >= value.validFrom, {
    path: ["validUntil"],
    error: "errors:end_before_start",
  });
export type GrantForm = z.infer<typeof grantSchema>;

export function parseScope(text: string): Scope {
  const [kind, id = ""] = text.split(":");
  if (kind === "organisation" || kind === "cycle") return { kind, id };
  return { kind: "installation", id: "" };
}
