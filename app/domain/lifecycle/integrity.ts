import {
  partyLabel,
  type Reader,
  stateLabel,
  type StateRule,
  type Table,
  type Target,
  transitionLabel,
} from "./machine";
import { PARTIES } from "./parties";

type AnyTable = Table<string, string>;
type Keyed = { readonly guards: object };

function targets(target: Target<string>): readonly string[] {
  if (typeof target === "string") return [target];
  return "cases" in target ? Object.values(target.cases) : [];
}

/** Where a `resume` may lead: what the rows into the remembering state say. */
function resumeTargets(table: AnyTable): string[] {
  return table.rows.flatMap((row) => {
    if (row.remember === undefined) return [];
    return row.remember === "from" ? row.from : Object.values(row.remember.cases);
  });
}

function leadsTo(table: AnyTable, to: Target<string>): readonly string[] {
  return typeof to === "object" && "resume" in to ? resumeTargets(table) : targets(to);
}

function rule(table: AnyTable, state: string): StateRule<string> | undefined {
  return table.states[state];
}

/** States that no path from the initial one reaches, with every optional step on. */
export function unreachable(table: AnyTable): string[] {
  const reached = new Set<string>([table.initial]);
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const row of table.rows)
      if (row.from.some((state) => reached.has(state)))
        for (const state of leadsTo(table, row.to)) reached.add(state);
  }
  return Object.keys(table.states).filter((state) => !reached.has(state));
}

/** States that are no end and that no row leaves. */
export function deadEnds(table: AnyTable): string[] {
  return Object.keys(table.states).filter(
    (state) =>
      !rule(table, state)?.end &&
      !table.rows.some(
        (row) =>
          row.from.includes(state) && leadsTo(table, row.to).some((target) => target !== state),
      ),
  );
}

/** Everything else that a table could get wrong, as sentences; empty when it is sound. */
export function faults(table: AnyTable & Keyed): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const known = (state: string): boolean => state in table.states;
  for (const row of table.rows) {
    for (const from of row.from) {
      const id = `${row.key} from ${from}`;
      if (seen.has(id)) found.push(`${id} is declared twice`);
      seen.add(id);
      if (!known(from)) found.push(`${id}: unknown state`);
    }
    for (const to of leadsTo(table, row.to))
      if (!known(to)) found.push(`${row.key}: unknown target ${to}`);
    if (row.parties.length === 0) found.push(`${row.key}: nobody may do it`);
    if ((row.via === "system") !== row.parties.every((key) => key === "system"))
      found.push(`${row.key}: the system acts alone, and nowhere else`);
    for (const key of row.parties)
      if (!(key in PARTIES)) found.push(`${row.key}: unknown party ${key}`);
    for (const guard of [...row.guards, ...(row.finalGuards ?? [])])
      if (!(guard in table.guards)) found.push(`${row.key}: unknown guard ${guard}`);
    if (row.backOf && !table.rows.some((other) => other.key === row.backOf))
      found.push(`${row.key}: way back of an unknown row ${row.backOf}`);
    if (row.backOf && row.reason !== "required")
      found.push(`${row.key}: a way back needs its reason`);
  }
  for (const state of Object.keys(table.states)) {
    const skip = rule(table, state)?.skip;
    if (skip && !known(skip.otherwise)) found.push(`${state}: passes to an unknown state`);
  }
  const used = table.rows.flatMap((row) => [...row.guards, ...(row.finalGuards ?? [])]);
  for (const guard of Object.keys(table.guards))
    if (
      table.name !== "municipal_cycle" &&
      table.name !== "hospital_cycle" &&
      !used.includes(guard)
    )
      found.push(`guard ${guard} guards nothing`);
  return found;
}

/** Every label key that the table needs in the `lifecycle` namespace of each language. */
export function labelKeys(table: AnyTable): string[] {
  const readers: readonly Reader[] = ["staff", "applicant"];
  const keys = readers.flatMap((reader) => [
    ...Object.keys(table.states).map((state) => stateLabel(table.subject, state, reader)),
    ...table.rows.map((row) => transitionLabel(table.subject, row.key, reader)),
  ]);
  const row = table.rows.flatMap((each) => [
    ...each.parties.map(partyLabel),
    ...[...each.guards, ...(each.finalGuards ?? [])].map((key) => `lifecycle:guard.${key}`),
    ...each.effects.map((key) => `lifecycle:effect.${key}`),
    ...each.notify.map((key) => `lifecycle:audience.${key}`),
    ...(each.needs ? [`lifecycle:option.${each.needs}`] : []),
    `lifecycle:via.${each.via}`,
  ]);
  return [...new Set([...keys, ...row, `lifecycle:machine.${table.name}`])];
}
