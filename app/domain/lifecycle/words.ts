import { shanghaiMinute } from "~/domain/working-days";
import type { Refusal } from "~/domain/refusal";

/** i18next's `t`, as far as it is needed here. */
export type Translate = (key: string, facts?: Record<string, string | number>) => string;

const KEY = /^[a-z_]+:[\w.]+$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/**
 * The sentence of a refusal. Facts that are label keys, or comma-joined lists of them, are
 * translated; instants are told in Shanghai time.
 */
export function inWords(t: Translate, refusal: Refusal): string {
  const facts: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(refusal.facts)) facts[name] = factInWords(t, value);
  return t(`refusals:${refusal.code}`, facts);
}

/** One fact of a refusal or message as a person reads it. */
export function factInWords(t: Translate, value: string | number): string | number {
  if (typeof value === "number") return value;
  if (INSTANT.test(value)) return shanghaiMinute(value);
  const parts = value.split(",");
  if (parts.length === 1 && !KEY.test(value)) return value;
  return parts.map((part) => (KEY.test(part) ? t(part) : part)).join(t("lifecycle:list_comma"));
}
