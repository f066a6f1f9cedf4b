/**
 * Who may not score what. Automatic recusal follows from what is known of both sides; the other
 * kinds are declared by the expert or found by the office, also after the round has opened.
 */
export const DECLARED_RECUSALS = [
  "kinship",
  "teacher_student",
  "collaboration_within_3_years",
  "interest",
  "other",
] as const;
export type DeclaredRecusal = (typeof DECLARED_RECUSALS)[number];

export const AUTOMATIC_RECUSALS = [
  "project_member",
  "same_employer",
  "same_affiliation",
  "same_department",
] as const;

export type AutomaticRecusal =
  | { readonly kind: "project_member"; readonly personId: string }
  | { readonly kind: "same_employer"; readonly organisationId: string }
  | { readonly kind: "same_affiliation"; readonly organisationId: string }
  | { readonly kind: "same_department"; readonly departmentId: string };

export type RecusalKind = DeclaredRecusal | AutomaticRecusal["kind"];

export interface RecusalQuestion {
  /** A municipal round recuses by `employer`, a round inside one hospital by `department`. */
  readonly policy: "employer" | "department";
  readonly expert: {
    /** Null when unknown, as for an imported expert: an unknown employer triggers no recusal. */
    readonly employerId: string | null;
    /** Organisations the expert is affiliated with without being employed there. */
    readonly affiliationIds: readonly string[];
    readonly departmentId: string | null;
    readonly personId: string | null;
  };
  readonly entry: {
    readonly organisationId: string | null;
    /** Lead and cooperating departments. */
    readonly departmentIds: readonly string[];
    /** Lead and members. */
    readonly personIds: readonly string[];
  };
  /** Whether the cycle lets a declared affiliation recuse (a university and its many hospitals). */
  readonly affiliationsRecuse: boolean;
}

/**
 * Null when the expert may score the entry. Taking part in the project recuses under both policies:
 * nobody scores their own work, whoever employs them.
 */
export function automaticRecusal(question: RecusalQuestion): AutomaticRecusal | null {
  const { policy, expert, entry, affiliationsRecuse } = question;
  if (expert.personId !== null && entry.personIds.includes(expert.personId))
    return { kind: "project_member", personId: expert.personId };
  if (policy === "department") {
    return expert.departmentId !== null && entry.departmentIds.includes(expert.departmentId)
      ? { kind: "same_department", departmentId: expert.departmentId }
      : null;
  }
  const { organisationId } = entry;
  if (organisationId === null) return null;
  if (expert.employerId === organisationId) return { kind: "same_employer", organisationId };
  if (affiliationsRecuse && expert.affiliationIds.includes(organisationId))
    return { kind: "same_affiliation", organisationId };
  return null;
}
