import type { EffectHandler } from "../advance.server";

export const decisionEffects = {} satisfies Record<string, EffectHandler>;
