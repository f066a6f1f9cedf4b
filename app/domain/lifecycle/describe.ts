import { type StepKey, STEPS } from "./machine";
import { isOn, type SwitchKey, type WorkflowOptions } from "./options";
import { type ProjectState, projectTable } from "./project-table";

/** `stopped`: the step in which the project ended early. */
export type StepStatus = "done" | "now" | "todo" | "skipped" | "stopped";

export interface Step {
  readonly key: StepKey;
  readonly label: string;
  readonly status: StepStatus;
  /** When the step was first reached, UTC ISO. */
  readonly reachedAt: string | null;
}

export interface Passage {
  readonly to: ProjectState;
  readonly at: string;
}

export interface Standpoint {
  readonly state: ProjectState;
  readonly resumeTo: ProjectState | null;
  readonly archived: boolean;
}

const SWITCH_OF: Readonly<Partial<Record<StepKey, SwitchKey>>> = Object.fromEntries(
  Object.values(projectTable.states).flatMap((rule) =>
    rule.step && rule.skip ? [[rule.step, rule.skip.unless]] : [],
  ),
);

function stepOf(state: ProjectState): StepKey | undefined {
  return projectTable.states[state].step;
}

/** The last step that was reached before the end. */
function lastStep(history: readonly Passage[]): StepKey {
  for (const passage of [...history].reverse()) {
    const step = stepOf(passage.to);
    if (step) return step;
  }
  return "apply";
}

/**
 * The eleven steps that a page shows. `history` holds every passage in order, the first being the
 * creation of the draft. Switched-off steps are `skipped`, as are those after an early end.
 */
export function stepper(
  { state, resumeTo, archived }: Standpoint,
  history: readonly Passage[],
  options: WorkflowOptions,
): Step[] {
  const ended = projectTable.states[state].end === true;
  const early = ended && state !== "closed";
  // A returned project stands where it will go on.
  const present = stepOf(state) ?? (resumeTo && stepOf(resumeTo)) ?? lastStep(history);
  const presentIndex = STEPS.indexOf(state === "closed" ? "close" : present);

  return STEPS.map((key, index) => {
    const reached = history.find((passage) => stepOf(passage.to) === key);
    return {
      key,
      label: `lifecycle:step.${key}`,
      status: status(key, index),
      reachedAt: reached?.at ?? null,
    };
  });

  function status(key: StepKey, index: number): StepStatus {
    if (key === "archive") return archived ? "done" : ended ? "now" : "todo";
    const option = SWITCH_OF[key];
    if (option !== undefined && !isOn(options, option)) return "skipped";
    if (index < presentIndex) return "done";
    if (index > presentIndex) return early ? "skipped" : "todo";
    if (early) return "stopped";
    return ended ? "done" : "now";
  }
}
