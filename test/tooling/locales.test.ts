import { readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

type Language = "zh-CN" | "en";
type Texts = Map<string, string>;

const folder = resolve(import.meta.dirname, "../../app/locales");

function namespacesOf(language: Language): string[] {
  return readdirSync(resolve(folder, language))
    .filter((name) => name.endsWith(".json"))
    .sort();
}

function textsOf(language: Language, namespace: string): Texts {
  const texts: Texts = new Map();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === "string") texts.set(key, value);
    else if (value !== null && typeof value === "object") {
      for (const [name, below] of Object.entries(value)) walk(below, key ? `${key}.${name}` : name);
    } else throw new Error(`${language}/${namespace}: ${key} is no text`);
  };
  walk(JSON.parse(readFileSync(resolve(folder, language, namespace), "utf8")), "");
  return texts;
}

/** English has a form for one; Chinese has a single form, which i18next calls "other". */
function plain(texts: Texts): Texts {
  return new Map(
    [...texts].filter(
      ([key]) => !(key.endsWith("_one") && texts.has(key.replace(/_one$/, "_other"))),
    ),
  );
}

function variablesOf(text: string): string[] {
  const found = [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map(([, name]) => name ?? "");
  return [...new Set(found)].sort();
}

describe("the texts of both languages", () => {
  it("stand in the same namespaces", () => {
    expect(namespacesOf("en")).toEqual(namespacesOf("zh-CN"));
    expect(namespacesOf("zh-CN").length).toBeGreaterThan(0);
  });

  describe.each(namespacesOf("zh-CN"))("%s", (namespace) => {
    const read = () => ({
      chinese: textsOf("zh-CN", namespace),
      english: textsOf("en", namespace),
    });

    it("has the same keys in both", () => {
      const { chinese, english } = read();
      expect([...plain(english).keys()].sort()).toEqual([...plain(chinese).keys()].sort());
    });

    it("has no empty text", () => {
      for (const texts of Object.values(read())) {
        expect([...texts].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
      }
    });

    it("fills the same facts into both", () => {
      const { chinese, english } = read();
      const facts = (texts: Texts) =>
        Object.fromEntries([...plain(texts)].map(([key, text]) => [key, variablesOf(text)]));
      expect(facts(english)).toEqual(facts(chinese));
    });
  });
});
