import type { StandingRule } from "~/domain/standing/types";

/** A sentence about a rule: a key of the `standings` namespace and what fills it. */
export interface RuleSentence {
  readonly key: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * The declared rule, sentence by sentence, for pages and files alike. Facts that are keys themselves
 * (`tie.…`) do not occur: a list of tie rules becomes one sentence each.
 */
export function ruleFacts(
  rule: StandingRule,
  criteria: readonly { readonly key: string; readonly name: string }[],
): RuleSentence[] {
  const [method = "mean", k] = rule.aggregation.split(":");
  const sentences: RuleSentence[] = [
    {
      key: `rule.${method}${k === undefined && method !== "mean" ? "_default" : ""}`,
      facts: { k: k ?? "" },
    },
    { key: "rule.minimum", facts: { count: rule.minimumSheets } },
    { key: "rule.exact", facts: {} },
  ];
  rule.ties.forEach((tie, index) => {
    const criterion =
      tie.by === "criterion" ? (criteria.find(({ key }) => key === tie.key)?.name ?? tie.key) : "";
    sentences.push({ key: `rule.tie_${tie.by}`, facts: { number: index + 1, criterion } });
  });
  sentences.push({ key: rule.ties.length === 0 ? "rule.tie_shared" : "rule.tie_else", facts: {} });
  for (const tier of rule.tiers.list) {
    if ("quota" in tier)
      sentences.push({ key: "rule.tier_quota", facts: { name: tier.name, count: tier.quota } });
    else if ("threshold" in tier)
      sentences.push({
        key: "rule.tier_threshold",
        facts: { name: tier.name, points: tier.threshold },
      });
    else
      sentences.push({
        key: "rule.tier_percentile",
        facts: { name: tier.name, percent: tier.percentile },
      });
  }
  if (rule.tiers.list.length > 0)
    sentences.push({ key: `rule.tiers_${rule.tiers.basis}`, facts: {} });
  const { entriesRequired, incomplete } = rule.groups;
  sentences.push(
    entriesRequired === null
      ? { key: "rule.groups_free", facts: {} }
      : { key: `rule.groups_${incomplete}`, facts: { count: entriesRequired } },
  );
  return sentences;
}
