import type { EffectHandler } from "../advance.server";

export const entryEffects = {} satisfies Record<string, EffectHandler>;
