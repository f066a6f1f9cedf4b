import { z } from "zod";
import { parseDecimal } from "~/domain/exact";
import type { Anchor, Criterion, Rubric } from "~/domain/rubric/score";

export * from "~/domain/rubric/keys";
export * from "~/domain/rubric/score";

/** Keeps every sum over a panel of 90,000 sheets a safe integer: see `planPanel`. */
const MOST_TICKS = 1e11;

const anchorSchema = z
  .strictObject({
    from: z.int().min(0),
    to: z.int().min(0),
    text: z.string().trim().min(1, "errors:required").max(500),
  })
  .refine((anchor) => anchor.from <= anchor.to, { message: "errors:anchor_order", path: ["to"] });

const criterionSchema = z
  .strictObject({
    key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "errors:criterion_key"),
    name: z.string().trim().min(1, "errors:required").max(60),
    weight: z
      .string()
      .regex(/^\d{1,3}(\.\d{1,4})?$/, "errors:criterion_weight")
      .refine((text) => (parseDecimal(text)?.num ?? 0n) > 0n, "errors:criterion_weight")
      .default("1"),
    maximum: z.int().min(1).max(1_000_000),
    step: z.int().min(1),
    anchors: z.array(anchorSchema).max(12).default([]),
    comment: z.enum(["none", "optional", "required"]).default("optional"),
  })
  .refine((criterion) => criterion.step <= criterion.maximum, {
    message: "errors:criterion_step",
    path: ["step"],
  })
  .refine((criterion) => criterion.anchors.every((anchor) => anchor.to <= criterion.maximum), {
    message: "errors:anchor_above_maximum",
    path: ["anchors"],
  });

/**
 * A rubric as stored (JSON) and as set up. Refuses, with keys of the `errors` namespace: criteria
 * that share a key, a weight of zero, a step above the maximum, an anchor outside the scale, and a
 * rubric so fine that sums over a panel would leave the safe integers.
 */
export const rubricSchema = z
  .strictObject({
    scale: z.union([z.literal(1), z.literal(10), z.literal(100), z.literal(1000)]),
    criteria: z.array(criterionSchema).min(1, "errors:criteria_missing").max(50),
  })
  .refine(
    (rubric) => new Set(rubric.criteria.map(({ key }) => key)).size === rubric.criteria.length,
    {
      message: "errors:criterion_key_twice",
      path: ["criteria"],
    },
  )
  .refine((rubric) => mostTicks(rubric) <= MOST_TICKS, {
    message: "errors:rubric_too_fine",
    path: ["criteria"],
  }) satisfies z.ZodType<Rubric>;

function mostTicks({ criteria }: Rubric): number {
  const decimals = Math.max(...criteria.map(({ weight }) => weight.split(".")[1]?.length ?? 0));
  return criteria.reduce(
    (total, { weight, maximum }) => total + Number(weight) * 10 ** decimals * maximum,
    0,
  );
}

/** Names and anchor texts are data the installation's language gives; the domain holds no screen text. */
export interface CriterionText {
  readonly name: string;
  /** Texts for the top, middle and low band; none leaves the criterion without anchors. */
  readonly anchors?: readonly [string, string, string];
}

/**
 * The published in-hospital criteria 问题精准, 措施合理, 效果明显, at 30/30/40 in half points. The
 * weights are not published: this is the default to start from.
 */
export function defaultRubric(texts: {
  problem: CriterionText;
  measures: CriterionText;
  effect: CriterionText;
}): Rubric {
  return {
    scale: 10,
    criteria: [
      defaultCriterion("problem", texts.problem, 30),
      defaultCriterion("measures", texts.measures, 30),
      defaultCriterion("effect", texts.effect, 40),
    ],
  };
}

function defaultCriterion(
  key: string,
  { name, anchors }: CriterionText,
  points: number,
): Criterion {
  const maximum = points * 10;
  const top = maximum * 0.9;
  const middle = maximum * 0.7;
  const bands: Anchor[] = anchors
    ? [
        { from: top, to: maximum, text: anchors[0] },
        { from: middle, to: top - 5, text: anchors[1] },
        { from: 0, to: middle - 5, text: anchors[2] },
      ]
    : [];
  return { key, name, weight: "1", maximum, step: 5, anchors: bands, comment: "optional" };
}
