import type { Stage } from "./stage";
export function planFirstHospital(_stage: Stage): void {}
