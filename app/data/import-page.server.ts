import { offeredRoles } from "~/domain/import/columns";
import type { Actor } from "~/domain/people";
import { can } from "~/domain/permissions";
import { unless } from "~/domain/refusal";
import type { Queryable } from "./connection.server";
import { findCycle } from "./cycles.server";
import { findImport, listImports } from "./imports.server";
import { loadRound, rubricOf } from "./rounds.server";

/** What the import page shows: where a file may go, the file at hand, what was imported before. */
export async function loadImportPage(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  importId: string,
) {
  const cycle = await findCycle(db, actor, cycleId);
  unless(can(actor, "entry.import", { organiserId: cycle.organisationId }));
  const rounds = (await db("rounds")
    .where({ cycleId })
    .orderBy("createdAt")
    .orderBy("id")
    .select("id", "name", "state")) as { id: string; name: string; state: string }[];
  const current = importId === "" ? null : await findImport(db, actor, cycleId, importId);
  const roundId = current?.reading.roundId ?? "";
  const round = roundId === "" ? undefined : await loadRound(db, roundId);
  const rubric = round ? rubricOf(round) : null;
  return {
    cycle: { id: cycle.id, name: cycle.name, kind: cycle.kind, state: cycle.state },
    rounds,
    imports: await listImports(db, actor, cycleId),
    current: current && {
      id: current.id,
      fileName: current.fileName,
      state: current.state,
      reading: current.reading,
      report: current.report,
      roundName: round?.name ?? null,
      offers: offeredRoles(current.reading.layout, rubric),
      criteria: (rubric?.criteria ?? []).map(({ key, name }) => ({ key, name })),
    },
  };
}

export type ImportPageData = Awaited<ReturnType<typeof loadImportPage>>;
