import { refusal } from "~/domain/refusal";
import { addDays } from "~/domain/working-days";
import type { ProjectFacts } from "./facts";
import type { Guard } from "./machine";
import type { WorkflowOptions } from "./options";
import type { ProjectGuard } from "./project-table";
import { awaitDueDay, keepDueDay, list } from "./guard-parts";

/** The result of the vote that each row of the committee carries out. */
const RESULT_OF: Readonly<Record<string, string>> = {
  pass: "passed",
  defer: "deferred",
  reject: "rejected",
  revise: "revise",
  no_quorum: "no_quorum",
};

function lastDay(facts: ProjectFacts, options: WorkflowOptions): string | null {
  return facts.dueOn === null ? null : addDays(facts.dueOn, options.graceDays);
}

export const projectGuards: Readonly<Record<ProjectGuard, Guard<ProjectFacts>>> = {
  form_complete: ({ formMissing }) =>
    formMissing.length === 0 ? null : refusal("form_incomplete", list(formMissing)),

  cooperating_confirmed: ({ coSignsMissing }, options) =>
    !options.cooperatingDepartments || coSignsMissing.length === 0
      ? null
      : refusal("co_signs_missing", list(coSignsMissing)),

  new_version: ({ newVersion }) => (newVersion ? null : refusal("nothing_changed")),

  within_due_and_grace: (facts, options) => keepDueDay(facts.today, lastDay(facts, options)),
  past_due_and_grace: (facts, options) => awaitDueDay(facts.today, lastDay(facts, options)),
  within_due: ({ today, dueOn }) => keepDueDay(today, dueOn),
  past_due: ({ today, dueOn }) => awaitDueDay(today, dueOn),

  extension_left: ({ extensions }) => (extensions === 0 ? null : refusal("extended_already")),
  extended_before: ({ extensions }) => (extensions > 0 ? null : refusal("extend_first")),

  checklist_done: ({ checklistOpen }) =>
    checklistOpen.length === 0 ? null : refusal("checklist_open", list(checklistOpen)),

  merge_target_named: ({ mergeInto }) =>
    mergeInto === null ? refusal("merge_target_missing", {}, 403, "mergeInto") : null,

  round_not_frozen: ({ round }) => (round?.frozen ? refusal("round_frozen") : null),

  panel_minimum: ({ round }, { minimumPanel }) => {
    if (round === null) return refusal("no_round");
    return round.panel >= minimumPanel
      ? null
      : refusal("panel_too_small", { have: round.panel, need: minimumPanel });
  },

  sheets_sufficient: ({ round }, { minimumSheets }) => {
    if (round === null) return refusal("no_round");
    return round.setAside || round.validSheets >= minimumSheets
      ? null
      : refusal("sheets_too_few", { have: round.validSheets, need: minimumSheets });
  },

  sheets_short: ({ round }, { minimumSheets }) => {
    if (round === null) return refusal("no_round");
    if (round.validSheets >= minimumSheets)
      return refusal("sheets_enough", { have: round.validSheets, need: minimumSheets });
    return round.reservesLeft > 0 ? refusal("reserves_left", { have: round.reservesLeft }) : null;
  },

  standing_attached: ({ standingAttached }) =>
    standingAttached ? null : refusal("standing_not_attached"),

  core_group_discussed: ({ coreGroupMissing }, options) =>
    options.coreGroup && coreGroupMissing ? refusal("core_group_missing") : null,

  below_cut_line: ({ belowCutLine }) => (belowCutLine ? null : refusal("not_below_cut_line")),
  committee_informed: ({ committeeInformed }) =>
    committeeInformed ? null : refusal("committee_not_informed"),

  decision_matches: ({ decision }, _options, row) => {
    if (decision === null) return refusal("not_decided");
    return RESULT_OF[row.key] === decision
      ? null
      : refusal("decided_otherwise", { decision: `lifecycle:decision.${decision}` });
  },

  notice_over: ({ today, noticeEndsOn }) =>
    noticeEndsOn !== null && today > noticeEndsOn
      ? null
      : refusal("notice_running", { until: noticeEndsOn ?? "–" }),

  no_open_objection: ({ openObjections }) =>
    openObjections === 0 ? null : refusal("objections_open", { count: openObjections }),

  recheck_written: ({ recheckWritten }) => (recheckWritten ? null : refusal("recheck_missing")),

  on_hold: ({ onHold }) => (onHold ? null : refusal("not_on_hold")),
  not_on_hold: ({ onHold }) => (onHold ? refusal("on_hold") : null),

  amendment_written: ({ amendment }) => (amendment.written ? null : refusal("amendment_missing")),
  amendment_approved: ({ amendment }, { amendmentThresholdPercent }) =>
    !amendment.aboveThreshold || amendment.approvedByCommittee
      ? null
      : refusal("amendment_needs_committee", { percent: amendmentThresholdPercent }),

  stage_reports_in: ({ stageReportsMissing }) =>
    stageReportsMissing === 0
      ? null
      : refusal("stage_reports_missing", { count: stageReportsMissing }),

  measurement_checked: ({ verificationMissing }) =>
    verificationMissing.length === 0
      ? null
      : refusal("verification_incomplete", list(verificationMissing)),

  closure_round_frozen: ({ closureRoundFrozen }) =>
    closureRoundFrozen ? null : refusal("closure_round_not_frozen"),

  grade_given: ({ choices }) =>
    choices.grade === undefined ? refusal("grade_missing", {}, 403, "grade") : null,

  first_rectification: ({ rectifications }) =>
    rectifications === 0 ? null : refusal("rectified_already"),

  package_sealed: ({ packageSealed }) => (packageSealed ? null : refusal("package_not_sealed")),
  not_archived: ({ archived }) => (archived ? refusal("already_archived", {}, 409) : null),
};
