import { offeredRoles, type Layout } from "~/domain/import/columns";
import type { Actor } from "~/domain/people";
import { can } from "~/domain/permissions";
import { unless } from "~/domain/refusal";
import type { Queryable } from "./connection.server";
import { findCycle } from "./cycles.server";
import { ENTRIES_TO_SCORE } from "./panels.server";
import { loadRound, rubricOf } from "./rounds.server";

/** A file to fill in: more rows than this are left to the person. */
const MOST_ROWS = 20_000;

/** `columns` are role names for the locale file; one that begins with "=" is a name as it stands. */
export interface ImportTemplate {
  readonly cycleName: string;
  readonly layout: Layout;
  readonly columns: string[];
  readonly rows: string[][];
}

/**
 * The headings an import recognises, with the cycle's criteria; for sheets also the round's entries and
 * experts, so that printed sheets only need their scores typed. Pairs that are recused are left out.
 */
export async function importTemplate(
  db: Queryable,
  actor: Actor,
  { cycleId, layout, roundId }: { cycleId: string; layout: Layout; roundId: string },
): Promise<ImportTemplate> {
  const cycle = await findCycle(db, actor, cycleId);
  unless(can(actor, "entry.import", { organiserId: cycle.organisationId }));
  const cycleName = cycle.name;
  const found = roundId === "" ? undefined : await loadRound(db, roundId);
  const round = found?.cycleId === cycleId ? found : undefined;
  const rubric = round ? rubricOf(round) : null;
  const criteria = rubric?.criteria ?? [];
  const roles = offeredRoles(layout, rubric).map(({ role }) => role);
  const columns = roles
    .filter((role) => role !== "expert_scores")
    .map((role) => {
      const criterion = criteria.find(({ key }) => role === `criterion:${key}`);
      return criterion ? `=${criterion.name}` : role;
    });
  if (layout === "entries" || layout === "experts" || !round)
    return { cycleName, layout, columns, rows: [] };

  const entries = (await db("entries")
    .where({ roundId: round.id, isSetAside: 0 })
    .whereIn("state", ENTRIES_TO_SCORE)
    .orderBy("code")
    .select("id", "code")) as { id: string; code: string }[];
  const experts = (await db("panelMembers")
    .where({ roundId: round.id, status: "accepted" })
    .orderBy("position")
    .orderBy("id")
    .select("id", "name", "employerName")) as { id: string; name: string; employerName: string }[];
  const recused = new Set(
    (
      (await db("recusals")
        .where({ roundId: round.id })
        .whereNull("dismissedAt")
        .select("panelMemberId", "entryId")) as { panelMemberId: string; entryId: string }[]
    ).map((row) => `${row.panelMemberId} ${row.entryId}`),
  );
  const rows: string[][] = [];
  if (layout === "sheets_matrix") {
    for (const { code } of entries)
      for (const { name } of criteria) if (rows.length < MOST_ROWS) rows.push([code, name]);
    return { cycleName, layout, columns: [...columns, ...experts.map(({ name }) => `=${name}`)], rows };
  }
  const named = layout === "sheets_long" ? criteria.map(({ name }) => name) : [null];
  for (const { id, code } of entries)
    for (const expert of experts) {
      if (recused.has(`${expert.id} ${id}`)) continue;
      for (const criterion of named)
        if (rows.length < MOST_ROWS)
          rows.push([code, expert.name, expert.employerName, ...(criterion === null ? [] : [criterion])]);
    }
  return { cycleName, layout, columns, rows };
}
