import type { FieldMetadata } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import {
  Card,
  HiddenField,
  NumberField,
  RadioGroup,
  Repeatable,
  SelectField,
  TextField,
} from "~/ui/kit";
import type { CycleValues } from "./cycle-values";

export interface RuleFieldsProps {
  rule: FieldMetadata<CycleValues["rule"]>;
  criteria: readonly { key: string; name: string }[];
  municipal: boolean;
}

/** The declared rule of the standing: how sheets become a score, who wins a tie, what gets a prize. */
export function RuleFields({ rule, criteria, municipal }: RuleFieldsProps) {
  const { t } = useTranslation("cycles");
  const fields = rule.getFieldset();
  const ties = [
    ...criteria.map(({ key, name }) => ({
      value: `criterion:${key}`,
      label: t("rule.tie.criterion", { name }),
    })),
    { value: "untrimmed_mean", label: t("rule.tie.untrimmed_mean") },
    { value: "decision", label: t("rule.tie.decision") },
  ];
  return (
    <Card title={t("section.rule")}>
      <p className="muted">{t("rule.about")}</p>
      <RadioGroup
        meta={fields.method}
        label={t("rule.method.label")}
        options={(["mean", "trimmed", "trimmed-criteria"] as const).map((value) => ({
          value,
          label: t(`rule.method.${value}.label`),
          hint: t(`rule.method.${value}.hint`),
        }))}
        required
      />
      <NumberField meta={fields.trim} label={t("rule.trim")} hint={t("rule.trim_hint")} whole />
      <Repeatable
        meta={fields.ties}
        label={t("rule.ties")}
        hint={t("rule.ties_hint")}
        addLabel={t("rule.add_tie")}
        max={20}
        ordered
      >
        {(item) => (
          <SelectField
            meta={item.getFieldset().by}
            label={t("rule.tie.label")}
            options={ties}
            required
          />
        )}
      </Repeatable>
      <RadioGroup
        meta={fields.basis}
        label={t("rule.basis.label")}
        options={(["overall", "category"] as const).map((value) => ({
          value,
          label: t(`rule.basis.${value}`),
        }))}
        inline
      />
      <Repeatable
        meta={fields.tiers}
        label={t("rule.tiers")}
        hint={t("rule.tiers_hint")}
        addLabel={t("rule.add_tier")}
        newRow={{ by: "quota" }}
        max={20}
        ordered
      >
        {(item) => {
          const tier = item.getFieldset();
          return (
            <div className="grid gap-3 md:grid-cols-3">
              <HiddenField meta={tier.key} />
              <TextField meta={tier.name} label={t("rule.tier_name")} maxLength={40} required />
              <SelectField
                meta={tier.by}
                label={t("rule.tier_by.label")}
                options={(["quota", "threshold", "percentile"] as const).map((value) => ({
                  value,
                  label: t(`rule.tier_by.${value}`),
                }))}
                placeholder={null}
                required
              />
              <NumberField meta={tier.value} label={t("rule.tier_value")} required />
            </div>
          );
        }}
      </Repeatable>
      {municipal ? (
        <RadioGroup
          meta={fields.incomplete}
          label={t("rule.incomplete.label")}
          hint={t("rule.incomplete.hint")}
          options={(["after_complete", "unranked"] as const).map((value) => ({
            value,
            label: t(`rule.incomplete.${value}`),
          }))}
        />
      ) : (
        <HiddenField meta={fields.incomplete} />
      )}
    </Card>
  );
}
