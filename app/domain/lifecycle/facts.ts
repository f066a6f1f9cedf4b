import type { CommonFacts } from "./common-facts";
import type { CycleState } from "./cycle-states";
import type { EntryState } from "./entry-table";
import type { ObjectionState } from "./objection-table";
import type { ProjectState } from "./project-table";
import type { RoundState } from "./round-table";

export type { CommonFacts, Consent, LastEvent } from "./common-facts";

/** What the committee made of an item. */
export type MeetingResult = "passed" | "deferred" | "rejected" | "revise" | "no_quorum";

export interface ProjectFacts extends CommonFacts<ProjectState> {
  /** Label keys of empty fields that the present state asks for: few to submit, all for the charter. */
  readonly formMissing: readonly string[];
  /** A version was saved since the project was returned. */
  readonly newVersion: boolean;
  /** Names of cooperating departments that have not confirmed. */
  readonly coSignsMissing: readonly string[];
  readonly dueOn: string | null;
  /** How often the present due date was extended. */
  readonly extensions: number;
  /** Label keys of form-check items not ticked. */
  readonly checklistOpen: readonly string[];
  /** Code or title of the project this one is to merge into. */
  readonly mergeInto: string | null;
  readonly round: ProjectRoundFacts | null;
  readonly standingAttached: boolean;
  readonly belowCutLine: boolean;
  readonly committeeInformed: boolean;
  /** A major matter (三重一大) that its core group has not discussed. */
  readonly coreGroupMissing: boolean;
  readonly decision: MeetingResult | null;
  /** Last day of the public notice. */
  readonly noticeEndsOn: string | null;
  /** Objections lodged or being checked. */
  readonly openObjections: number;
  readonly recheckWritten: boolean;
  readonly onHold: boolean;
  readonly amendment: {
    readonly written: boolean;
    readonly aboveThreshold: boolean;
    readonly approvedByCommittee: boolean;
  };
  /** Stage reports called for, neither handed in nor explained. */
  readonly stageReportsMissing: number;
  /** Label keys of what the verification has not covered. */
  readonly verificationMissing: readonly string[];
  readonly closureRoundFrozen: boolean;
  readonly rectifications: number;
  readonly packageSealed: boolean;
  readonly archived: boolean;
}

/** The establishment round the project is in or about to enter. */
export interface ProjectRoundFacts {
  readonly frozen: boolean;
  /** Experts who may score this project: accepted, not recused. */
  readonly panel: number;
  readonly validSheets: number;
  readonly setAside: boolean;
  readonly reservesLeft: number;
}

export interface RoundFacts extends CommonFacts<RoundState> {
  readonly rubricReady: boolean;
  readonly subjects: number;
  /** Titles whose panel after recusals is below the minimum. */
  readonly panelShort: readonly string[];
  /** Titles not set aside that have fewer valid sheets than the minimum. */
  readonly sheetsShort: readonly string[];
  /** Names of people who administer the round and sit on its panel. */
  readonly scoringOrganisers: readonly string[];
  readonly closesOn: string | null;
  readonly lateSheetWaiting: boolean;
  /** Somebody has been shown totals of this generation. */
  readonly totalsSeen: boolean;
  readonly openConflicts: number;
}

export interface EntryFacts extends CommonFacts<EntryState> {
  readonly formMissing: readonly string[];
  /** Entries of this organisation that count towards its number, this one not included. */
  readonly organisationEntries: number;
  readonly cycleState: CycleState;
  readonly dueOn: string | null;
  readonly validSheets: number;
}

/** For both kinds of cycle; what does not apply to one is 0, empty or null. */
export interface CycleFacts<S extends CycleState = CycleState> extends CommonFacts<S> {
  readonly rubricReady: boolean;
  readonly collectsUntil: string | null;
  /** Names of organisations without the required number of qualified entries. */
  readonly organisationsShort: readonly string[];
  /** Entries nominated or returned, so neither qualified nor out. */
  readonly entriesUnchecked: number;
  readonly panel: number;
  readonly rounds: number;
  readonly roundsFrozen: number;
  /** Sheets saved in any of its rounds. */
  readonly sheetsStarted: number;
  readonly noticeEndsOn: string | null;
  readonly openObjections: number;
  /** Projects of a hospital cycle that are neither established nor ended. */
  readonly projectsUndecided: number;
  readonly packageSealed: boolean;
}

export interface ObjectionFacts extends CommonFacts<ObjectionState> {
  readonly recheckWritten: boolean;
}
