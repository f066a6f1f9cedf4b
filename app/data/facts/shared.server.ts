import type { Actor } from "~/domain/people";
import type { Consent, LastEvent } from "~/domain/lifecycle/facts";
import type { PartyKey } from "~/domain/lifecycle/parties";
import type { Queryable } from "../connection.server";

/** What every machine's facts need of the history. */
export interface Past {
  lastEvent: LastEvent | null;
  consents: Record<string, Consent[]>;
}

interface EventRow {
  seq: number;
  at: string;
  transition: string;
  fromState: string;
  toState: string;
  name: string | null;
}

interface ConsentRow {
  transition: string;
  party: PartyKey;
  personId: string;
  eventSeq: number;
  at: string;
  name: string;
}

/**
 * The last event and the presses that still count: those given since the subject entered its present
 * state and since that transition was last carried out.
 */
export async function loadPast(db: Queryable, kind: string, id: string): Promise<Past> {
  const events = (await db("events as e")
    .leftJoin("people as p", "p.id", "e.actorId")
    .where({ "e.subjectKind": kind, "e.subjectId": id })
    .orderBy("e.seq", "desc")
    .limit(60)
    .select("e.seq", "e.at", "e.transition", "e.fromState", "e.toState", "p.name")) as EventRow[];
  const latest = events[0];
  const entered = events.find((event) => event.fromState !== event.toState)?.seq ?? 0;
  const rows = (await db("consents as c")
    .join("people as p", "p.id", "c.personId")
    .where({ "c.subjectKind": kind, "c.subjectId": id })
    .andWhere("c.eventSeq", ">=", entered)
    .orderBy("c.at")
    .select("c.transition", "c.party", "c.personId", "c.eventSeq", "c.at", "p.name")) as ConsentRow[];
  const consents: Record<string, Consent[]> = {};
  for (const row of rows) {
    const carriedOut = events.find((event) => event.transition === row.transition)?.seq ?? 0;
    if (row.eventSeq < Math.max(entered, carriedOut)) continue;
    (consents[row.transition] ??= []).push({
      party: row.party,
      personId: row.personId,
      name: row.name,
      at: row.at,
    });
  }
  return {
    lastEvent: latest ? { by: latest.name ?? "–", at: latest.at } : null,
    consents,
  };
}

/** Whether the acting role's grants cover any of these organisations, this cycle or this project. */
export function covers(
  actor: Actor | null,
  subject: { organisationIds: readonly (string | null)[]; cycleId?: string; projectId?: string },
): boolean {
  if (!actor) return true; // the scheduler
  return (
    actor.scopes.some(
      (scope) =>
        scope.kind === "installation" ||
        (scope.kind === "cycle" && scope.id === subject.cycleId) ||
        (scope.kind === "project" && scope.id === subject.projectId),
    ) || subject.organisationIds.some((id) => id !== null && actor.organisationIds.includes(id))
  );
}

export async function countRows(query: Promise<unknown>): Promise<number> {
  const [row] = (await query) as { n: number }[];
  return Number(row?.n ?? 0);
}
