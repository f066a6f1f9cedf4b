import { addDays } from "./working-days";

/** A light of 督办; the page gives each a word and a shape. */
export type Light =
  | { readonly kind: "done"; readonly late: number }
  | { readonly kind: "overdue"; readonly days: number }
  | { readonly kind: "behind" }
  | { readonly kind: "near"; readonly days: number }
  | { readonly kind: "on_time" }
  | { readonly kind: "held" };

export type LightKind = Light["kind"];

export interface MilestoneProgress {
  readonly plannedOn: string;
  readonly doneOn: string | null;
  /** Percent. */
  readonly progress: number;
}

const DAY_MS = 86_400_000;
const NEAR_DAYS = 14;
/** Work may lag behind the calendar by so many points before it is called behind. */
const SLACK = 25;

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** @param startsOn when work on it can begin: the milestone before, or the signing of the charter */
export function milestoneLight(
  milestone: MilestoneProgress,
  startsOn: string,
  today: string,
): Light {
  const { plannedOn, doneOn, progress } = milestone;
  if (doneOn !== null) return { kind: "done", late: Math.max(0, daysBetween(plannedOn, doneOn)) };
  if (today > plannedOn) return { kind: "overdue", days: daysBetween(plannedOn, today) };
  const whole = daysBetween(startsOn, plannedOn);
  const expected = whole > 0 ? (daysBetween(startsOn, today) / whole) * 100 : 0;
  if (expected - progress > SLACK) return { kind: "behind" };
  const left = daysBetween(today, plannedOn);
  return left <= NEAR_DAYS ? { kind: "near", days: left } : { kind: "on_time" };
}

/** The lights of a project's milestones in their order; each begins when the one before is due. */
export function milestoneLights(
  milestones: readonly MilestoneProgress[],
  startedOn: string,
  today: string,
): Light[] {
  return milestones.map((milestone, index) => {
    const before = milestones[index - 1]?.plannedOn;
    const startsOn = before !== undefined && before < milestone.plannedOn ? before : startedOn;
    return milestoneLight(milestone, startsOn, today);
  });
}

/** A stage report called for: overdue after its day, near in the two weeks before. */
export function reportLight(dueOn: string, handedIn: boolean, today: string): Light {
  if (handedIn) return { kind: "done", late: 0 };
  if (today > dueOn) return { kind: "overdue", days: daysBetween(dueOn, today) };
  return addDays(today, NEAR_DAYS) >= dueOn
    ? { kind: "near", days: daysBetween(today, dueOn) }
    : { kind: "on_time" };
}

const RANK: Readonly<Record<LightKind, number>> = {
  overdue: 5,
  behind: 4,
  near: 3,
  on_time: 2,
  done: 1,
  held: 0,
};

/** The light of a whole project is its worst; a project on hold has none. */
export function projectLight(lights: readonly Light[], onHold: boolean): Light {
  if (onHold) return { kind: "held" };
  let worst: Light = { kind: lights.length > 0 ? "done" : "on_time", late: 0 } as Light;
  for (const light of lights) {
    const worse = RANK[light.kind] > RANK[worst.kind];
    const longer = light.kind === "overdue" && worst.kind === "overdue" && light.days > worst.days;
    const sooner = light.kind === "near" && worst.kind === "near" && light.days < worst.days;
    if (worse || longer || sooner) worst = light;
  }
  return worst;
}

export interface KeptMilestone extends MilestoneProgress {
  readonly title: string;
  readonly note: string;
}

/**
 * The milestones of a new charter version with what was reached so far: by title, and where exactly
 * one of a place was renamed, by place.
 */
export function carryProgress<Row extends { title: string }>(
  planned: readonly Row[],
  kept: readonly KeptMilestone[],
): (Row & Pick<KeptMilestone, "doneOn" | "progress" | "note">)[] {
  const titles = new Set(planned.map((row) => row.title));
  return planned.map((row, index) => {
    const same = kept.find((one) => one.title === row.title);
    const place = kept[index];
    const renamed = place && !titles.has(place.title) ? place : undefined;
    const { doneOn, progress, note } = same ?? renamed ?? { doneOn: null, progress: 0, note: "" };
    return { ...row, doneOn, progress, note };
  });
}
