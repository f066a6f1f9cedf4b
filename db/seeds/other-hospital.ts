import type { Stage } from "./stage";
export function planSecondHospital(_stage: Stage): void {}
