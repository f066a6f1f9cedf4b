import { roundKindsOf, type CycleDates, type CycleKind, type RoundKind } from "~/domain/cycle";
import { workflowOptionsSchema } from "~/domain/lifecycle/options";
import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import { formOfRule } from "~/domain/scoring/round-form";
import type { Rubric } from "~/domain/rubric/score";
import type { Queryable } from "./connection.server";
import { listableProjects, type Listable } from "./round-entries.server";
import { findRound, NO_DUE_DATE, rubricOf, ruleOf } from "./rounds.server";
import { fromJson } from "./rows.server";

export interface RoundChoices {
  /** Null for a new round. */
  roundId: string | null;
  cycle: { id: string; name: string };
  kind: RoundKind;
  kinds: readonly RoundKind[];
  rubrics: { id: string; name: string; version: number }[];
  criteria: { key: string; name: string }[];
  projects: Listable[];
  entriesRequired: number | null;
  /** The rule is declared, only the last day may change. */
  isOpen: boolean;
  values: Record<string, string | string[]>;
}

interface CycleRow {
  id: string;
  name: string;
  kind: CycleKind;
  options: string;
  dates: string;
}

/** What a new round of a cycle can be made of. Refuses 404 for a cycle out of reach. */
export async function newRoundChoices(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  kind: string,
): Promise<RoundChoices> {
  const cycle = (await db("cycles")
    .where({ id: cycleId })
    .whereIn("organisationId", [...actor.organisationIds])
    .first("id", "name", "kind", "options", "dates")) as CycleRow | undefined;
  if (!cycle) refuse("not_found", {}, 404);
  const kinds = roundKindsOf(cycle.kind);
  const chosen = kinds.find((one) => one === kind) ?? kinds[0] ?? "establishment";
  const options = workflowOptionsSchema.parse(fromJson(cycle.options));
  const dates = fromJson<Partial<CycleDates>>(cycle.dates);
  const rubrics = (await db("rubrics")
    .where({ cycleId, roundKind: chosen })
    .orderBy("version", "desc")
    .select("id", "name", "version", "body")) as {
    id: string;
    name: string;
    version: number;
    body: string;
  }[];
  const criteria = new Map(
    rubrics.flatMap(({ body }) =>
      fromJson<Rubric>(body).criteria.map(({ key, name }) => [key, name] as const),
    ),
  );
  return {
    roundId: null,
    cycle: { id: cycle.id, name: cycle.name },
    kind: chosen,
    kinds,
    rubrics: rubrics.map(({ id, name, version }) => ({ id, name, version })),
    criteria: [...criteria].map(([key, name]) => ({ key, name })),
    projects: chosen === "municipal" ? [] : await listableProjects(db, chosen, cycleId),
    entriesRequired: chosen === "municipal" ? options.entriesPerOrganisation : null,
    isOpen: false,
    values: {
      minimumSheets: String(options.minimumSheets),
      minimumPanel: String(options.minimumPanel),
      dueOn: dates.scoreUntil ?? "",
      aggregation: chosen === "municipal" ? "trimmed" : "mean",
    },
  };
}

/** A round's settings for changing them. */
export async function editRoundChoices(
  db: Queryable,
  actor: Actor,
  id: string,
): Promise<RoundChoices> {
  const round = await findRound(db, actor, id);
  const rule = ruleOf(round);
  return {
    roundId: id,
    cycle: { id: round.cycleId, name: round.cycleName },
    kind: round.kind,
    kinds: [round.kind],
    rubrics: [],
    criteria: rubricOf(round).criteria.map(({ key, name }) => ({ key, name })),
    projects: [],
    entriesRequired: rule.groups.entriesRequired,
    isOpen: round.state !== "preparing",
    values: {
      name: round.name,
      minimumPanel: String(round.minimumPanel),
      dueOn: round.dueOn === NO_DUE_DATE ? "" : round.dueOn,
      ...formOfRule(rule),
    },
  };
}
