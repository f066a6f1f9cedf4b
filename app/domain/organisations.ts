import { z } from "zod";
import { ORGANISATION_KINDS, type OrganisationKind } from "./people";

export const DEPARTMENT_CATEGORIES = ["clinical", "medical_technical", "functional"] as const;
export type DepartmentCategory = (typeof DEPARTMENT_CATEGORIES)[number];

/** Under what an organisation may stand; null: under nothing. */
export const PARENTS: Readonly<Record<OrganisationKind, readonly (OrganisationKind | null)[]>> = {
  centre: [null],
  hospital: [null, "centre"],
  department: ["hospital", "centre"],
  branch: ["hospital", "centre"],
  external: [null],
};

export const organisationSchema = z
  .object({
    kind: z.enum(ORGANISATION_KINDS, "errors:choose_one"),
    parentId: z.string().default(""),
    name: z
      .string({ error: "errors:required" })
      .trim()
      .min(2, "errors:too_short_min?min=2")
      .max(100, "errors:too_long_max?max=100"),
    shortName: z.string().trim().max(40, "errors:too_long_max?max=40").default(""),
    code: z.string().trim().max(40, "errors:too_long_max?max=40").default(""),
    category: z.enum(["", ...DEPARTMENT_CATEGORIES], "errors:choose_one").default(""),
  })
  .refine((value) => value.kind !== "department" || value.category !== "", {
    path: ["category"],
    error: "errors:choose_one",
  });
export type OrganisationForm = z.infer<typeof organisationSchema>;
