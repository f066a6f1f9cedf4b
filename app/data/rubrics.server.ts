import { roundKindsOf, type RoundKind } from "~/domain/cycle";
import { can } from "~/domain/permissions";
import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import type { Rubric } from "~/domain/rubric/score";
import type { Queryable } from "./connection.server";
import { cycleSubject, findCycle, type Cycle } from "./cycles.server";
import { fromJson } from "./rows.server";

export interface RubricVersion {
  id: string;
  roundKind: RoundKind;
  version: number;
  name: string;
  body: Rubric;
  /** When the first sheet was saved on it; null while it may still be changed. */
  frozenAt: string | null;
  createdAt: string;
}

/** The versions of a cycle's rubric for one kind of round, the newest first. */
export async function listRubricVersions(
  db: Queryable,
  cycleId: string,
  kind: RoundKind,
): Promise<RubricVersion[]> {
  const rows = (await db("rubrics")
    .where({ cycleId, roundKind: kind })
    .orderBy("version", "desc")
    .select(
      "id",
      "roundKind",
      "version",
      "name",
      "body",
      "frozenAt",
      "createdAt",
      // A sheet freezes what it was scored on, whoever marked the row.
      db("sheets as s")
        .join("rounds as r", "r.id", "s.roundId")
        .whereRaw("r.rubric_id = rubrics.id")
        .min("s.savedAt")
        .as("firstSheetAt"),
    )) as (Omit<RubricVersion, "body"> & { body: string; firstSheetAt: string | null })[];
  return rows.map(({ firstSheetAt, ...row }) => ({
    ...row,
    body: fromJson<Rubric>(row.body),
    frozenAt: row.frozenAt ?? firstSheetAt,
  }));
}

/** The rubric page: which kinds there are, the versions of one, and whether this person may change it. */
export async function findRubrics(db: Queryable, actor: Actor, cycleId: string, kindText: string) {
  const cycle = await findCycle(db, actor, cycleId);
  const kinds = roundKindsOf(cycle.kind);
  const kind = kinds.find((one) => one === kindText) ?? kinds[0] ?? "municipal";
  const versions = await listRubricVersions(db, cycleId, kind);
  const latest = versions[0] ?? refuse("not_found", {}, 404);
  return {
    cycle,
    kinds: [...kinds],
    kind,
    versions,
    latest,
    mayManage: can(actor, "cycle.manage", cycleSubject(cycle)) === null,
  };
}

/** The criteria a tie rule of this cycle can name: those of its newest rubrics, each once. */
export async function criteriaOf(
  db: Queryable,
  cycle: Pick<Cycle, "id" | "kind">,
): Promise<{ key: string; name: string }[]> {
  const found = new Map<string, string>();
  for (const kind of roundKindsOf(cycle.kind)) {
    const [latest] = await listRubricVersions(db, cycle.id, kind);
    for (const { key, name } of latest?.body.criteria ?? [])
      if (!found.has(key)) found.set(key, name);
  }
  return [...found].map(([key, name]) => ({ key, name }));
}
