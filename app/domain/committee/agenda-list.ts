import { type Refusal, refusal } from "~/domain/refusal";
import type { ItemDecision, Tally } from "./tally";

/** A place in the frozen standing; null where the subject could not be ranked. */
export interface ListEntry {
  readonly id: string;
  readonly place: number | null;
  /** Taken out of the list for a vote of its own (单列). */
  readonly singledOut: boolean;
}

/** Several projects as one agenda item: those up to `lastPlace` are proposed, those after it are not. */
export interface AgendaList {
  readonly entries: readonly ListEntry[];
  readonly lastPlace: number;
}

export interface DividedList {
  readonly above: readonly string[];
  readonly below: readonly string[];
  readonly single: readonly string[];
  /** Entries that share the last place above the line with others: more are proposed than places. */
  readonly tiedAtLine: readonly string[];
}

/**
 * Divides a list by its cut line. Refuses an entry without a place (it needs a vote of its own) and one
 * that is listed twice. A tie across the line is reported and never broken: all who share the place
 * stand above the line.
 */
export function divideList({ entries, lastPlace }: AgendaList): DividedList | Refusal {
  if (!Number.isInteger(lastPlace) || lastPlace < 1)
    return refusal("cut_line_invalid", { place: lastPlace });
  if (new Set(entries.map(({ id }) => id)).size !== entries.length) return refusal("listed_twice");
  const listed = entries.filter(({ singledOut }) => !singledOut);
  const unplaced = listed.filter(({ place }) => place === null).length;
  if (unplaced > 0) return refusal("unranked_needs_own_vote", { count: unplaced });
  const isAbove = ({ place }: ListEntry): boolean => place !== null && place <= lastPlace;
  const above = listed.filter(isAbove);
  const edge = Math.max(...above.map(({ place }) => place ?? 0));
  const atEdge = entries.filter(({ place }) => place === edge);
  return {
    above: above.map(({ id }) => id),
    below: listed.filter((entry) => !isAbove(entry)).map(({ id }) => id),
    single: entries.filter(({ singledOut }) => singledOut).map(({ id }) => id),
    tiedAtLine:
      above.length > 0 && edge + atEdge.length - 1 > lastPlace ? atEdge.map(({ id }) => id) : [],
  };
}

/**
 * What the votes decide for each entry; null where its vote is still to come. One vote settles the
 * list: adopted, it passes what is above the line and rejects what is below; not adopted, it decides
 * nothing about single projects, and all of them are deferred to a vote of their own.
 */
export function decideList(
  list: AgendaList,
  vote: Tally["result"] | null,
  singles: Readonly<Record<string, ItemDecision>>,
): ReadonlyMap<string, ItemDecision | null> | Refusal {
  const divided = divideList(list);
  if ("code" in divided) return divided;
  const decided = new Map<string, ItemDecision | null>();
  const settle = (ids: readonly string[], adopted: ItemDecision): void => {
    for (const id of ids)
      decided.set(
        id,
        vote === null
          ? null
          : vote === "passed"
            ? adopted
            : vote === "rejected"
              ? "deferred"
              : vote,
      );
  };
  settle(divided.above, "passed");
  settle(divided.below, "rejected");
  for (const id of divided.single) decided.set(id, singles[id] ?? null);
  return decided;
}
