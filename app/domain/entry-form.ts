import { z } from "zod";

const text = (max: number) =>
  z.string().trim().max(max, `errors:too_long_max?max=${max}`).default("");

/** The form of an entry. A draft may lack anything but its title; `missingToNominate` asks for the rest. */
export const entryFormSchema = z.object({
  revision: z.number().int().default(0),
  title: z
    .string({ error: "errors:required" })
    .trim()
    .min(1, "errors:required")
    .max(120, "errors:too_long_max?max=120"),
  category: text(40),
  problem: text(4000),
  measures: text(4000),
  effect: text(4000),
  leadDepartment: text(80),
  leadName: text(40),
});
export type EntryForm = z.output<typeof entryFormSchema>;
