export { projectGuards } from "./project-guards";
export { cycleGuards, entryGuards, objectionGuards, roundGuards } from "./review-guards";
