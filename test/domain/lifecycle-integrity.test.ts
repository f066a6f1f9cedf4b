import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import enWords from "~/locales/en/lifecycle.json";
import zhWords from "~/locales/zh-CN/lifecycle.json";
import enRefusals from "~/locales/en/refusals.json";
import zhRefusals from "~/locales/zh-CN/refusals.json";
import {
  AUDIENCES,
  EFFECTS,
  MACHINES,
  OUTCOMES,
  STEPS,
  SWITCHES,
  VIAS,
  workflow,
} from "~/domain/lifecycle";
import { lifecycleMarkdown, word, type Words } from "~/domain/lifecycle/document";
import { deadEnds, faults, labelKeys, unreachable } from "~/domain/lifecycle/integrity";
import { PARTIES } from "~/domain/lifecycle/parties";

const tables = Object.values(MACHINES);

function wordAt(words: Words, key: string): string | null {
  return word(words, key.replace(/^lifecycle:/, ""));
}

function leaves(words: Words, path = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [`${path}${key}`] : leaves(value, `${path}${key}.`),
  );
}

describe.each(tables)("the $name table", (table) => {
  it("reaches every state", () => {
    expect(unreachable(table)).toEqual([]);
  });

  it("leaves no state without an exit", () => {
    expect(deadEnds(table)).toEqual([]);
  });

  it("declares no row twice and names only what exists", () => {
    expect(faults(table)).toEqual([]);
  });

  it("has all its words in both languages", () => {
    const missing = (words: Words): string[] =>
      labelKeys(table).filter((key) => wordAt(words, key) === null);
    expect({ en: missing(enWords), zh: missing(zhWords) }).toEqual({ en: [], zh: [] });
  });
});

describe("the tables together", () => {
  it("use every effect, party and audience that is declared", () => {
    const rows = tables.flatMap((table) => [...table.rows]);
    const entered = tables.flatMap((table) =>
      Object.values(table.states).flatMap(
        (rule: { enter?: readonly string[] }) => rule.enter ?? [],
      ),
    );
    const used = {
      effects: new Set<string>([...rows.flatMap((row) => [...row.effects]), ...entered]),
      parties: new Set<string>(rows.flatMap((row) => [...row.parties])),
      audiences: new Set<string>([...rows.flatMap((row) => [...row.notify]), "next_party"]),
      vias: new Set<string>(rows.map((row) => row.via)),
    };
    expect(EFFECTS.filter((key) => !used.effects.has(key))).toEqual([]);
    expect(Object.keys(PARTIES).filter((key) => !used.parties.has(key))).toEqual([]);
    expect(AUDIENCES.filter((key) => !used.audiences.has(key))).toEqual([]);
    expect(VIAS.filter((key) => !used.vias.has(key))).toEqual([]);
  });

  it("have words for every step, option, outcome and effect", () => {
    const keys = [
      ...STEPS.map((key) => `step.${key}`),
      ...SWITCHES.map((key) => `option.${key}`),
      ...OUTCOMES.map((key) => `outcome.${key}`),
      ...EFFECTS.map((key) => `effect.${key}`),
      ...AUDIENCES.map((key) => `audience.${key}`),
    ];
    expect(
      keys.filter((key) => word(enWords, key) === null || word(zhWords, key) === null),
    ).toEqual([]);
  });

  it("speak both languages with the same keys", () => {
    expect(leaves(zhWords)).toEqual(leaves(enWords));
  });

  it("keep the Chinese terms of the states", () => {
    expect(Object.values(zhWords.project.state).map(({ staff }) => staff)).toEqual(
      "草稿 待科室审核 待形式审查 退回修改 形式审查通过 专家评审中 评审完成 待党委会审议 拟立项（公示中） 立项（待签任务书） 执行中 效果评价 结题考核 限期整改 已结题 未受理 未立项 已撤回 已合并 已终止 撤销立项".split(
        " ",
      ),
    );
  });

  it("refuse only with codes that have a sentence in both languages, with the same facts", () => {
    const sources = [
      ...["decide", "project-guards", "review-guards", "guard-parts"].map(
        (name) => `lifecycle/${name}`,
      ),
      ...["room", "speaking", "tally", "agenda-list"].map((name) => `committee/${name}`),
    ].map((name) => readFileSync(`app/domain/${name}.ts`, "utf8"));
    const codes = sources.flatMap((source) =>
      [...source.matchAll(/refusal\(\s*"(\w+)"/g)].map((match) => match[1] ?? ""),
    );
    codes.push(...VIAS.map((via) => `carried_out_by_${via}`));
    expect(codes.length).toBeGreaterThan(60);
    const en: Record<string, string> = enRefusals;
    const zh: Record<string, string> = zhRefusals;
    const named = (text: string | undefined): string[] =>
      [...new Set((text ?? "").match(/\{\{\w+\}\}/g))].sort();
    expect(codes.filter((code) => !en[code] || !zh[code])).toEqual([]);
    expect(
      codes.filter((code) => named(zh[code]).some((fact) => !named(en[code]).includes(fact))),
    ).toEqual([]);
  });

  it("keep the version that a project started with, and know no other", () => {
    expect(workflow(1).machines.project.initial).toBe("draft");
    expect(() => workflow(99)).toThrow(RangeError);
  });
});

it("docs/lifecycle.md is what the table says", () => {
  const { machines, version } = workflow(1);
  const text = lifecycleMarkdown(machines, version, { en: enWords, zh: zhWords });
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync("docs/lifecycle.md", text);
  expect(readFileSync("docs/lifecycle.md", "utf8")).toBe(text);
});

describe("the integrity check", () => {
  const sound = MACHINES.objection;

  it("notices a state that nothing reaches", () => {
    const rows = sound.rows.filter((row) => row.key !== "take_up" && row.key !== "reopen");
    expect(unreachable({ ...sound, rows })).toEqual(["checking", "upheld"]);
  });

  it("notices a state that nothing leaves", () => {
    const rows = sound.rows.map((row) => ({
      ...row,
      from: row.from.filter((state) => state !== "checking"),
    }));
    expect(deadEnds({ ...sound, rows })).toEqual(["checking"]);
  });

  it("notices a row declared twice and a way back without reason", () => {
    const [first] = sound.rows;
    if (!first) throw new Error("no rows");
    const rows = [...sound.rows, { ...first, backOf: "nothing" }];
    expect(faults({ ...sound, rows })).toEqual([
      "take_up from lodged is declared twice",
      "take_up: way back of an unknown row nothing",
      "take_up: a way back needs its reason",
    ]);
  });
});
