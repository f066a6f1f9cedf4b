import type { Refusal } from "~/domain/refusal";

/** What an action of the item page answers when it was refused: what was typed is kept. */
export interface ItemAnswer {
  refusal: Refusal;
  typed: { personId: string; text: string; reason: string };
}
