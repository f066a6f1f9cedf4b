import type { EffectHandler } from "../advance.server";

export const applicationEffects = {} satisfies Record<string, EffectHandler>;
