import type { EffectKey } from "~/domain/lifecycle/machine";
import type { EffectHandler } from "./advance.server";
import { applicationEffects } from "./effects/application-effects.server";
import { decisionEffects } from "./effects/decision-effects.server";
import { entryEffects } from "./effects/entry-effects.server";
import { executionEffects } from "./effects/execution-effects.server";
import { reviewEffects } from "./effects/review-effects.server";

/** What transitions do beside moving a state: one handler for each effect the tables name. */
export const effects: Readonly<Record<EffectKey, EffectHandler>> = {
  ...applicationEffects,
  ...reviewEffects,
  ...decisionEffects,
  ...executionEffects,
  ...entryEffects,
};
