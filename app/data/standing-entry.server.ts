import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import { formatUnits, formatTotal, totalOf, type Scores } from "~/domain/rubric/score";
import { explainEntry, type ExplanationStep } from "~/domain/standing/explain";
import type { StandingEntry } from "~/domain/standing/types";
import type { Queryable } from "./connection.server";
import { fromJson } from "./rows.server";
import {
  nameOfCategory,
  parsedStanding,
  readStanding,
  tierNames,
  type ReadableStanding,
} from "./standing-access.server";
import { facts } from "./standing-page.server";

interface SheetRow {
  id: string;
  expertId: string;
  expert: string;
  employer: string;
  scores: string;
}

/**
 * How one place came about. Single sheets are for the round's organiser: everybody else reads the rule,
 * the counts, the sum and the ties, without any value that belongs to one expert.
 */
export async function explainStandingEntry(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  entryId: string,
  roundId: string,
) {
  const access = await readStanding(db, actor, cycleId, roundId || (await roundOf(db, entryId)));
  const parsed = await parsedStanding(db, access.record.id);
  const { standing, rowOf } = parsed;
  const row = rowOf.get(entryId) ?? refuse("not_found", {}, 404);
  const sheets = await sheetsOf(db, access, entryId);
  const { id, code, title, organisationId, organisation, category, state, recused } = row;
  const entry: StandingEntry = {
    id,
    code,
    title,
    organisationId,
    organisation,
    category,
    state,
    recused,
    sheets: sheets.map((sheet) => ({
      id: sheet.id,
      expertId: sheet.expertId,
      expert: sheet.expert,
      scores: fromJson<Scores>(sheet.scores),
    })),
  };
  const steps = explainEntry(standing, entry);
  const dropped = new Set(
    steps.filter(({ code: step }) => step === "totals_dropped").flatMap((step) => step.sheets ?? []),
  );
  const { categories } = access.cycle;
  return {
    cycle: { id: access.cycle.id, name: access.cycle.name, kind: access.cycle.kind },
    ...facts(access, parsed),
    row: {
      id,
      code,
      title,
      organisation,
      category: nameOfCategory(categories, category),
      place: row.place,
      score: row.score,
      tier: row.tier === null ? null : (tierNames(standing).get(row.tier) ?? row.tier),
    },
    steps: steps.map((step) => shown(step, access.isOrganiser, categories)),
    recusals: access.isOrganiser ? await recusalsOf(db, entryId) : [],
    sheets: access.isOrganiser
      ? sheets.map((sheet) => {
          const scores = fromJson<Scores>(sheet.scores);
          return {
            id: sheet.id,
            expert: sheet.expert,
            employer: sheet.employer,
            dropped: dropped.has(sheet.id),
            scores: standing.rubric.criteria.map(({ key }) => {
              const units = scores[key];
              return units == null ? null : formatUnits(units, standing.rubric.scale);
            }),
            total: formatTotal(standing.rubric, totalOf(standing.rubric, scores)),
          };
        })
      : null,
  };
}

export type StandingExplanation = Awaited<ReturnType<typeof explainStandingEntry>>;

/** The values and names of single sheets leave the step, what it comes to stays. */
function shown(
  { code, facts: all }: ExplanationStep,
  isOrganiser: boolean,
  categories: readonly { key: string; name: string }[],
) {
  const values: Record<string, string | number> = { ...all };
  if (typeof values.category === "string")
    values.category = nameOfCategory(categories, values.category);
  const single = code === "totals_dropped" || code === "criterion_dropped";
  if (!single || isOrganiser) return { code, facts: values, hidden: false };
  for (const name of ["highest", "lowest", "highestExpert", "lowestExpert"]) delete values[name];
  return { code, facts: values, hidden: true };
}

async function roundOf(db: Queryable, entryId: string): Promise<string> {
  const row = (await db("entries").where({ id: entryId }).first("roundId")) as
    | { roundId: string | null }
    | undefined;
  return row?.roundId ?? refuse("not_found", {}, 404);
}

function sheetsOf(db: Queryable, { record }: ReadableStanding, entryId: string): Promise<SheetRow[]> {
  return db("sheets as s")
    .join("panelMembers as m", "m.id", "s.panelMemberId")
    .where({ "s.entryId": entryId, "s.generation": record.generation, "s.isLate": 0 })
    .whereIn("s.state", ["submitted", "sealed"])
    .orderBy("m.position")
    .orderBy("s.id")
    .select("s.id", "m.id as expertId", "m.name as expert", "m.employerName as employer", "s.scores") as unknown as Promise<
    SheetRow[]
  >;
}

function recusalsOf(db: Queryable, entryId: string): Promise<{ expert: string; kind: string }[]> {
  return db("recusals as x")
    .join("panelMembers as m", "m.id", "x.panelMemberId")
    .where({ "x.entryId": entryId })
    .whereNull("x.dismissedAt")
    .orderBy("m.position")
    .select("m.name as expert", "x.kind") as unknown as Promise<{ expert: string; kind: string }[]>;
}
