import { isAdminRole, ROLES, type Actor, type Role } from "./people";
import { refusal, type Refusal } from "./refusal";

/**
 * What a permission may be about. A caller fills what the ability's rules ask for; a fact left out
 * never permits anything.
 */
export interface Subject {
  /** The hospital whose row this is. */
  readonly hospitalId?: string | null;
  /** The organisation that runs the cycle or round: a hospital or the centre. */
  readonly organiserId?: string | null;
  readonly departmentIds?: readonly string[];
  readonly leadId?: string | null;
  readonly memberIds?: readonly string[];
  /** The one person a row belongs to: a sheet's expert, an attendance's member. */
  readonly personId?: string | null;
  /** Hospitals that take part in a municipal cycle. */
  readonly participantIds?: readonly string[];
  /** A result that has been published to those taking part. */
  readonly published?: boolean;
}

/** Where a role may use an ability. Each name is one question about actor and subject. */
const WHERE = {
  anywhere: () => true,
  own_hospital: (a: Actor, s: Subject) => a.hospitalId !== null && s.hospitalId === a.hospitalId,
  own_department: (a: Actor, s: Subject) =>
    s.departmentIds?.some((id) => a.organisationIds.includes(id)) ?? false,
  own_organisation: (a: Actor, s: Subject) =>
    s.organiserId != null && a.organisationIds.includes(s.organiserId),
  own_project: (a: Actor, s: Subject) =>
    s.leadId === a.personId || (s.memberIds?.includes(a.personId) ?? false),
  lead: (a: Actor, s: Subject) => s.leadId === a.personId,
  self: (a: Actor, s: Subject) => s.personId === a.personId,
  taking_part: (a: Actor, s: Subject) =>
    a.hospitalId !== null && (s.participantIds?.includes(a.hospitalId) ?? false),
  taking_part_published: (a: Actor, s: Subject) =>
    s.published === true &&
    a.hospitalId !== null &&
    (s.participantIds?.includes(a.hospitalId) ?? false),
  organiser_or_published: (a: Actor, s: Subject) =>
    s.published === true || (s.organiserId != null && a.organisationIds.includes(s.organiserId)),
} as const satisfies Record<string, (actor: Actor, subject: Subject) => boolean>;

type Where = keyof typeof WHERE;
interface Row {
  readonly roles: readonly Role[];
  readonly where: Where;
}
const row = (roles: readonly Role[], where: Where): Row => ({ roles, where });

const EVERY_ROLE = ROLES;
const WORKING_ROLES = ROLES.filter((role) => !isAdminRole(role));
const EXPERTS = ["expert", "panel_chair"] as const;
const COMMITTEE = ["secretary", "committee_member"] as const;
/** Roles that see their hospital's projects once submitted. */
const HOSPITAL_EYES = [
  "office",
  "leader_in_charge",
  "secretary",
  "committee_member",
  "clerk",
  "witness",
  "qc_officer",
  "liaison",
] as const;
const HOSPITAL_PEOPLE = [
  "applicant",
  "department_head",
  "branch_secretary",
  ...HOSPITAL_EYES,
] as const;
const ORGANISERS = ["office", "centre_officer"] as const;

/**
 * The one table of permissions: ability → who may, and where. What may be *seen* is decided in SQL by
 * the same roles (the `visible…` conditions of `app/data`).
 */
const TABLE = {
  "home.read": [row(EVERY_ROLE, "anywhere")],
  "account.manage": [row(EVERY_ROLE, "anywhere")],
  "inbox.read": [row(EVERY_ROLE, "anywhere")],

  "organisation.read": [row(["system_admin", "security_admin", ...ORGANISERS], "anywhere")],
  "organisation.manage": [row(["system_admin"], "anywhere")],
  "person.read": [row(["system_admin", "security_admin"], "anywhere")],
  "person.manage": [row(["system_admin"], "anywhere")],
  "person.import": [row(["system_admin"], "anywhere")],
  "grant.manage": [row(["security_admin"], "anywhere")],
  "audit.read": [row(["auditor"], "anywhere")],

  "cycle.list": [row(WORKING_ROLES, "anywhere")],
  "cycle.read": [
    row(HOSPITAL_PEOPLE, "own_hospital"),
    row(HOSPITAL_PEOPLE, "taking_part"),
    row([...ORGANISERS, "witness", "appraiser"], "own_organisation"),
    row(["expert", "panel_chair"], "anywhere"), // the query shows the cycles of their rounds only
  ],
  "cycle.create": [row(ORGANISERS, "anywhere")],
  "cycle.manage": [row(ORGANISERS, "own_organisation")],
  "calendar.manage": [row(["office", "centre_officer"], "anywhere")],

  "project.list": [row(HOSPITAL_PEOPLE, "anywhere")],
  "project.read": [
    row(HOSPITAL_EYES, "own_hospital"),
    row(["applicant"], "own_project"),
    row(["department_head", "branch_secretary"], "own_department"),
  ],
  "project.create": [row(["applicant"], "own_hospital")],
  "project.edit": [row(["applicant"], "own_project")],
  "project.transition": [row(WORKING_ROLES, "anywhere")], // the lifecycle table decides the rest
  "project.co_sign": [row(["department_head"], "own_department")],
  "project.form_check": [row(["office"], "own_hospital")],
  "project.monitor": [row(["office", "qc_officer", "witness"], "own_hospital")],
  "project.dashboard": [row(HOSPITAL_EYES, "anywhere")],
  "charter.edit": [row(["applicant"], "lead"), row(["office"], "own_hospital")],
  "report.call": [row(["office"], "own_organisation")],
  "report.write": [row(["applicant"], "own_project")],
  "report.assess": [row(["qc_officer"], "own_hospital")],
  "amendment.propose": [row(["applicant"], "lead")],
  "amendment.decide": [row(["office"], "own_hospital")],
  "effect.write": [row(["applicant"], "own_project")],
  "effect.verify": [
    row(["qc_officer"], "own_hospital"),
    row(["liaison", "leader_in_charge"], "self"), // the outsider whom the office named
  ],
  "effect.name_verifier": [row(["office"], "own_hospital")],
  "milestone.update": [row(["office"], "own_hospital")],
  "report.excuse": [row(["office"], "own_hospital")],
  "execution.list": [row([...HOSPITAL_EYES, "department_head", "branch_secretary"], "anywhere")],
  "project.press": [row(["office", "witness"], "own_hospital")],
  "closure.propose_grade": [row(["office"], "own_hospital")],
  "archive.seal": [row(["office"], "own_hospital")],
  "closure.write": [row(["applicant"], "own_project")],
  "archive.read": [row(HOSPITAL_EYES, "own_hospital"), row(["applicant"], "own_project")],

  "round.list": [row([...ORGANISERS, "witness"], "anywhere")],
  "round.read": [row([...ORGANISERS, "witness"], "own_organisation")],
  "round.manage": [row(ORGANISERS, "own_organisation")],
  "round.witness": [row(["witness"], "own_organisation")],
  "panel.answer": [row(EXPERTS, "self")],
  "scoring.list": [row(EXPERTS, "anywhere")],
  "sheet.save": [row(EXPERTS, "self")],
  /** All sheets of a round, after the reveal. */
  "sheet.read_all": [row(ORGANISERS, "own_organisation")],

  "entry.nominate": [row(["office"], "own_hospital")],
  "entry.check": [row(["centre_officer"], "own_organisation")],
  "entry.import": [row(ORGANISERS, "own_organisation")],
  "standing.read": [
    row([...ORGANISERS, "witness"], "own_organisation"),
    row(HOSPITAL_PEOPLE, "taking_part_published"),
    row(["appraiser"], "organiser_or_published"),
  ],
  "standing.publish": [row(ORGANISERS, "own_organisation")],

  "meeting.list": [row(["clerk", "office", "witness", ...COMMITTEE], "anywhere")],
  "meeting.read": [row(["clerk", "office", "witness", ...COMMITTEE], "own_hospital")],
  "meeting.manage": [row(["clerk"], "own_hospital")],
  "meeting.propose": [row(["clerk", "office"], "own_hospital")],
  "meeting.vote": [row(COMMITTEE, "own_hospital")],

  "notice.publish": [row(ORGANISERS, "own_organisation")],
  "objection.list": [row([...ORGANISERS, "witness"], "anywhere")],
  "objection.read": [row([...ORGANISERS, "witness"], "own_organisation")],
  "objection.check": [row(ORGANISERS, "own_organisation")],
  "objection.press": [row([...ORGANISERS, "witness"], "own_organisation")], // then the lifecycle table

  "attachment.read": [row(EVERY_ROLE, "anywhere")], // then as its subject: see find-attachment
} as const satisfies Record<string, readonly Row[]>;

export type Ability = keyof typeof TABLE;
export const ABILITIES = Object.keys(TABLE) as Ability[];

/** Whether a role may ever use an ability: enough to open a page, not to touch a row. */
export function roleMayEver(role: Role, ability: Ability): boolean {
  return (TABLE[ability] as readonly Row[]).some((entry) => entry.roles.includes(role));
}

/**
 * @param subject the row it is about; leave it out to ask only whether the role has the ability at all
 * @returns null when permitted, else a refusal naming the roles that may (`not_permitted`) or that the
 * row is outside the actor's reach (`out_of_reach`)
 */
export function can(actor: Actor, ability: Ability, subject?: Subject): Refusal | null {
  const rows = (TABLE[ability] as readonly Row[]).filter((entry) =>
    entry.roles.includes(actor.role),
  );
  if (rows.length === 0) return refusal("not_permitted", { role: actor.role, ability }, 403);
  if (subject === undefined || rows.some((entry) => WHERE[entry.where](actor, subject)))
    return null;
  return refusal("out_of_reach", { role: actor.role, ability }, 403);
}
