import type { EffectHandler } from "../advance.server";

export const reviewEffects = {} satisfies Record<string, EffectHandler>;
