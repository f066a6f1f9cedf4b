import type { EntrySnapshot } from "~/domain/entry-snapshot";
import type { ImportedEntry } from "~/domain/import/entries";
import type { ImportedExpert } from "~/domain/import/experts";
import type { SheetExpert, SheetPlan } from "~/domain/import/sheets";
import type { Actor } from "~/domain/people";
import { canonicalJson } from "~/domain/standing/canonical-json";
import type { Transaction } from "./connection.server";
import { newId } from "./ids.server";
import { setAutomaticRecusals } from "./panels.server";
import type { RoundWithCycle } from "./rounds.server";
import { insertMany } from "./rows.server";
import { sha256 } from "./sheet-chain.server";
import { insertImportedSheets } from "./sheets.server";
import { searchText, sortKey } from "./text.server";

/** Rows written before the database is asked again: keeps memory flat with 50,000 sheets. */
const CHUNK = 2_000;

/**
 * Entries that the organiser takes in from a file: nominated and qualified in one go, with both events
 * and the stamped version that a hospital's own nomination leaves.
 * @returns ids of organisations that take part from now on
 */
export async function storeEntries(
  tx: Transaction,
  cycleId: string,
  entries: readonly ImportedEntry[],
  actor: Actor,
  importId: string,
  now: string,
): Promise<string[]> {
  for (let start = 0; start < entries.length; start += CHUNK)
    await storeChunk(tx, cycleId, entries.slice(start, start + CHUNK), actor, importId, now);
  const present = (await tx("cycleParticipants")
    .where({ cycleId })
    .pluck("organisationId")) as string[];
  const joining = [
    ...new Set(entries.flatMap(({ organisationId }) => (organisationId ? [organisationId] : []))),
  ].filter((id) => !present.includes(id));
  await insertMany(
    tx,
    "cycleParticipants",
    joining.map((organisationId) => ({ cycleId, organisationId })),
  );
  return joining;
}

async function storeChunk(
  tx: Transaction,
  cycleId: string,
  entries: readonly ImportedEntry[],
  actor: Actor,
  importId: string,
  now: string,
): Promise<void> {
  const rows: Record<string, unknown>[] = [];
  const versions: Record<string, unknown>[] = [];
  const events: Record<string, unknown>[] = [];
  for (const entry of entries) {
    const id = newId();
    const { code, title, category, organisation } = entry;
    const snapshot: EntrySnapshot = {
      source: "import",
      problem: entry.problem,
      measures: entry.measures,
      effect: entry.effect,
      leadDepartment: entry.department,
      leadName: entry.lead,
      projectCode: "",
    };
    rows.push({
      id,
      cycleId,
      code,
      title,
      organisationId: entry.organisationId,
      organisationName: organisation,
      category,
      state: "qualified",
      stateSince: now,
      snapshot: JSON.stringify(snapshot),
      revision: 1,
      sortKey: sortKey(title),
      searchText: searchText(title, code, organisation),
      eventSeq: 2,
      createdAt: now,
      updatedAt: now,
    });
    const body = canonicalJson({ title, category, organisationName: organisation, snapshot });
    versions.push({
      id: newId(),
      entryId: id,
      number: 1,
      body,
      digest: sha256(body),
      stampedBy: actor.personId,
      stampedAt: now,
    });
    const moves = [
      ["nominate", "draft", "nominated"],
      ["qualify", "nominated", "qualified"],
    ] as const;
    moves.forEach(([transition, fromState, toState], index) =>
      events.push({
        id: newId(),
        subjectKind: "entry",
        subjectId: id,
        seq: index + 1,
        at: now,
        actorId: actor.personId,
        actorRole: actor.role,
        transition,
        fromState,
        toState,
        reason: "",
        facts: JSON.stringify({ importId }),
      }),
    );
  }
  await insertMany(tx, "entries", rows);
  await insertMany(tx, "entryVersions", versions);
  await insertMany(tx, "events", events);
}

type Newcomer = Pick<ImportedExpert, "name" | "employer" | "employerId" | "seat">;

/** Experts without an account take their seats; the round's rules then recuse where they must. */
export async function storeExperts(
  tx: Transaction,
  round: RoundWithCycle,
  experts: readonly Newcomer[],
  actorId: string,
  now: string,
): Promise<string[]> {
  if (experts.length === 0) return [];
  const last = (await tx("panelMembers")
    .where({ roundId: round.id })
    .max({ position: "position" })
    .first()) as { position: number | null } | undefined;
  const rows = experts.map(({ name, employer, employerId, seat }, index) => ({
    id: newId(),
    roundId: round.id,
    personId: null,
    name,
    employerId,
    employerName: employer,
    seat,
    status: "accepted",
    invitedBy: actorId,
    invitedAt: now,
    answeredAt: now,
    position: Number(last?.position ?? 0) + index + 1,
  }));
  await insertMany(tx, "panelMembers", rows);
  await setAutomaticRecusals(tx, round, now);
  return rows.map(({ id }) => id);
}

/** Newcomers join the panel, cells that say so become recusals, whole sheets begin their chains. */
export async function storeSheets(
  tx: Transaction,
  round: RoundWithCycle,
  plan: Pick<SheetPlan, "experts" | "sheets" | "recusals">,
  actorId: string,
  fileName: string,
  now: string,
): Promise<void> {
  const members = await memberIds(tx, round, plan.experts, actorId, now);
  const memberOf = (key: string) => members.get(key) ?? key;
  await insertMany(
    tx,
    "recusals",
    plan.recusals.map(({ expert, entryId }) => ({
      id: newId(),
      roundId: round.id,
      panelMemberId: memberOf(expert),
      entryId,
      kind: "other",
      reason: fileName,
      isAutomatic: 0,
      declaredBy: actorId,
      declaredAt: now,
    })),
  );
  for (let start = 0; start < plan.sheets.length; start += CHUNK)
    await insertImportedSheets(
      tx,
      round,
      plan.sheets.slice(start, start + CHUNK).map(({ entryId, expert, scores, comments }) => ({
        entryId,
        panelMemberId: memberOf(expert),
        scores,
        comments,
      })),
      actorId,
      now,
      round.state === "closed" ? "sealed" : "submitted",
    );
}

async function memberIds(
  tx: Transaction,
  round: RoundWithCycle,
  experts: readonly SheetExpert[],
  actorId: string,
  now: string,
): Promise<Map<string, string>> {
  const newcomers = experts.filter(({ memberId }) => memberId === null);
  const ids = await storeExperts(
    tx,
    round,
    newcomers.map(({ name, employer, employerId }) => ({
      name,
      employer,
      employerId,
      seat: "member",
    })),
    actorId,
    now,
  );
  return new Map(newcomers.map(({ key }, index) => [key, ids[index] ?? key]));
}
