import { z } from "zod";
import { standingRuleSchema } from "~/domain/standing/rule";
import type { StandingRule, TieRule } from "~/domain/standing/types";

/** The form of a round, as text fields; ties and tiers are fixed rows so that it works without script. */
export const TIE_ROWS = 3;
export const TIER_ROWS = 4;

export const AGGREGATIONS = [
  "mean",
  "trimmed",
  "trimmed:1",
  "trimmed:2",
  "trimmed-criteria:1",
] as const;

const whole = (least: number, most: number) =>
  z
    .string({ error: "errors:required" })
    .trim()
    .regex(/^\d{1,4}$/, "errors:invalid_integer")
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, `errors:below_minimum?min=${least}`)
        .max(most, `errors:above_maximum?max=${most}`),
    );

const optional = z.string().trim().max(40, "errors:too_long_max?max=40").default("");

export const roundFormSchema = z.object({
  name: z
    .string({ error: "errors:required" })
    .trim()
    .min(1, "errors:required")
    .max(80, "errors:too_long_max?max=80"),
  aggregation: z.string().default("mean"),
  minimumSheets: whole(1, 99),
  minimumPanel: whole(1, 99),
  dueOn: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/, "errors:invalid_date")
    .default(""),
  affiliationsRecuse: z.string().optional(),
  tie: z.array(z.string().default("")).max(TIE_ROWS).default([]),
  tierName: z.array(optional).max(TIER_ROWS).default([]),
  tierQuota: z.array(optional).max(TIER_ROWS).default([]),
  basis: z.enum(["overall", "category"]).default("overall"),
  incomplete: z.enum(["after_complete", "unranked"]).default("after_complete"),
});

export type RoundForm = z.infer<typeof roundFormSchema>;

/** @returns the rule, or messages by form field */
export function ruleOfForm(
  form: RoundForm,
  entriesRequired: number | null,
): { rule: StandingRule } | { errors: Record<string, string[]> } {
  const ties: TieRule[] = form.tie
    .filter((tie) => tie !== "")
    .map((tie) =>
      tie.startsWith("criterion:")
        ? { by: "criterion", key: tie.slice("criterion:".length) }
        : { by: tie === "decision" ? "decision" : "untrimmed_mean" },
    );
  const tiers = form.tierName.flatMap((name, row) =>
    name === ""
      ? []
      : [{ key: `tier${row + 1}`, name, quota: Number(form.tierQuota[row] || Number.NaN) }],
  );
  if (tiers.some(({ quota }) => !Number.isInteger(quota) || quota < 1))
    return { errors: { "tierQuota[0]": ["errors:tier_quota"] } };
  const rule = standingRuleSchema.safeParse({
    aggregation: form.aggregation,
    minimumSheets: form.minimumSheets,
    ties,
    tiers: { basis: form.basis, list: tiers },
    groups: { entriesRequired, incomplete: form.incomplete },
  });
  if (rule.success) return { rule: rule.data };
  const errors: Record<string, string[]> = {};
  for (const issue of rule.error.issues) {
    const field = issue.path[0] === "ties" ? "tie[0]" : String(issue.path[0] ?? "");
    (errors[field] ??= []).push(issue.message);
  }
  return { errors };
}

/** A stored rule as the form shows it. */
export function formOfRule(
  rule: StandingRule,
): Pick<
  Record<keyof RoundForm, string | string[]>,
  "aggregation" | "minimumSheets" | "tie" | "tierName" | "tierQuota" | "basis" | "incomplete"
> {
  const tiers = rule.tiers.list;
  return {
    aggregation: rule.aggregation,
    minimumSheets: String(rule.minimumSheets),
    tie: rule.ties.map((tie) => (tie.by === "criterion" ? `criterion:${tie.key}` : tie.by)),
    tierName: tiers.map((tier) => tier.name),
    tierQuota: tiers.map((tier) => ("quota" in tier ? String(tier.quota) : "")),
    basis: rule.tiers.basis,
    incomplete: rule.groups.incomplete,
  };
}
