import { readEffect, type EffectEvaluation } from "~/domain/evaluation/effect";
import type { Role } from "~/domain/people";
import { holdersOf } from "./audience.server";
import type { Queryable, Transaction } from "./connection.server";
import { memberIdsOf } from "./execution-projects.server";
import { newId } from "./ids.server";
import { fromJson } from "./rows.server";

export type EffectState = "draft" | "submitted" | "verified" | "contested" | "unverified";

export interface EffectRow {
  id: string;
  version: number;
  body: EffectEvaluation;
  revision: number;
  state: EffectState;
  savedAt: string;
  savedByName: string;
  submittedAt: string | null;
  verifierId: string | null;
  verifierName: string | null;
  verifiedByName: string | null;
  verifiedAt: string | null;
  finding: string;
}

/** All versions, the latest first. */
export async function effectVersions(db: Queryable, projectId: string): Promise<EffectRow[]> {
  const rows = (await db("effectEvaluations as e")
    .join("people as s", "s.id", "e.savedBy")
    .leftJoin("people as n", "n.id", "e.verifierId")
    .leftJoin("people as v", "v.id", "e.verifiedBy")
    .where({ "e.projectId": projectId })
    .orderBy("e.version", "desc")
    .select("e.*", "s.name as savedByName", "n.name as verifierName", "v.name as verifiedByName")) as (Omit<
    EffectRow,
    "body"
  > & { body: string })[];
  return rows.map((row) => ({ ...row, body: readEffect(fromJson(row.body)) }));
}

export async function findEffect(db: Queryable, projectId: string): Promise<EffectRow | null> {
  return (await effectVersions(db, projectId))[0] ?? null;
}

export async function addEffectVersion(
  tx: Transaction,
  projectId: string,
  row: { version: number; body: EffectEvaluation; savedBy: string; verifierId: string | null },
  now: string,
): Promise<void> {
  await tx("effectEvaluations").insert({
    id: newId(),
    projectId,
    version: row.version,
    body: JSON.stringify(row.body),
    revision: 0,
    state: "draft",
    savedBy: row.savedBy,
    savedAt: now,
    verifierId: row.verifierId,
  });
}

export interface Contest {
  at: string;
  byName: string;
  reason: string;
  fieldReasons: { field: string; reason: string }[];
  dueOn: string;
}

/** The last time the measurement was contested, from the project's events. */
export async function lastContest(db: Queryable, projectId: string): Promise<Contest | null> {
  const row = (await db("events as e")
    .leftJoin("people as p", "p.id", "e.actorId")
    .where({ "e.subjectKind": "project", "e.subjectId": projectId, "e.transition": "contest" })
    .orderBy("e.seq", "desc")
    .first("e.at", "p.name", "e.reason", "e.facts")) as
    { at: string; name: string | null; reason: string; facts: string } | undefined;
  if (!row) return null;
  const facts = fromJson<{ fieldReasons?: Contest["fieldReasons"]; dueOn?: string }>(row.facts);
  return {
    at: row.at,
    byName: row.name ?? "–",
    reason: row.reason,
    fieldReasons: facts.fieldReasons ?? [],
    dueOn: facts.dueOn ?? "",
  };
}

/** Those who see the project anyway and do not work in it: only they can be named as its verifier. */
const OUTSIDERS: readonly Role[] = ["qc_officer", "liaison", "leader_in_charge"];

export async function possibleVerifiers(
  db: Queryable,
  project: { id: string; hospitalId: string; leadId: string },
  now: string,
): Promise<{ id: string; name: string }[]> {
  const holders = await holdersOf(db, OUTSIDERS, [project.hospitalId], now);
  const own = [project.leadId, ...(await memberIdsOf(db, project.id))];
  return (await db("people")
    .whereIn("id", holders.filter((id) => !own.includes(id)))
    .where({ hospitalId: project.hospitalId })
    .orderBy("sortKey")
    .select("id", "name")) as { id: string; name: string }[];
}
