import type { EffectHandler } from "../advance.server";

export const executionEffects = {} satisfies Record<string, EffectHandler>;
