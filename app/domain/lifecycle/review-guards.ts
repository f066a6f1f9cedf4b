import { refusal } from "~/domain/refusal";
import type { CycleGuard } from "./cycle-table";
import type { EntryGuard } from "./entry-table";
import type { CycleFacts, EntryFacts, ObjectionFacts, RoundFacts } from "./facts";
import { awaitDueDay, keepDueDay, list } from "./guard-parts";
import type { Guard } from "./machine";
import type { ObjectionGuard } from "./objection-table";
import type { RoundGuard } from "./round-table";

export const roundGuards: Readonly<Record<RoundGuard, Guard<RoundFacts>>> = {
  rubric_ready: ({ rubricReady }) => (rubricReady ? null : refusal("rubric_not_ready")),
  has_subjects: ({ subjects }) => (subjects > 0 ? null : refusal("round_empty")),
  panels_complete: ({ panelShort }, { minimumPanel }) =>
    panelShort.length === 0
      ? null
      : refusal("panels_too_small", { ...list(panelShort), need: minimumPanel }),
  organisers_do_not_score: ({ scoringOrganisers }) =>
    scoringOrganisers.length === 0 ? null : refusal("organiser_on_panel", list(scoringOrganisers)),
  closing_day_over: ({ today, closesOn }) => awaitDueDay(today, closesOn),
  some_sheets_short: ({ sheetsShort }, { minimumSheets }) =>
    sheetsShort.length > 0 ? null : refusal("no_sheets_short", { need: minimumSheets }),
  every_subject_scored: ({ sheetsShort }, { minimumSheets }) =>
    sheetsShort.length === 0
      ? null
      : refusal("subjects_short_of_sheets", { ...list(sheetsShort), need: minimumSheets }),
  no_open_conflict: ({ openConflicts }) =>
    openConflicts === 0 ? null : refusal("conflicts_open", { count: openConflicts }),
  late_sheet_waiting: ({ lateSheetWaiting }) =>
    lateSheetWaiting ? null : refusal("no_late_sheet"),
  totals_unseen: ({ totalsSeen }) => (totalsSeen ? refusal("totals_seen") : null),
};

export const entryGuards: Readonly<Record<EntryGuard, Guard<EntryFacts>>> = {
  entry_complete: ({ formMissing }) =>
    formMissing.length === 0 ? null : refusal("form_incomplete", list(formMissing)),
  cycle_collecting: ({ cycleState }) =>
    cycleState === "collecting"
      ? null
      : refusal("cycle_not_collecting", { state: `lifecycle:cycle.state.${cycleState}.staff` }),
  entries_left: ({ organisationEntries }, { entriesPerOrganisation }) =>
    entriesPerOrganisation === null || organisationEntries < entriesPerOrganisation
      ? null
      : refusal("entries_used_up", { limit: entriesPerOrganisation }),
  within_due: ({ today, dueOn }) => keepDueDay(today, dueOn),
  past_due: ({ today, dueOn }) => awaitDueDay(today, dueOn),
  before_draw: ({ cycleState }) =>
    cycleState === "collecting" || cycleState === "preparing"
      ? null
      : refusal("entries_drawn", { state: `lifecycle:cycle.state.${cycleState}.staff` }),
  presented_if_required: ({ state }, { defence }) =>
    defence && state !== "presented" ? refusal("not_presented") : null,
  sheets_sufficient: ({ validSheets }, { minimumSheets }) =>
    validSheets >= minimumSheets
      ? null
      : refusal("sheets_too_few", { have: validSheets, need: minimumSheets }),
  sheets_short: ({ validSheets }, { minimumSheets }) =>
    validSheets < minimumSheets
      ? null
      : refusal("sheets_enough", { have: validSheets, need: minimumSheets }),
};

export const cycleGuards: Readonly<Record<CycleGuard, Guard<CycleFacts>>> = {
  rubric_ready: ({ rubricReady }) => (rubricReady ? null : refusal("rubric_not_ready")),
  collecting_day_over: ({ today, collectsUntil }) => awaitDueDay(today, collectsUntil),
  organisations_complete: ({ organisationsShort }, { entriesPerOrganisation }) =>
    entriesPerOrganisation === null || organisationsShort.length === 0
      ? null
      : refusal("organisations_short", {
          ...list(organisationsShort),
          need: entriesPerOrganisation,
        }),
  entries_checked: ({ entriesUnchecked }) =>
    entriesUnchecked === 0 ? null : refusal("entries_unchecked", { count: entriesUnchecked }),
  panel_minimum: ({ panel }, { minimumPanel }) =>
    panel >= minimumPanel ? null : refusal("panel_too_small", { have: panel, need: minimumPanel }),
  no_sheet_started: ({ sheetsStarted }) =>
    sheetsStarted === 0 ? null : refusal("sheets_started", { count: sheetsStarted }),
  rounds_frozen: ({ rounds, roundsFrozen }) => {
    if (rounds === 0) return refusal("no_round");
    return roundsFrozen === rounds
      ? null
      : refusal("rounds_not_frozen", { have: roundsFrozen, need: rounds });
  },
  notice_over: ({ today, noticeEndsOn }) =>
    noticeEndsOn !== null && today > noticeEndsOn
      ? null
      : refusal("notice_running", { until: noticeEndsOn ?? "–" }),
  no_open_objection: ({ openObjections }) =>
    openObjections === 0 ? null : refusal("objections_open", { count: openObjections }),
  projects_decided: ({ projectsUndecided }) =>
    projectsUndecided === 0 ? null : refusal("projects_undecided", { count: projectsUndecided }),
  package_sealed: ({ packageSealed }) => (packageSealed ? null : refusal("package_not_sealed")),
};

export const objectionGuards: Readonly<Record<ObjectionGuard, Guard<ObjectionFacts>>> = {
  recheck_written: ({ recheckWritten }) => (recheckWritten ? null : refusal("recheck_missing")),
  flaw_named: ({ choices }) =>
    choices.flaw === undefined ? refusal("flaw_missing", {}, 403, "flaw") : null,
};
