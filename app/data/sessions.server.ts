import { createHash, randomBytes } from "node:crypto";
import type { Database, Queryable, Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { grantsOf, type GrantRow } from "./grants.server";
import type { Actor, Grant, Scope } from "~/domain/people";

/** The cookie holds the token, the database only its hash: a stolen backup opens no session. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

const TOUCH_EVERY_MS = 60_000;

export async function startSession(
  tx: Transaction,
  personId: string,
  device: string,
  now: string,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await tx("sessions").insert({
    tokenHash: hashToken(token),
    publicId: newId(),
    personId,
    grantId: null,
    device: device.slice(0, 200),
    createdAt: now,
    seenAt: now,
    revokedAt: null,
  });
  return token;
}

interface SessionRow {
  tokenHash: string;
  publicId: string;
  personId: string;
  grantId: string | null;
  seenAt: string;
  name: string;
  organisationId: string;
  hospitalId: string | null;
  locale: "zh-CN" | "en";
  mustChangePassword: number;
}

export interface SignedIn {
  readonly sessionId: string;
  readonly actor: Actor;
}

/**
 * Who a cookie's token stands for, acting in which role; null when unknown, revoked, idle for longer
 * than `idleMinutes`, or of a disabled account. The session is touched at most once a minute.
 */
export async function findSignedIn(
  db: Database,
  token: string,
  now: string,
  idleMinutes: number,
): Promise<SignedIn | null> {
  const tokenHash = hashToken(token);
  const session = (await db
    .read("sessions as s")
    .join("people as p", "p.id", "s.personId")
    .where({ "s.tokenHash": tokenHash })
    .whereNull("s.revokedAt")
    .whereNull("p.disabledAt")
    .first(
      "s.tokenHash",
      "s.publicId",
      "s.personId",
      "s.grantId",
      "s.seenAt",
      "p.name",
      "p.organisationId",
      "p.hospitalId",
      "p.locale",
      "p.mustChangePassword",
    )) as SessionRow | undefined;
  if (!session) return null;
  const idleMs = Date.parse(now) - Date.parse(session.seenAt);
  if (idleMs > idleMinutes * 60_000) return null;
  const grants = await grantsOf(db.read, session.personId, now);
  const acting = grants.find((grant) => grant.id === session.grantId) ?? grants[0];
  if (!acting) return null;
  if (idleMs > TOUCH_EVERY_MS) await db.write("sessions").where({ tokenHash }).update({ seenAt: now });
  const scopes = grants.filter((g) => g.role === acting.role).map(scopeOf);
  return {
    sessionId: session.publicId,
    actor: {
      personId: session.personId,
      name: session.name,
      organisationId: session.organisationId,
      // Whoever acts for another hospital, or for the centre, acts there and not at home.
      hospitalId:
        acting.scopeKind === "organisation" ? acting.scopeHospitalId : session.hospitalId,
      role: acting.role,
      grantId: acting.id,
      scopes,
      organisationIds: await organisationsBelow(db.read, scopes),
      grants: grants.map(asGrant),
      locale: session.locale,
      mustChangePassword: session.mustChangePassword === 1,
    },
  };
}

const scopeOf = (grant: GrantRow): Scope => ({ kind: grant.scopeKind, id: grant.scopeId });
const asGrant = (grant: GrantRow): Grant => ({
  id: grant.id,
  role: grant.role,
  scope: scopeOf(grant),
  scopeName: grant.scopeName,
});

/**
 * The organisations of the scopes and everything below them (three levels at most). A centre reaches
 * only itself: its hospitals' own cycles are not its business.
 */
export async function organisationsBelow(
  db: Queryable,
  scopes: readonly Scope[],
): Promise<readonly string[]> {
  const own = scopes.filter((scope) => scope.kind === "organisation").map((scope) => scope.id);
  if (own.length === 0) return [];
  const all = new Set(own);
  let level = (await db("organisations")
    .whereIn("id", own)
    .whereNot({ kind: "centre" })
    .pluck("id")) as string[];
  for (let depth = 0; depth < 3 && level.length > 0; depth += 1) {
    level = (await db("organisations").whereIn("parentId", level).pluck("id")) as string[];
    level = level.filter((id) => !all.has(id));
    for (const id of level) all.add(id);
  }
  return [...all];
}

export async function chooseGrant(tx: Transaction, sessionId: string, grantId: string) {
  await tx("sessions").where({ publicId: sessionId }).update({ grantId });
}

export interface SessionSummary {
  publicId: string;
  device: string;
  createdAt: string;
  seenAt: string;
}

export function listSessions(db: Queryable, personId: string): Promise<SessionSummary[]> {
  return db("sessions")
    .where({ personId })
    .whereNull("revokedAt")
    .orderBy("seenAt", "desc")
    .limit(50)
    .select("publicId", "device", "createdAt", "seenAt") as Promise<SessionSummary[]>;
}

/** Ends one session, or all of a person's but `keep`. */
export async function endSessions(
  tx: Transaction,
  which: { personId: string; publicId?: string; keep?: string },
  now: string,
): Promise<void> {
  const query = tx("sessions").where({ personId: which.personId }).whereNull("revokedAt");
  if (which.publicId) query.andWhere({ publicId: which.publicId });
  if (which.keep) query.andWhereNot({ publicId: which.keep });
  await query.update({ revokedAt: now });
}
