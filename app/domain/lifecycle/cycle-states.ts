export const MUNICIPAL_CYCLE_STATES = [
  "collecting",
  "drawn",
  "running",
  "frozen",
  "noticed",
  "published",
  "archived",
] as const;
export type MunicipalCycleState = (typeof MUNICIPAL_CYCLE_STATES)[number];

export const HOSPITAL_CYCLE_STATES = [
  "preparing",
  "collecting",
  "running",
  "finished",
  "archived",
] as const;
export type HospitalCycleState = (typeof HOSPITAL_CYCLE_STATES)[number];

export type CycleState = MunicipalCycleState | HospitalCycleState;
