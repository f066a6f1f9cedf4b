import { compare, fraction, mul, parseDecimal, toFraction } from "~/domain/exact";
import type { PlaceGroup, Rankable } from "~/domain/standing/ties";
import type { Tier } from "~/domain/standing/types";

export interface TierEdge<T> {
  readonly group: PlaceGroup<T>;
  /** Best first; null is "no tier". */
  readonly tiers: readonly (string | null)[];
}

/**
 * Gives prize tiers down a ranking. Tiers follow each other in the order of the list and each ends at
 * a position: `quota` that many after the tier before it, `threshold` after the last exact score that
 * reaches it, `percentile` after the floor of that share of the ranked.
 *
 * Tied members whose places lie on both sides of an end get no tier at all (null) and are reported as
 * an edge: which of them gets the prize is the committee's to say. The places they take up stay
 * taken, so that tiers further down do not move whatever is decided.
 */
export function assignTiers<T extends Rankable>(
  groups: readonly PlaceGroup<T>[],
  tiers: readonly Tier[],
): { readonly tierOf: ReadonlyMap<T, string>; readonly edges: readonly TierEdge<T>[] } {
  const tierOf = new Map<T, string>();
  const edges: TierEdge<T>[] = [];
  if (tiers.length === 0) return { tierOf, edges };
  const ends = tierEnds(groups, tiers);
  const tierAt = (position: number): number => {
    const index = ends.findIndex((end) => position <= end);
    return index === -1 ? tiers.length : index;
  };
  for (const group of groups) {
    const first = tierAt(group.place);
    const last = tierAt(group.place + group.members.length - 1);
    const keys = [...tiers.map(({ key }) => key), null];
    const key = keys[first] ?? null;
    if (first === last) {
      if (key !== null) for (const member of group.members) tierOf.set(member, key);
      continue;
    }
    const touched = keys.slice(first, last + 1).filter((_, i) => {
      const index = first + i;
      return index === tiers.length || (ends[index] as number) > (ends[index - 1] ?? 0);
    });
    edges.push({ group, tiers: touched });
  }
  return { tierOf, edges };
}

/** The last position of each tier, counted from 1; never before the end of the tier above. */
function tierEnds<T extends Rankable>(
  groups: readonly PlaceGroup<T>[],
  tiers: readonly Tier[],
): number[] {
  const ranked = groups.reduce((count, { members }) => count + members.length, 0);
  let end = 0;
  return tiers.map((tier) => {
    if ("quota" in tier) end += tier.quota;
    else if ("threshold" in tier) end = Math.max(end, reaching(groups, tier.threshold));
    else end = Math.max(end, shareOf(ranked, tier.percentile));
    return Math.min(end, ranked);
  });
}

function reaching<T extends Rankable>(groups: readonly PlaceGroup<T>[], threshold: string): number {
  const points = parseDecimal(threshold) ?? fraction(0);
  let count = 0;
  for (const { members } of groups) {
    const score = members[0]?.score;
    if (!score || compare(score, points) < 0) break;
    count += members.length;
  }
  return count;
}

function shareOf(ranked: number, percentile: number): number {
  const share = parseDecimal(percentile.toFixed(6)) ?? fraction(0);
  const { num, den } = toFraction(mul(share, { num: ranked, den: 100 }));
  return Number(num / den);
}
