import type { PartyKey } from "~/domain/lifecycle/parties";
import type { ReasonRule, Tone } from "~/domain/lifecycle/machine";
import type { Refusal } from "~/domain/refusal";

/** A button of the page: a row of the lifecycle table for this person. */
export interface OfferedStep {
  transition: string;
  tone: Tone;
  reason: ReasonRule;
  asks: readonly string[];
  refusal: Refusal | null;
  given: readonly { party: PartyKey; name: string; at: string }[];
}

export function stepsOf(
  offers: readonly {
    transition: string;
    row: { tone: Tone; reason: ReasonRule; asks?: readonly string[] };
    refusal: Refusal | null;
    consentsGiven: readonly { party: PartyKey; name: string; at: string }[];
  }[],
): OfferedStep[] {
  return offers.map(({ transition, row, refusal, consentsGiven }) => ({
    transition,
    tone: row.tone,
    reason: row.reason,
    asks: row.asks ?? [],
    refusal,
    given: consentsGiven.map(({ party, name, at }) => ({ party, name, at })),
  }));
}
