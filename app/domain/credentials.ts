import { z } from "zod";

export const MINIMUM_PASSWORD = 10;

/** A password people choose. Length beats composition rules (NIST SP 800-63B §5.1.1.2). */
export const newPasswordSchema = z
  .string({ error: "errors:required" })
  .min(MINIMUM_PASSWORD, "errors:password_too_short")
  .max(200, "errors:too_long");

export const usernameSchema = z
  .string({ error: "errors:required" })
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, "errors:username_form");

/** `again` catches a slip of the finger, which would lock the person out. */
export const changePasswordSchema = z
  .object({
    current: z.string({ error: "errors:required" }).min(1, "errors:required").max(200),
    next: newPasswordSchema,
    again: z.string({ error: "errors:required" }),
  })
  .refine((value) => value.next === value.again, {
    path: ["again"],
    error: "errors:not_matching",
  });

const FREE_FAILURES = 5;
const LONGEST_MS = 15 * 60_000;

/**
 * How long an account refuses sign-ins after its n-th wrong password in a row: nothing for the first
 * five, then 15 s doubling up to 15 minutes. Per account only: a whole hospital shares one address.
 */
export function backOffMs(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_MS, 15_000 * 2 ** (failures - FREE_FAILURES));
}
