import type { Knex } from "knex";
import { automaticRecusal, type RecusalKind } from "~/domain/scoring/recusal";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import type { RoundRow, RoundWithCycle } from "./rounds.server";
import { fromJson, insertMany } from "./rows.server";
import { likePattern } from "./text.server";

export type Seat = "member" | "reserve" | "chair";
export type MemberStatus = "invited" | "accepted" | "declined" | "replaced";

export interface PanelMember {
  id: string;
  personId: string | null;
  name: string;
  employerName: string;
  seat: Seat;
  status: MemberStatus;
  declineReason: string;
  replacedById: string | null;
  invitedAt: string;
  answeredAt: string | null;
  remindedAt: string | null;
  /** Sheets submitted or declined, of those expected: counts and no more. */
  submitted: number;
  expected: number;
}

export async function panelOf(db: Queryable, round: RoundRow): Promise<PanelMember[]> {
  const rows = (await db("panelMembers as m")
    .where({ "m.roundId": round.id })
    .orderBy("m.position")
    .orderBy("m.id")
    .select(
      "m.id",
      "m.personId",
      "m.name",
      "m.employerName",
      "m.seat",
      "m.status",
      "m.declineReason",
      "m.replacedById",
      "m.invitedAt",
      "m.answeredAt",
      "m.remindedAt",
      db("sheets as s")
        .whereRaw("s.panel_member_id = m.id")
        .where({ "s.generation": round.generation })
        .whereIn("s.state", ["submitted", "sealed", "declined"])
        .count()
        .as("submitted"),
      db("entries as e")
        .where({ "e.roundId": round.id, "e.isSetAside": 0 })
        .whereIn("e.state", ENTRIES_TO_SCORE)
        .whereNotExists(
          db("recusals as x")
            .whereRaw("x.panel_member_id = m.id")
            .whereRaw("x.entry_id = e.id")
            .whereNull("x.dismissedAt"),
        )
        .count()
        .as("expected"),
    )) as PanelMember[];
  return rows.map((row) => ({
    ...row,
    submitted: Number(row.submitted),
    expected: Math.max(Number(row.expected), Number(row.submitted)),
  }));
}

/** States of entries that experts score or have scored. */
export const ENTRIES_TO_SCORE = [
  "qualified",
  "scheduled",
  "postponed",
  "presented",
  "scored",
  "unrankable",
];

export interface Recusal {
  id: string;
  panelMemberId: string;
  expert: string;
  entryId: string;
  code: string;
  title: string;
  kind: RecusalKind;
  reason: string;
  isAutomatic: boolean;
  declaredAt: string;
  dismissedAt: string | null;
  dismissedReason: string;
}

export async function recusalsOf(db: Queryable, roundId: string): Promise<Recusal[]> {
  const rows = (await db("recusals as x")
    .join("panelMembers as m", "m.id", "x.panelMemberId")
    .join("entries as e", "e.id", "x.entryId")
    .where({ "x.roundId": roundId })
    .orderBy("m.position")
    .orderBy("m.id")
    .orderBy("e.code")
    .select(
      "x.id",
      "x.panelMemberId",
      "m.name as expert",
      "x.entryId",
      "e.code",
      "e.title",
      "x.kind",
      "x.reason",
      "x.isAutomatic",
      "x.declaredAt",
      "x.dismissedAt",
      "x.dismissedReason",
    )) as (Omit<Recusal, "isAutomatic"> & { isAutomatic: number })[];
  return rows.map((row) => ({ ...row, isAutomatic: row.isAutomatic === 1 }));
}

export interface Candidate {
  id: string;
  name: string;
  jobTitle: string;
  organisationName: string;
  hospitalName: string | null;
}

/**
 * Whom (alias `p`) the organiser of a round may find and invite. A centre chooses among all; a hospital
 * among its own people, people of no hospital, and those of other hospitals whom a grant made its
 * experts: it has no business in another hospital's list of staff.
 */
export function mayBeInvited({ cycleKind, organiserId }: RoundWithCycle) {
  return (query: Knex.QueryBuilder): void => {
    if (cycleKind === "municipal") return;
    void query.andWhere((near) => {
      void near.where("p.hospitalId", organiserId).orWhereNull("p.hospitalId");
      void near.orWhereExists((grant) => {
        void grant
          .from("roleGrants as ng")
          .whereIn("ng.role", ["expert", "panel_chair"])
          .where({ "ng.scopeKind": "organisation", "ng.scopeId": organiserId })
          .whereNull("ng.revokedAt")
          .whereRaw("ng.person_id = p.id");
      });
    });
  };
}

/** People with an account who are not on the panel yet, by name, pinyin or user name. */
export async function searchExperts(
  db: Queryable,
  round: RoundWithCycle,
  typed: string,
): Promise<Candidate[]> {
  if (typed.trim() === "") return [];
  return (await db("people as p")
    .join("organisations as o", "o.id", "p.organisationId")
    .leftJoin("organisations as h", "h.id", "p.hospitalId")
    .whereRaw("p.search_text like ? escape '\\'", [likePattern(typed)])
    .whereNotNull("p.username")
    .modify(mayBeInvited(round))
    .whereNull("p.disabledAt")
    .whereNotExists(
      db("panelMembers as m").whereRaw("m.person_id = p.id").where({ "m.roundId": round.id }),
    )
    .orderBy("p.sortKey")
    .orderBy("p.id")
    .limit(20)
    .select(
      "p.id",
      "p.name",
      "p.jobTitle",
      "o.name as organisationName",
      "h.name as hospitalName",
    )) as Candidate[];
}

/** Of these people, who administers the round: an office or centre officer of its organiser. */
export async function administratorsAmong(
  db: Queryable,
  organiserId: string,
  cycleId: string,
  personIds: readonly string[],
  now: string,
): Promise<{ id: string; name: string }[]> {
  if (personIds.length === 0) return [];
  const today = shanghaiDate(now);
  return (await db("roleGrants as g")
    .join("people as p", "p.id", "g.personId")
    .whereIn("g.personId", [...personIds])
    .whereIn("g.role", ["office", "centre_officer", "witness"])
    .whereIn("g.scopeId", [organiserId, cycleId])
    .whereNull("g.revokedAt")
    .andWhere("g.validFrom", "<=", today)
    .andWhere((where) => where.whereNull("g.validUntil").orWhere("g.validUntil", ">=", today))
    .distinct("p.id", "p.name")) as { id: string; name: string }[];
}

interface ExpertSide {
  id: string;
  personId: string | null;
  employerId: string | null;
  departmentId: string | null;
}

interface EntrySide {
  id: string;
  projectId: string | null;
  organisationId: string | null;
  departmentId: string | null;
  snapshot: string;
}

/**
 * Recuses every expert automatically where the round's rules say so. A pair that has a recusal, a
 * dismissed one included, is left as it is: a false positive stays dismissed.
 * @returns how many were added
 */
export async function setAutomaticRecusals(
  tx: Transaction,
  round: RoundRow,
  now: string,
): Promise<number> {
  const experts = (await tx("panelMembers as m")
    .leftJoin("people as p", "p.id", "m.personId")
    .where({ "m.roundId": round.id })
    .whereIn("m.status", ["invited", "accepted"])
    .select("m.id", "m.personId", "m.employerId", "p.organisationId as departmentId")) as ExpertSide[];
  const entries = (await tx("entries")
    .where({ roundId: round.id })
    .whereNot({ state: "withdrawn" })
    .select("id", "projectId", "organisationId", "departmentId", "snapshot")) as EntrySide[];
  if (experts.length === 0 || entries.length === 0) return 0;
  const affiliations = await groups(
    tx("affiliations")
      .whereIn(
        "personId",
        experts.flatMap(({ personId }) => (personId ? [personId] : [])),
      )
      .select("personId as key", "organisationId as value"),
  );
  const projectIds = entries.flatMap(({ projectId }) => (projectId ? [projectId] : []));
  const members = await groups(
    tx("projectMembers")
      .whereIn("projectId", projectIds)
      .select("projectId as key", "personId as value"),
  );
  const leads = await groups(
    tx("projects").whereIn("id", projectIds).select("id as key", "leadId as value"),
  );
  const cooperating = await groups(
    tx("coSigns")
      .whereIn("projectId", projectIds)
      .select("projectId as key", "departmentId as value"),
  );
  const known = new Set(
    ((await tx("recusals")
      .where({ roundId: round.id })
      .select("panelMemberId", "entryId")) as { panelMemberId: string; entryId: string }[]).map(
      (row) => `${row.panelMemberId} ${row.entryId}`,
    ),
  );
  const rows: Record<string, unknown>[] = [];
  for (const entry of entries) {
    const people = new Set([
      ...(members.get(entry.projectId ?? "") ?? []),
      ...(leads.get(entry.projectId ?? "") ?? []),
      ...namedIn(entry.snapshot),
    ]);
    const departments = [
      ...(entry.departmentId ? [entry.departmentId] : []),
      ...(cooperating.get(entry.projectId ?? "") ?? []),
    ];
    for (const expert of experts) {
      if (known.has(`${expert.id} ${entry.id}`)) continue;
      const found = automaticRecusal({
        policy: round.recusalPolicy,
        expert: {
          employerId: expert.employerId,
          affiliationIds: affiliations.get(expert.personId ?? "") ?? [],
          departmentId: expert.departmentId,
          personId: expert.personId,
        },
        entry: {
          organisationId: entry.organisationId,
          departmentIds: departments,
          personIds: [...people],
        },
        affiliationsRecuse: round.affiliationsRecuse === 1,
      });
      if (!found) continue;
      rows.push({
        id: newId(),
        roundId: round.id,
        panelMemberId: expert.id,
        entryId: entry.id,
        kind: found.kind,
        reason: "",
        isAutomatic: 1,
        declaredBy: null,
        declaredAt: now,
        dismissedAt: null,
        dismissedReason: "",
      });
    }
  }
  await insertMany(tx, "recusals", rows);
  return rows.length;
}

async function groups(query: PromiseLike<unknown>): Promise<Map<string, string[]>> {
  const map = new Map<string, string[]>();
  for (const { key, value } of (await query) as { key: string; value: string }[])
    map.set(key, [...(map.get(key) ?? []), value]);
  return map;
}

/** People an entry names that is not a project here: its lead and members by account. */
function namedIn(snapshot: string): readonly string[] {
  const { leadId, memberIds } = fromJson<{ leadId?: unknown; memberIds?: unknown }>(snapshot);
  return [leadId, ...(Array.isArray(memberIds) ? (memberIds as unknown[]) : [])].filter(
    (id): id is string => typeof id === "string",
  );
}
