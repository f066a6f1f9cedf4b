import type { Audience } from "~/domain/lifecycle/machine";
import { party, type PartyKey } from "~/domain/lifecycle/parties";
import type { Role } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "./connection.server";

/** What the audiences of a subject are looked up by. */
export interface AudienceSubject {
  /** The hospital whose project or entry this is; null for a municipal cycle or round. */
  readonly hospitalId: string | null;
  /** The hospitals that take part in a municipal cycle. */
  readonly hospitalIds?: readonly string[];
  /** Who runs the cycle: the hospital itself or the centre. */
  readonly organiserId: string;
  readonly departmentId: string | null;
  readonly leadId: string | null;
  readonly projectId: string | null;
  readonly cycleId: string;
  readonly roundId: string | null;
  readonly objectorId?: string | null;
}

/** People who hold a role, today, over one of the organisations or over the cycle or project. */
export async function holdersOf(
  db: Queryable,
  roles: readonly Role[],
  scopeIds: readonly (string | null)[],
  now: string,
): Promise<string[]> {
  const today = shanghaiDate(now);
  const ids = scopeIds.filter((id): id is string => id !== null && id !== "");
  if (roles.length === 0 || ids.length === 0) return [];
  return (await db("roleGrants as g")
    .join("people as p", "p.id", "g.personId")
    .whereIn("g.role", [...roles])
    .whereIn("g.scopeId", ids)
    .whereNull("g.revokedAt")
    .whereNull("p.disabledAt")
    .andWhere("g.validFrom", "<=", today)
    .andWhere((where) => where.whereNull("g.validUntil").orWhere("g.validUntil", ">=", today))
    .distinct("g.personId")
    .pluck("g.personId")) as string[];
}

type Finder = (db: Queryable, subject: AudienceSubject, now: string) => Promise<string[]>;

const only = (id: string | null | undefined) => Promise.resolve(id ? [id] : []);
const inHospital =
  (...roles: Role[]): Finder =>
  (db, s, now) =>
    holdersOf(db, roles, [s.hospitalId ?? s.organiserId, s.departmentId, s.cycleId, s.projectId], now);

async function departmentHeads(db: Queryable, departmentIds: readonly string[], now: string) {
  return holdersOf(db, ["department_head"], departmentIds, now);
}

const FINDERS: Readonly<Record<Exclude<Audience, "next_party">, Finder>> = {
  lead: (_db, s) => only(s.leadId),
  members: async (db, s) =>
    s.projectId
      ? ((await db("projectMembers").where({ projectId: s.projectId }).pluck("personId")) as string[])
      : [],
  department_head: (db, s, now) => departmentHeads(db, s.departmentId ? [s.departmentId] : [], now),
  cooperating_heads: async (db, s, now) => {
    if (!s.projectId) return [];
    const ids = (await db("coSigns")
      .where({ projectId: s.projectId })
      .pluck("departmentId")) as string[];
    return departmentHeads(db, ids, now);
  },
  // A head who leads the project does not endorse it: the leader in charge does.
  endorser: async (db, s, now) => {
    const heads = await departmentHeads(db, s.departmentId ? [s.departmentId] : [], now);
    return s.leadId !== null && heads.includes(s.leadId)
      ? inHospital("leader_in_charge")(db, s, now)
      : heads;
  },
  office: inHospital("office"),
  organiser: (db, s, now) => holdersOf(db, ["office", "centre_officer"], [s.organiserId], now),
  hospital_office: (db, s, now) =>
    holdersOf(db, ["office"], s.hospitalIds ?? [s.hospitalId ?? s.organiserId, s.cycleId], now),
  witness: (db, s, now) =>
    holdersOf(db, ["witness"], [s.organiserId, s.hospitalId, s.cycleId], now),
  experts: async (db, s) =>
    s.roundId
      ? ((await db("panelMembers")
          .where({ roundId: s.roundId })
          .whereIn("status", ["invited", "accepted"])
          .whereNotNull("personId")
          .pluck("personId")) as string[])
      : [],
  committee: inHospital("secretary", "committee_member"),
  clerk: inHospital("clerk"),
  qc_officer: inHospital("qc_officer"),
  objector: (_db, s) => only(s.objectorId),
  applicants: inHospital("applicant"),
};

/** The people of all these audiences, each once. `next_party` means whoever is awaited. */
export async function peopleOf(
  db: Queryable,
  audiences: readonly Audience[],
  subject: AudienceSubject,
  awaited: readonly PartyKey[],
  now: string,
): Promise<string[]> {
  const people = new Set<string>();
  for (const audience of audiences) {
    const found =
      audience === "next_party"
        ? await peopleOfParties(db, awaited, subject, now)
        : await FINDERS[audience](db, subject, now);
    for (const id of found) people.add(id);
  }
  return [...people];
}

async function peopleOfParties(
  db: Queryable,
  parties: readonly PartyKey[],
  subject: AudienceSubject,
  now: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const key of parties)
    for (const alternative of party(key).any) {
      if (alternative.relation === "lead" && subject.leadId) found.push(subject.leadId);
      if (!alternative.role || alternative.role === "system") continue;
      const scopes =
        alternative.relation === "head_of_department"
          ? [subject.departmentId]
          : [subject.organiserId, subject.hospitalId, subject.cycleId];
      found.push(...(await holdersOf(db, [alternative.role], scopes, now)));
    }
  return found;
}
