/** Who people are to the portal: roles, grants, the actor of a request. */

export const ROLES = [
  "applicant",
  "department_head",
  "branch_secretary",
  "office",
  "leader_in_charge",
  "expert",
  "panel_chair",
  "secretary",
  "committee_member",
  "clerk",
  "witness",
  "qc_officer",
  "liaison",
  "centre_officer",
  "appraiser",
  "system_admin",
  "security_admin",
  "auditor",
] as const;

export type Role = (typeof ROLES)[number];

/** 三员分立: accounts, grants and logs are in three different hands. */
export const ADMIN_ROLES = ["system_admin", "security_admin", "auditor"] as const satisfies Role[];

export function isAdminRole(role: Role): boolean {
  return (ADMIN_ROLES as readonly Role[]).includes(role);
}

export const ORGANISATION_KINDS = [
  "centre",
  "hospital",
  "department",
  "branch",
  "external",
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export type ScopeKind = "installation" | "organisation" | "cycle" | "project";

export interface Scope {
  readonly kind: ScopeKind;
  /** "" for the installation. */
  readonly id: string;
}

export interface Grant {
  readonly id: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly scopeName: string;
}

/**
 * The person of a request, acting in one role. `scopes` are those of all their valid grants of that
 * role; `organisationIds` the organisations among them with everything below (a hospital's office
 * grant reaches its departments).
 */
export interface Actor {
  readonly personId: string;
  readonly name: string;
  readonly organisationId: string;
  /** The hospital the person belongs to; null for the centre and outside bodies. */
  readonly hospitalId: string | null;
  readonly role: Role;
  readonly grantId: string;
  readonly scopes: readonly Scope[];
  readonly organisationIds: readonly string[];
  readonly grants: readonly Grant[];
  readonly locale: "zh-CN" | "en";
  readonly mustChangePassword: boolean;
}
