import { z } from "zod";
import { parseDecimal } from "~/domain/exact";
import { parseAggregation } from "~/domain/standing/aggregation";
import type { StandingRule } from "~/domain/standing/types";

export * from "~/domain/standing/aggregation";
export type { StandingRule, Tier, TieRule } from "~/domain/standing/types";

const tieSchema = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("criterion"), key: z.string().min(1, "errors:required") }),
  z.strictObject({ by: z.literal("untrimmed_mean") }),
  z.strictObject({ by: z.literal("decision") }),
]);

const named = {
  key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "errors:tier_key"),
  name: z.string().trim().min(1, "errors:required").max(40),
};
const points = z.string().refine((text) => (parseDecimal(text)?.num ?? -1n) >= 0n, {
  message: "errors:tier_threshold",
});

const tierSchema = z.union([
  z.strictObject({ ...named, quota: z.int().min(1, "errors:tier_quota") }),
  z.strictObject({ ...named, threshold: points }),
  z.strictObject({ ...named, percentile: z.number().gt(0).max(100, "errors:tier_percentile") }),
]);

function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/**
 * The rule of a standing as stored (JSON) and as set up; frozen by the first score.
 * `minimumSheets`: valid sheets below which an entry is not rankable. `entriesRequired`: entries an
 * organisation must have ranked for a complete set; null leaves the number free.
 */
export const standingRuleSchema = z.strictObject({
  aggregation: z.string().refine((text) => parseAggregation(text).ok, {
    message: "errors:aggregation_unknown",
  }),
  minimumSheets: z.int().min(1).max(1000).default(1),
  ties: z
    .array(tieSchema)
    .max(60)
    .refine(
      (ties) => unique(ties.map((tie) => (tie.by === "criterion" ? `:${tie.key}` : tie.by))),
      {
        message: "errors:tie_rule_twice",
      },
    )
    .default([]),
  tiers: z
    .strictObject({
      basis: z.enum(["overall", "category"]).default("overall"),
      list: z
        .array(tierSchema)
        .max(20)
        .refine((tiers) => unique(tiers.map(({ key }) => key)), {
          message: "errors:tier_key_twice",
        })
        .default([]),
    })
    .default({ basis: "overall", list: [] }),
  groups: z
    .strictObject({
      entriesRequired: z.int().min(1).max(10_000).nullable().default(null),
      incomplete: z.enum(["after_complete", "unranked"]).default("after_complete"),
    })
    .default({ entriesRequired: null, incomplete: "after_complete" }),
}) satisfies z.ZodType<StandingRule>;
