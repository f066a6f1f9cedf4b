import { z } from "zod";

const words = (least: number, most: number) =>
  z
    .string({ error: "errors:required" })
    .trim()
    .min(1, "errors:required")
    .min(least, `errors:too_short_min?min=${least}`)
    .max(most, `errors:too_long_max?max=${most}`);

/** What anybody may lodge against a public notice. `website` is left empty by people, not by machines. */
export const objectionSchema = z.object({
  projectId: z.string().default(""),
  entryId: z.string().default(""),
  text: words(10, 2000),
  contactName: words(1, 40),
  contact: words(5, 80),
  website: z.string().default(""),
});
export type ObjectionForm = z.infer<typeof objectionSchema>;

/** From one address against one notice within an hour: a ward shares an address, a flood does not stop. */
export const OBJECTIONS_PER_HOUR = 10;
