import type { HospitalCycleState, MunicipalCycleState } from "./cycle-states";
import { type CycleGuard, hospitalCycleTable, municipalCycleTable } from "./cycle-table";
import { type EntryGuard, type EntryState, entryTable } from "./entry-table";
import type { CycleFacts, EntryFacts, ObjectionFacts, ProjectFacts, RoundFacts } from "./facts";
import { cycleGuards, entryGuards, objectionGuards, projectGuards, roundGuards } from "./guards";
import type { Machine } from "./machine";
import { type ObjectionGuard, type ObjectionState, objectionTable } from "./objection-table";
import { type ProjectGuard, type ProjectState, projectTable } from "./project-table";
import { type RoundGuard, type RoundState, roundTable } from "./round-table";

export const projectMachine: Machine<ProjectState, ProjectGuard, ProjectFacts> = {
  ...projectTable,
  guards: projectGuards,
};
export const roundMachine: Machine<RoundState, RoundGuard, RoundFacts> = {
  ...roundTable,
  guards: roundGuards,
};
export const entryMachine: Machine<EntryState, EntryGuard, EntryFacts> = {
  ...entryTable,
  guards: entryGuards,
};
export const municipalCycleMachine: Machine<
  MunicipalCycleState,
  CycleGuard,
  CycleFacts<MunicipalCycleState>
> = { ...municipalCycleTable, guards: cycleGuards };
export const hospitalCycleMachine: Machine<
  HospitalCycleState,
  CycleGuard,
  CycleFacts<HospitalCycleState>
> = { ...hospitalCycleTable, guards: cycleGuards };
export const objectionMachine: Machine<ObjectionState, ObjectionGuard, ObjectionFacts> = {
  ...objectionTable,
  guards: objectionGuards,
};

export const MACHINES = {
  project: projectMachine,
  round: roundMachine,
  entry: entryMachine,
  municipal_cycle: municipalCycleMachine,
  hospital_cycle: hospitalCycleMachine,
  objection: objectionMachine,
} as const;

export type Machines = typeof MACHINES;

export interface Workflow {
  readonly version: number;
  readonly machines: Machines;
}

/** The version that new cycles start on. An older one stays here for as long as a subject runs on it. */
export const WORKFLOW_VERSION = 1;

const WORKFLOWS: ReadonlyMap<number, Workflow> = new Map([[1, { version: 1, machines: MACHINES }]]);

/** The tables a subject keeps for life; throws RangeError for a version that never existed. */
export function workflow(version: number): Workflow {
  const found = WORKFLOWS.get(version);
  if (!found) throw new RangeError(`no workflow version ${version}`);
  return found;
}
