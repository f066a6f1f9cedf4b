import { z } from "zod";
import { parseDecimal, toFraction } from "~/domain/exact";
import { formatUnits, rubricSchema, type Rubric, type Scale } from "~/domain/rubric/rubric";

const POINTS = /^\d{1,6}(\.\d{1,3})?$/;
const points = z.string({ error: "errors:required" }).regex(POINTS, "errors:invalid_number");
const line = (max: number) =>
  z
    .string({ error: "errors:required" })
    .trim()
    .min(1, "errors:required")
    .max(max, `errors:too_long_max?max=${max}`);

/** The rubric as typed: points with their decimals, where the stored one has whole units. */
export const rubricFormSchema = z.object({
  name: line(60),
  criteria: z
    .array(
      z.object({
        key: z.string().max(40).default(""),
        name: line(60),
        weight: z
          .string()
          .regex(/^\d{1,3}(\.\d{1,4})?$/, "errors:criterion_weight")
          .default("1"),
        maximum: points,
        step: points,
        comment: z.enum(["none", "optional", "required"]).default("optional"),
        anchors: z
          .array(z.object({ from: points, to: points, text: line(500) }))
          .max(12)
          .default([]),
      }),
    )
    .min(1, "errors:criteria_missing")
    .max(50)
    .default([]),
});
export type RubricForm = z.output<typeof rubricFormSchema>;

const SCALES: readonly Scale[] = [1, 10, 100, 1000];

/** The coarsest scale on which everything typed is a whole number of units. */
function scaleOf(form: RubricForm): Scale {
  const typed = form.criteria.flatMap((criterion) => [
    criterion.maximum,
    criterion.step,
    ...criterion.anchors.flatMap(({ from, to }) => [from, to]),
  ]);
  const decimals = Math.max(
    0,
    ...typed.map((text) => (text.split(".")[1] ?? "").replace(/0+$/, "").length),
  );
  return SCALES[decimals] ?? 1000;
}

function unitsOf(text: string, scale: Scale): number {
  const value = parseDecimal(text);
  if (!value) throw new RangeError(`${text} was not checked`);
  const { num, den } = toFraction(value);
  return Number((num * BigInt(scale)) / den);
}

export interface RubricIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The rubric that the form means, or what is wrong with it, by field of the form. */
export function rubricOfForm(
  form: RubricForm,
): { readonly rubric: Rubric } | { readonly issues: readonly RubricIssue[] } {
  const scale = scaleOf(form);
  const used = new Set(form.criteria.map((criterion) => criterion.key));
  let number = 1;
  const newKey = () => {
    while (used.has(`criterion_${number}`)) number += 1;
    used.add(`criterion_${number}`);
    return `criterion_${number}`;
  };
  const parsed = rubricSchema.safeParse({
    scale,
    criteria: form.criteria.map((criterion) => ({
      key: criterion.key || newKey(),
      name: criterion.name,
      weight: criterion.weight,
      maximum: unitsOf(criterion.maximum, scale),
      step: unitsOf(criterion.step, scale),
      comment: criterion.comment,
      anchors: criterion.anchors.map(({ from, to, text }) => ({
        from: unitsOf(from, scale),
        to: unitsOf(to, scale),
        text,
      })),
    })),
  });
  if (parsed.success) return { rubric: parsed.data };
  return {
    // Messages of zod itself (an out-of-range number) say nothing to a reader.
    issues: parsed.error.issues.map(({ path, message }) => ({
      path,
      message: message.startsWith("errors:") ? message : "errors:out_of_range",
    })),
  };
}

/** A stored rubric as the form shows it. */
export function formOfRubric(name: string, { scale, criteria }: Rubric): RubricForm {
  return {
    name,
    criteria: criteria.map((criterion) => ({
      key: criterion.key,
      name: criterion.name,
      weight: criterion.weight,
      maximum: formatUnits(criterion.maximum, scale),
      step: formatUnits(criterion.step, scale),
      comment: criterion.comment,
      anchors: criterion.anchors.map(({ from, to, text }) => ({
        from: formatUnits(from, scale),
        to: formatUnits(to, scale),
        text,
      })),
    })),
  };
}
