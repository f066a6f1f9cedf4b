import { findCycle, type Cycle } from "~/data/cycles.server";
import { knownCycle, knownPanel, knownRound } from "~/data/import-known.server";
import type { ReadingChoice } from "~/data/imports.server";
import type { Queryable } from "~/data/connection.server";
import { loadRound, rubricOf, type RoundWithCycle } from "~/data/rounds.server";
import { checkMapping, type CellError, type Layout } from "~/domain/import/columns";
import { readEntries, type ImportedEntry } from "~/domain/import/entries";
import { readExperts, type ImportedExpert } from "~/domain/import/experts";
import { readMarks } from "~/domain/import/marks";
import { planSheets, type SheetPlan } from "~/domain/import/sheets";
import { ERRORS_SHOWN, NAMES_SHOWN, SAMPLE_ROWS, type ImportReport } from "~/domain/import/report";
import { stateLabel } from "~/domain/lifecycle/machine";
import type { Actor } from "~/domain/people";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Rubric } from "~/domain/rubric/score";
import type { Table } from "~/domain/table-import";

/** Where a file goes: the cycle and, but for entries, one of its rounds. */
export interface ImportSubject {
  readonly cycle: Cycle;
  readonly round: RoundWithCycle | null;
  readonly rubric: Rubric | null;
}

/**
 * Refuses 404 for what the actor does not see, 403 for who does not run the cycle, and what the state
 * does not allow: import_entries_need_municipal, cycle_not_collecting, import_round_missing,
 * import_round_not_open, round_frozen.
 */
export async function openImportSubject(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  layout: Layout,
  roundId: string,
): Promise<ImportSubject> {
  const cycle = await findCycle(db, actor, cycleId);
  unless(can(actor, "entry.import", { organiserId: cycle.organisationId }));
  if (layout === "entries") {
    if (cycle.kind !== "municipal") refuse("import_entries_need_municipal", {}, 422, "layout");
    if (cycle.state !== "collecting")
      refuse("cycle_not_collecting", { state: stateLabel("cycle", cycle.state) }, 422);
    return { cycle, round: null, rubric: null };
  }
  const round = roundId === "" ? undefined : await loadRound(db, roundId);
  if (!round || round.cycleId !== cycleId) refuse("import_round_missing", {}, 422, "roundId");
  const state = stateLabel("round", round.state);
  if (round.state === "frozen" || round.state === "revealed") refuse("round_frozen", {}, 422);
  if (layout !== "experts" && round.state === "preparing")
    refuse("import_round_not_open", { state }, 422, "roundId");
  return { cycle, round, rubric: rubricOf(round) };
}

export type ImportContent =
  | { readonly kind: "entries"; readonly entries: readonly ImportedEntry[] }
  | { readonly kind: "experts"; readonly experts: readonly ImportedExpert[] }
  | { readonly kind: "sheets"; readonly plan: SheetPlan };

export interface ImportReading {
  readonly content: ImportContent | null;
  readonly errors: readonly CellError[];
}

/** Reads the table as chosen, against what the database holds now. */
export async function readImport(
  db: Queryable,
  { cycle, round, rubric }: ImportSubject,
  table: Table,
  reading: ReadingChoice,
): Promise<ImportReading> {
  const unnamed = checkMapping(reading.layout, reading.columns, rubric);
  if (unnamed.length > 0) return { content: null, errors: unnamed };
  if (reading.layout === "entries") {
    const { entries, errors } = readEntries(table, reading.columns, await knownCycle(db, cycle));
    return { content: { kind: "entries", entries }, errors };
  }
  if (!round || !rubric) return refuse("import_round_missing", {}, 422, "roundId");
  if (reading.layout === "experts") {
    const known = await knownPanel(db, round.id);
    const { experts, errors } = readExperts(table, reading.columns, known);
    return { content: { kind: "experts", experts }, errors };
  }
  const read = readMarks(table, reading.layout, reading.columns, rubric, reading.criterion);
  const plan = planSheets(read.marks, await knownRound(db, round));
  const nothing = plan.sheets.length + plan.recusals.length === 0;
  const errors = [...read.errors, ...plan.errors];
  if (nothing && errors.length === 0) errors.push(nothingToImport);
  return { content: { kind: "sheets", plan }, errors };
}

const nothingToImport: CellError = {
  row: null,
  column: null,
  refusal: { code: "import_no_rows", facts: {}, status: 422 },
};

export function reportOf(
  table: Table,
  sha256: string,
  remembered: boolean,
  { content, errors }: ImportReading,
): ImportReport {
  return {
    sha256,
    headers: table.headers,
    rows: table.rows.length,
    sample: table.rows.slice(0, SAMPLE_ROWS),
    errors: errors.slice(0, ERRORS_SHOWN),
    errorCount: errors.length,
    ...contentsOf(content),
    remembered,
  };
}

function contentsOf(
  content: ImportContent | null,
): Pick<ImportReport, "counts" | "unknownOrganisations" | "newExperts"> {
  const few = (names: Iterable<string>) => [...new Set(names)].slice(0, NAMES_SHOWN);
  if (!content) return { counts: {}, unknownOrganisations: [], newExperts: [] };
  if (content.kind === "entries") {
    const { entries } = content;
    const unknown = entries.filter((one) => one.organisationId === null && one.organisation !== "");
    return {
      counts: {
        entries: entries.length,
        organisations: new Set(entries.map((one) => one.organisation)).size,
      },
      unknownOrganisations: few(unknown.map((one) => one.organisation)),
      newExperts: [],
    };
  }
  const experts = content.kind === "experts" ? content.experts : newcomers(content.plan);
  const unknown = experts.filter((one) => one.employerId === null && one.employer !== "");
  return {
    counts:
      content.kind === "experts"
        ? { experts: experts.length }
        : {
            experts: content.plan.experts.length,
            sheets: content.plan.sheets.length,
            recusals: content.plan.recusals.length,
          },
    unknownOrganisations: few(unknown.map((one) => one.employer)),
    newExperts: few(experts.map((one) => one.name)),
  };
}

const newcomers = (plan: SheetPlan) => plan.experts.filter((one) => one.memberId === null);
