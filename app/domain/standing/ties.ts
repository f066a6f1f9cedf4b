import { compare, type Exact, fraction, toFractionText } from "~/domain/exact";
import type { TieDecision, TieNote, TieRule } from "~/domain/standing/types";
import { tieRuleName } from "~/domain/standing/types";

/** Decimals of the `exact` texts in a standing. */
export const EXACT_DIGITS = 8;

/** What can be ranked: an entry or an organisation with a score. */
export interface Rankable {
  readonly id: string;
  /** Orders those who share a place; it never decides one. */
  readonly code: string;
  /** Sets of rank 0 come before sets of rank 1 whatever their score (complete before incomplete). */
  readonly rank: number;
  readonly score: Exact;
}

/** Those who share a place. */
export interface PlaceGroup<T> {
  readonly place: number;
  readonly members: readonly T[];
  /** How many had this exact score before the tie rules were tried. */
  readonly size: number;
  readonly brokenBy: readonly number[];
  /** How many of the rules were tried on this group. */
  readonly tried: number;
}

export interface TieMachinery<T> {
  readonly ties: readonly TieRule[];
  /** The value a rule compares, higher first; null where there is none, and then the rule cannot break. */
  readonly valueOf: (item: T, rule: TieRule) => Exact | null;
  /** Orders of ids, first to last; one holds where it names every one of the tied. */
  readonly decisions: readonly (readonly string[])[];
}

export function byCode(a: { code: string; id: string }, b: { code: string; id: string }): number {
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

export function byScore(a: Rankable, b: Rankable): number {
  return a.rank - b.rank || compare(b.score, a.score);
}

export function decisionsOf(
  decisions: readonly TieDecision[],
  of: TieDecision["of"],
): readonly (readonly string[])[] {
  return decisions.filter((decision) => decision.of === of).map(({ order }) => order);
}

/**
 * Places "1, 2, 2, 4" for items already sorted with `byScore`. A tie on the exact score goes through
 * the rules in order, each applied to what the one before left tied; what stays tied shares a place.
 */
export function placeGroups<T extends Rankable>(
  sorted: readonly T[],
  machinery: TieMachinery<T>,
): PlaceGroup<T>[] {
  const groups: PlaceGroup<T>[] = [];
  for (let start = 0; start < sorted.length;) {
    let end = start + 1;
    while (end < sorted.length && byScore(sorted[start] as T, sorted[end] as T) === 0) end++;
    const tied = sorted.slice(start, end);
    refine(tied, 0, [], machinery, (members, brokenBy, tried) => {
      groups.push({ place: start + 1, members, size: tied.length, brokenBy, tried });
      start += members.length;
    });
  }
  return groups;
}

type Emit<T> = (members: readonly T[], brokenBy: readonly number[], tried: number) => void;

/**
 * The same ranking among some of the ranked only. All value rules have had their say, but a decision
 * that did not name everyone of a wider tie may name all of this narrower one.
 */
export function placesWithin<T extends Rankable>(
  groups: readonly PlaceGroup<T>[],
  machinery: TieMachinery<T>,
  keyOf: (item: T) => string,
): Map<string, PlaceGroup<T>[]> {
  const within = new Map<string, { groups: PlaceGroup<T>[]; count: number }>();
  for (const group of groups) {
    const parts = new Map<string, T[]>();
    for (const member of group.members) append(parts, keyOf(member), member);
    for (const [key, members] of parts) {
      const own = within.get(key) ?? { groups: [], count: 0 };
      within.set(key, own);
      const again =
        machinery.decisions.length === 0
          ? [{ ...group, place: 1, members }]
          : placeGroups(members, machinery);
      for (const part of again) own.groups.push({ ...part, place: own.count + part.place });
      own.count += members.length;
    }
  }
  return new Map([...within].map(([key, own]) => [key, own.groups]));
}

export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function refine<T extends Rankable>(
  members: readonly T[],
  rule: number,
  brokenBy: readonly number[],
  machinery: TieMachinery<T>,
  emit: Emit<T>,
): void {
  const tie = machinery.ties[rule];
  if (members.length === 1 || tie === undefined) {
    emit([...members].sort(byCode), brokenBy, rule);
    return;
  }
  const runs =
    tie.by === "decision" ? decided(members, machinery) : separated(members, tie, machinery);
  const broken = runs.length > 1 ? [...brokenBy, rule] : brokenBy;
  for (const run of runs) refine(run, rule + 1, broken, machinery, emit);
}

function decided<T extends Rankable>(members: readonly T[], { decisions }: TieMachinery<T>): T[][] {
  const order = decisions.find((ids) => members.every(({ id }) => ids.includes(id)));
  if (!order) return [[...members]];
  return [...members]
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
    .map((member) => [member]);
}

function separated<T extends Rankable>(
  members: readonly T[],
  tie: TieRule,
  { valueOf }: TieMachinery<T>,
): T[][] {
  const valued: { member: T; value: Exact }[] = [];
  for (const member of members) {
    const value = valueOf(member, tie);
    if (value === null) return [[...members]];
    valued.push({ member, value });
  }
  valued.sort((a, b) => compare(b.value, a.value));
  const runs: T[][] = [];
  valued.forEach(({ member, value }, i) => {
    const previous = valued[i - 1];
    if (previous && compare(previous.value, value) === 0) runs.at(-1)?.push(member);
    else runs.push([member]);
  });
  return runs;
}

/** What the rows of a group say of their tie; null for a score nobody else has. */
export function tieNote<T extends Rankable>(
  group: PlaceGroup<T>,
  { ties, valueOf, decisions }: TieMachinery<T>,
): TieNote | null {
  const [member] = group.members;
  if (group.size === 1 || !member) return null;
  const values: TieNote["values"][number][] = [];
  for (const tie of ties.slice(0, group.tried)) {
    const value = tie.by === "decision" ? decidedRank(member.id, decisions) : valueOf(member, tie);
    if (value === null) continue;
    values.push({ rule: tieRuleName(tie), fraction: toFractionText(value) });
  }
  const brokenBy = group.brokenBy.map((rule) => tieRuleName(ties[rule] as TieRule));
  return { size: group.size, shared: group.members.length, brokenBy, values };
}

/** The position in the decision that names this one, from 1. */
function decidedRank(id: string, decisions: readonly (readonly string[])[]): Exact | null {
  const order = decisions.find((ids) => ids.includes(id));
  return order ? fraction(order.indexOf(id) + 1) : null;
}
