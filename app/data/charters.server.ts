import { createHash } from "node:crypto";
import { readCharter, type Charter } from "~/domain/execution";
import { canonicalJson } from "~/domain/standing/canonical-json";
import type { Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { fromJson } from "./rows.server";

export interface CharterRow {
  id: string;
  version: number;
  body: Charter;
  revision: number;
  digest: string;
  /** Frozen from then on. */
  signedAt: string | null;
  createdAt: string;
}

const read = (row: Omit<CharterRow, "body"> & { body: string }): CharterRow => ({
  ...row,
  body: readCharter(fromJson(row.body)),
});

export async function findCharter(db: Queryable, projectId: string): Promise<CharterRow | null> {
  return (await charterVersions(db, projectId))[0] ?? null;
}

/** All versions, the latest first. */
export async function charterVersions(db: Queryable, projectId: string): Promise<CharterRow[]> {
  const rows = (await db("charters")
    .where({ projectId })
    .orderBy("version", "desc")
    .select("id", "version", "body", "revision", "digest", "signedAt", "createdAt")) as (Omit<
    CharterRow,
    "body"
  > & { body: string })[];
  return rows.map(read);
}

export const charterDigest = (body: Charter): string =>
  createHash("sha256").update(canonicalJson(body)).digest("hex");

/** @param signedAt of an amendment, which those who agreed to it have signed by agreeing */
export async function addCharter(
  tx: Transaction,
  projectId: string,
  version: number,
  body: Charter,
  signedAt: string | null,
  now: string,
): Promise<void> {
  await tx("charters").insert({
    id: newId(),
    projectId,
    version,
    body: JSON.stringify(body),
    revision: 0,
    digest: signedAt === null ? "" : charterDigest(body),
    signedAt,
    createdAt: now,
  });
}

export interface Signature {
  party: string;
  name: string;
  at: string;
}

/** Who has signed the charter so far; a change of its text takes all signatures back. */
export async function signaturesOf(db: Queryable, projectId: string): Promise<Signature[]> {
  return (await db("consents as c")
    .join("people as p", "p.id", "c.personId")
    .where({ "c.subjectKind": "project", "c.subjectId": projectId, "c.transition": "sign_charter" })
    .orderBy("c.at")
    .select("c.party", "p.name", "c.at")) as Signature[];
}

export interface AmendmentRow {
  id: string;
  number: number;
  state: "proposed" | "approved" | "rejected";
  body: Charter;
  aboveThreshold: number;
  committeeApproved: number;
  reason: string;
  proposedByName: string;
  proposedAt: string;
  decidedByName: string | null;
  decidedAt: string | null;
  decisionReason: string;
  charterVersion: number | null;
}

export async function amendmentsOf(db: Queryable, projectId: string): Promise<AmendmentRow[]> {
  const rows = (await db("amendments as a")
    .join("people as p", "p.id", "a.proposedBy")
    .leftJoin("people as d", "d.id", "a.decidedBy")
    .where({ "a.projectId": projectId })
    .orderBy("a.number", "desc")
    .select("a.*", "p.name as proposedByName", "d.name as decidedByName")) as (Omit<
    AmendmentRow,
    "body"
  > & { body: string })[];
  return rows.map((row) => ({ ...row, body: readCharter(fromJson(row.body)) }));
}
