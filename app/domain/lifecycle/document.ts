import type { Table, Target } from "./machine";
import { isOn, SWITCHES, type SwitchKey, defaultOptions } from "./options";
import type { Machines } from "./workflow";

/** The `lifecycle` namespace of one language, as read from its file. */
export interface Words {
  readonly [key: string]: string | Words;
}

/** The word at a path such as `project.state.draft.staff`; null where there is none. */
export function word(words: Words, path: string): string | null {
  let at: string | Words | undefined = words;
  for (const part of path.split(".")) {
    if (at === undefined || typeof at === "string") return null;
    at = at[part];
  }
  return typeof at === "string" ? at : null;
}

type AnyTable = Table<string, string>;

/** English with the Chinese term in brackets. */
class Glossary {
  constructor(
    private readonly en: Words,
    private readonly zh: Words,
  ) {}

  both(path: string): string {
    return `${this.one(path)} [${word(this.zh, path) ?? path}]`;
  }

  one(path: string): string {
    return word(this.en, path) ?? path;
  }

  all(prefix: string, keys: readonly string[], join = ", "): string {
    return keys.map((key) => this.one(`${prefix}.${key}`)).join(join);
  }
}

/** Every state that a target may lead to; `null` stands for "wherever it came from". */
function ends(target: Target<string>): (string | null)[] {
  if (typeof target === "string") return [target];
  if ("resume" in target) return [null];
  return "stay" in target ? [] : Object.values(target.cases);
}

function resumptions(table: AnyTable, remembering: string): string[] {
  return table.rows.flatMap((row) => {
    if (row.remember === undefined || row.to !== remembering) return [];
    return row.remember === "from" ? row.from : Object.values(row.remember.cases);
  });
}

function casesText(by: string, cases: Readonly<Record<string, string>>): string {
  return Object.entries(cases)
    .map(([value, state]) => `\`${state}\` (${by}: ${value})`)
    .join(" or ");
}

function picture(table: AnyTable, glossary: Glossary): string[] {
  const label = (state: string): string => glossary.both(`${table.subject}.state.${state}.staff`);
  const lines = ["```mermaid", "stateDiagram-v2"];
  for (const state of Object.keys(table.states))
    lines.push(`  state "${label(state)}" as ${state}`);
  lines.push(`  [*] --> ${table.initial}`);
  const arrows = new Map<string, string[]>();
  for (const row of table.rows)
    for (const from of row.from)
      for (const to of ends(row.to)) {
        // A row into a remembering state says where its way on leads.
        const targets = to === null ? resumptions(table, from) : [to];
        for (const target of targets) {
          const arrow = `  ${from} --> ${target}`;
          arrows.set(arrow, [...(arrows.get(arrow) ?? []), row.key]);
        }
      }
  for (const [arrow, keys] of arrows) lines.push(`${arrow}: ${[...new Set(keys)].join(" / ")}`);
  for (const [state, rule] of Object.entries(table.states))
    if (rule.end) lines.push(`  ${state} --> [*]`);
  return [...lines, "```"];
}

function targetText(table: AnyTable, target: Target<string>): string {
  if (typeof target === "string") return `\`${target}\``;
  if ("stay" in target) return "stays";
  if ("resume" in target) return "where it came from";
  return casesText(target.by, target.cases);
}

function rowLines(table: AnyTable, glossary: Glossary): string[] {
  return table.rows.map((row) => {
    const who = glossary.all("party", row.parties, row.inOrder ? ", then " : " and ");
    const remember =
      typeof row.remember === "object"
        ? `; resumes to ${casesText(row.remember.by, row.remember.cases)}`
        : "";
    const reason = row.reason === "none" ? [] : [`reason ${row.reason}`];
    const guards = [...row.guards, ...(row.finalGuards ?? [])].map((key) =>
      glossary.one(`guard.${key}`),
    );
    const entered = typeof row.to === "string" && !row.from.includes(row.to) ? row.to : null;
    const effects = [...row.effects, ...(entered ? (table.states[entered]?.enter ?? []) : [])];
    const cells = [
      row.from.map((state) => `\`${state}\``).join(", "),
      `\`${row.key}\` ${glossary.both(`${table.subject}.transition.${row.key}.staff`)}`,
      row.via === "person" || row.via === "system"
        ? who
        : `${who} (${glossary.one(`via.${row.via}`)})`,
      [...guards, ...reason].join("; ") || "–",
      glossary.all("effect", [...new Set(effects)], "; ") || "–",
      targetText(table, row.to) + remember,
      row.needs ? glossary.one(`option.${row.needs}`) : "–",
      row.backOf ? `\`${row.backOf}\`` : "–",
    ];
    return `| ${cells.join(" | ")} |`;
  });
}

function stateLines(table: AnyTable, glossary: Glossary): string[] {
  return Object.entries(table.states).map(([state, rule]) => {
    const path = `${table.subject}.state.${state}`;
    const off = rule.skip
      ? `without ${glossary.one(`option.${rule.skip.unless}`)}: passes to \`${rule.skip.otherwise}\``
      : "–";
    return `| \`${state}\` | ${glossary.both(`${path}.staff`)} | ${glossary.both(`${path}.applicant`)} | ${off} | ${rule.end ? "end" : "–"} |`;
  });
}

function chapter(table: AnyTable, glossary: Glossary): string[] {
  return [
    `## ${glossary.both(`machine.${table.name}`)}`,
    "",
    ...picture(table, glossary),
    "",
    "| state | for staff | for applicants | optional | |",
    "| --- | --- | --- | --- | --- |",
    ...stateLines(table, glossary),
    "",
    "| from | action | who | guard | effect | to | option | way back of |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rowLines(table, glossary),
    "",
  ];
}

function switchLine(key: SwitchKey, glossary: Glossary): string {
  return `- ${glossary.both(`option.${key}`)} (\`${key}\`), by default ${isOn(defaultOptions, key) ? "on" : "off"}`;
}

/** docs/lifecycle.md, from the tables and the words of both languages. */
export function lifecycleMarkdown(
  machines: Machines,
  version: number,
  words: { readonly en: Words; readonly zh: Words },
): string {
  const glossary = new Glossary(words.en, words.zh);
  return [
    "# The lifecycles",
    "",
    `Generated from the tables in \`app/domain/lifecycle/\`, workflow version ${version}. Do not edit: change a`,
    "table and run `npm run docs`. A test fails when this page says something else.",
    "",
    "Where several parties stand in *who*, each presses once and the last press carries the action out.",
    "Nobody presses for two of them.",
    "",
    "Steps that a cycle may switch off or on:",
    "",
    ...SWITCHES.map((key) => switchLine(key, glossary)),
    "",
    ...Object.values(machines).flatMap((machine) => chapter(machine, glossary)),
  ].join("\n");
}
