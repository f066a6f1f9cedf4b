import { z } from "zod";
import { newPasswordSchema, usernameSchema } from "./credentials";

const text = (max: number) =>
  z.string().trim().max(max, `errors:too_long_max?max=${max}`).default("");

export const nameSchema = z
  .string({ error: "errors:required" })
  .trim()
  .min(1, "errors:required")
  .max(60, "errors:too_long_max?max=60");

/** Landline with area code, or mobile; spaces and hyphens as people write them. */
export const phoneSchema = z
  .string()
  .trim()
  .regex(/^\+?[\d\s-]{7,20}$/, "errors:invalid_phone");

export const personSchema = z.object({
  name: nameSchema,
  organisationId: z.string({ error: "errors:choose_one" }).min(1, "errors:choose_one"),
  jobTitle: text(60),
  email: z.union([z.literal(""), z.email("errors:invalid_email")]).default(""),
  phone: z.union([z.literal(""), phoneSchema], "errors:invalid_phone").default(""),
  username: z.union([z.literal(""), usernameSchema], "errors:username_form").default(""),
});

/** A new person may get a first password, which the first sign-in replaces. */
export const newPersonSchema = personSchema
  .extend({ password: newPasswordSchema.optional() })
  .refine((value) => !value.password || value.username !== "", {
    path: ["username"],
    error: "errors:required",
  });

export type PersonForm = z.infer<typeof personSchema>;
export type NewPersonForm = z.infer<typeof newPersonSchema>;
