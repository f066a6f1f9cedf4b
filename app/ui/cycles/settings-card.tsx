import { useTranslation } from "react-i18next";
import { NUMBERS_OF, SWITCHES_OF } from "~/domain/cycle-options";
import { Card, DescriptionList, useFormat } from "~/ui/kit";
import type { CycleOverview } from "./overview";

/** Dates, options and the declared rule, as they hold. */
export function SettingsCard({ cycle }: Pick<CycleOverview, "cycle">) {
  const { t } = useTranslation("cycles");
  const format = useFormat();
  const { dates, rule, kind } = cycle;
  const day = (date: string) => date !== "" && format.date(date);
  const [method = "mean", trim] = rule.aggregation.split(":");
  const ties = rule.ties.map((tie) =>
    tie.by === "criterion" ? t("rule.tie.criterion_key") : t(`rule.tie.${tie.by}`),
  );
  const tiers = rule.tiers.list.map((tier) =>
    t("rule.tier_line", {
      name: tier.name,
      value:
        "quota" in tier
          ? t("rule.by_quota", { count: tier.quota })
          : "threshold" in tier
            ? t("rule.by_threshold", { points: tier.threshold })
            : t("rule.by_percentile", { percent: tier.percentile }),
    }),
  );
  return (
    <>
      <Card title={t("section.dates")}>
        <DescriptionList
          items={[
            { term: t(`field.apply_from.${kind}`), value: day(dates.applyFrom) },
            { term: t(`field.apply_until.${kind}`), value: day(dates.applyUntil) },
            { term: t("field.review_on"), value: day(dates.reviewOn) },
            { term: t("field.score_until"), value: day(dates.scoreUntil) },
          ]}
        />
        {Object.values(dates).every((date) => date === "") && (
          <p className="muted">{t("overview.no_dates")}</p>
        )}
      </Card>
      <Card title={t("section.rule")}>
        <DescriptionList
          items={[
            {
              term: t("rule.method.label"),
              value:
                trim === undefined
                  ? t(`rule.method.${method}.label`)
                  : t(`rule.method.${method}.by`, { count: Number(trim) }),
            },
            { term: t("rule.ties"), value: ties.length > 0 && ties.join(" → ") },
            {
              term: t("rule.tiers"),
              value: tiers.length > 0 && tiers.join(t("common:list_separator")),
            },
            {
              term: t("field.entries_per_organisation"),
              value:
                kind === "municipal" &&
                (cycle.options.entriesPerOrganisation ?? t("overview.any_number")),
            },
            {
              term: t("rule.incomplete.label"),
              value: kind === "municipal" && t(`rule.incomplete.${rule.groups.incomplete}`),
            },
          ]}
        />
      </Card>
      <Card title={t("section.options")}>
        <DescriptionList
          items={[
            ...SWITCHES_OF[kind].map((key) => ({
              term: t(`options.switch.${key}.label`),
              value: t(cycle.options[key] === true ? "overview.on" : "overview.off"),
            })),
            ...NUMBERS_OF[kind].map((key) => ({
              term: t(`options.number.${key}.label`),
              value: t("overview.with_unit", {
                value: String(cycle.options[key]),
                unit: t(`options.number.${key}.unit`),
              }),
            })),
          ]}
        />
      </Card>
    </>
  );
}
