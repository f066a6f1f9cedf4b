import type { Category, CycleKind } from "~/domain/cycle";
import { defaultOptions } from "~/domain/lifecycle/options";
import type { CycleSettings } from "~/domain/cycle-form";
import { defaultRubric, type Rubric } from "~/domain/rubric/rubric";
import { translator, type Locale } from "./i18n";

const CATEGORY_KEYS = [
  "medical_service",
  "staff",
  "facilities",
  "quality_disputes",
  "resources",
  "policy",
  "other",
] as const;

/** The seven published categories in the reader's language, as data to start from. */
export async function defaultCategories(locale: Locale): Promise<Category[]> {
  const { t } = await translator(locale);
  return CATEGORY_KEYS.map((key) => ({ key, name: t(`cycles:category.${key}`) }));
}

/** The three published criteria with anchor texts, at 30/30/40 in half points. */
export async function defaultRubricOf(locale: Locale): Promise<{ name: string; body: Rubric }> {
  const { t } = await translator(locale);
  const criterion = (key: "problem" | "measures" | "effect") => ({
    name: t(`rubrics:default.${key}.name`),
    anchors: [
      t(`rubrics:default.${key}.top`),
      t(`rubrics:default.${key}.middle`),
      t(`rubrics:default.${key}.low`),
    ] as const,
  });
  return {
    name: t("rubrics:default.name"),
    body: defaultRubric({
      problem: criterion("problem"),
      measures: criterion("measures"),
      effect: criterion("effect"),
    }),
  };
}

/** What a new cycle's form is filled with. The prizes are those of the published example. */
export async function defaultSettings(
  kind: CycleKind,
  year: number,
  locale: Locale,
): Promise<CycleSettings> {
  const { t } = await translator(locale);
  const list = [
    { key: "first", name: t("cycles:tier.first"), quota: 3 },
    { key: "second", name: t("cycles:tier.second"), quota: 4 },
    { key: "third", name: t("cycles:tier.third"), quota: 5 },
  ];
  return {
    year,
    name: t(`cycles:default_name.${kind}`, { year }),
    dates: { applyFrom: "", applyUntil: "", scoreUntil: "", reviewOn: "" },
    options: defaultOptions,
    categories: await defaultCategories(locale),
    quotas: { applicationsPerDepartment: null },
    rule: {
      aggregation: "mean",
      minimumSheets: defaultOptions.minimumSheets,
      ties: [{ by: "criterion", key: "effect" }, { by: "decision" }],
      tiers: { basis: "overall", list },
      groups: {
        entriesRequired: kind === "municipal" ? defaultOptions.entriesPerOrganisation : null,
        incomplete: "after_complete",
      },
    },
    participants: "all",
  };
}

/** The name of a municipal cycle's one round. */
export async function municipalRoundName(name: string, locale: Locale): Promise<string> {
  const { t } = await translator(locale);
  return t("cycles:round_name", { name });
}
