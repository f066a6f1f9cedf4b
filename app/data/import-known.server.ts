import type { KnownCycle } from "~/domain/import/entries";
import type { KnownMember } from "~/domain/import/experts";
import { OrganisationIndex, type KnownOrganisation } from "~/domain/import/organisations";
import { pair, type KnownRound } from "~/domain/import/sheets";
import type { Category } from "~/domain/cycle";
import type { Queryable } from "./connection.server";
import { ENTRIES_TO_SCORE } from "./panels.server";
import { rubricOf, type RoundWithCycle } from "./rounds.server";

/** What an import is checked against. Inside a transaction, pass it: only then nothing moves meanwhile. */

async function organisationIndex(db: Queryable): Promise<OrganisationIndex> {
  const rows = (await db("organisations")
    .whereIn("kind", ["hospital", "centre", "external"])
    .whereNull("closedAt")
    .orderBy("id")
    .select("id", "name", "shortName")) as KnownOrganisation[];
  return new OrganisationIndex(rows);
}

export async function knownCycle(
  db: Queryable,
  cycle: { id: string; categories: readonly Category[] },
): Promise<KnownCycle> {
  return {
    categories: cycle.categories,
    organisations: await organisationIndex(db),
    codes: new Set((await db("entries").where({ cycleId: cycle.id }).pluck("code")) as string[]),
  };
}

export function roundMembers(db: Queryable, roundId: string): Promise<KnownMember[]> {
  return db("panelMembers")
    .where({ roundId })
    .orderBy("position")
    .orderBy("id")
    .select("id", "name", "employerName", "employerId", "status") as Promise<KnownMember[]>;
}

export async function knownPanel(db: Queryable, roundId: string) {
  return {
    members: await roundMembers(db, roundId),
    organisations: await organisationIndex(db),
  };
}

export async function knownRound(db: Queryable, round: RoundWithCycle): Promise<KnownRound> {
  const entries = (await db("entries")
    .where({ roundId: round.id })
    .select("id", "code", "organisationId", "state", "isSetAside")) as {
    id: string;
    code: string;
    organisationId: string | null;
    state: string;
    isSetAside: number;
  }[];
  const recused = (await db("recusals")
    .where({ roundId: round.id })
    .whereNull("dismissedAt")
    .select("panelMemberId", "entryId")) as { panelMemberId: string; entryId: string }[];
  const scored = (await db("sheets")
    .where({ roundId: round.id, generation: round.generation })
    .select("panelMemberId", "entryId")) as { panelMemberId: string; entryId: string }[];
  const pairs = (rows: typeof recused) =>
    new Set(rows.map((row) => pair(row.panelMemberId, row.entryId)));
  return {
    rubric: rubricOf(round),
    policy: round.recusalPolicy,
    affiliationsRecuse: round.affiliationsRecuse === 1,
    entries: new Map(
      entries.map(({ code, id, organisationId, state, isSetAside }) => [
        code,
        { id, organisationId, open: ENTRIES_TO_SCORE.includes(state) && isSetAside === 0 },
      ]),
    ),
    members: await roundMembers(db, round.id),
    recused: pairs(recused),
    scored: pairs(scored),
    organisations: await organisationIndex(db),
  };
}
