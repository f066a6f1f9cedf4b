import { projectTable, type ProjectState } from "./lifecycle/project-table";

/** Nothing more has to happen to the project but its archive. */
export const isEnd = (state: ProjectState): boolean => projectTable.states[state].end === true;
