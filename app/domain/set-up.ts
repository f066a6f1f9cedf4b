import { z } from "zod";
import { newPasswordSchema, usernameSchema } from "./credentials";
import { nameSchema } from "./people-form";

/** What an installation is for; nothing else is asked before the first sign-in. */
export const INSTALLATIONS = ["hospital", "centre"] as const;
export type Installation = (typeof INSTALLATIONS)[number];

const organisationName = z
  .string({ error: "errors:required" })
  .trim()
  .min(2, "errors:too_short_min?min=2")
  .max(100, "errors:too_long_max?max=100");

const person = z.object({
  name: nameSchema,
  username: usernameSchema,
  password: newPasswordSchema,
});

const optional = z.string().trim().default("");

export const PERSONS = ["systemAdmin", "securityAdmin", "auditor", "officer"] as const;

/** One hospital's name a line. */
export function hospitalsOf(lines: string): string[] {
  return lines
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export const setUpSchema = z
  .object({
    kind: z.enum(INSTALLATIONS, "errors:choose_one"),
    name: organisationName,
    hospitals: optional,
    systemAdmin: person,
    securityAdmin: person,
    auditor: person,
    /** May be left out as a whole. */
    officer: z
      .object({ name: optional, username: optional, password: z.string().default("") })
      .prefault({}),
  })
  .superRefine((value, ctx) => {
    const wrong = (path: (string | number)[], message: string) =>
      ctx.addIssue({ code: "custom", path, message });
    if (value.kind === "centre") {
      const names = hospitalsOf(value.hospitals);
      if (names.some((name) => name.length < 2 || name.length > 100))
        wrong(["hospitals"], "setup:error.hospital_length");
      if (new Set([...names, value.name]).size <= names.length)
        wrong(["hospitals"], "setup:error.hospital_twice");
    }
    const { officer } = value;
    const hasOfficer = officer.name !== "" || officer.username !== "" || officer.password !== "";
    if (hasOfficer) {
      const checked = person.safeParse(officer);
      for (const issue of checked.error?.issues ?? [])
        wrong(["officer", ...issue.path.map(String)], issue.message);
    }
    const names = new Map<string, string>();
    const usernames = new Map<string, string>();
    for (const key of PERSONS) {
      if (key === "officer" && !hasOfficer) continue;
      const username = value[key].username.toLowerCase();
      if (usernames.has(username)) wrong([key, "username"], "setup:error.username_twice");
      usernames.set(username, key);
      if (key !== "officer" && names.has(value[key].name))
        wrong([key, "name"], "setup:error.same_person");
      names.set(value[key].name, key);
    }
  });
export type SetUp = z.infer<typeof setUpSchema>;
