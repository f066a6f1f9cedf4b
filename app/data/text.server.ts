import { pinyin } from "pinyin-pro";

/** The key that sorts Chinese by pinyin on either database, whatever its collation. */
export function sortKey(text: string): string {
  return pinyin(text, { toneType: "none", type: "array", nonZh: "consecutive" })
    .join(" ")
    .toLowerCase()
    .slice(0, 200);
}

/**
 * What a search looks through: the texts themselves, their pinyin and its initials, in lower case, so
 * that LIKE behaves the same on both databases and 评审, pingshen and ps all find it.
 */
export function searchText(...texts: readonly string[]): string {
  const parts = texts.filter((text) => text !== "");
  const spoken = parts.map((text) => {
    const syllables = pinyin(text, { toneType: "none", type: "array", nonZh: "consecutive" });
    return `${syllables.join("")} ${syllables.map((s) => s.charAt(0)).join("")}`;
  });
  return [...parts, ...spoken].join(" ").toLowerCase();
}

/** A LIKE pattern for what a person typed; `%` and `_` are taken literally (ESCAPE '\'). */
export function likePattern(typed: string): string {
  return `%${typed.trim().toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
