import { useTranslation } from "react-i18next";
import { factInWords, inWords } from "~/domain/lifecycle/words";
import type { Refusal } from "~/domain/refusal";

const KEY = /^([a-z][\w-]*):([\w.-]+)(?:\?(.*))?$/i;

/**
 * Turns a field error into words. Errors from schemas are keys, optionally with facts as a query:
 * `errors:required`, `errors:too_long_max?max=40`. Anything else is shown as it stands.
 */
export function useMessage(): (message: string) => string {
  const { t } = useTranslation("errors");
  return (message) => {
    const match = KEY.exec(message);
    if (!match) return message;
    const facts = Object.fromEntries(new URLSearchParams(match[3] ?? ""));
    return t(`${match[1] ?? "errors"}:${match[2] ?? ""}`, facts);
  };
}

/** The text of a refusal, from the `refusals` namespace, with its facts told in words too. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useTranslation("refusals");
  return (refusal) => inWords((key, facts) => t(key, { ...facts }), refusal);
}

/** A message of the inbox: its text with the facts told in words. */
export function useMessageText(): (message: {
  kind: string;
  facts: Readonly<Record<string, string | number>>;
}) => string {
  const { t } = useTranslation("notifications");
  return ({ kind, facts }) => {
    const words: Record<string, string | number> = {};
    for (const [name, fact] of Object.entries(facts))
      words[name] = factInWords((key, inner) => t(key, { ...inner }), fact);
    return t(`notifications:${kind}`, words);
  };
}
