import type { FieldMetadata } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import type { CycleKind } from "~/domain/cycle";
import { NUMBER_RANGES, NUMBERS_OF, SWITCHES_OF } from "~/domain/cycle-options";
import { Card, CheckboxField, HiddenField, NumberField, RadioGroup, TextField } from "~/ui/kit";
import type { CycleValues } from "./cycle-values";

export interface OptionFieldsProps {
  kind: CycleKind;
  switches: FieldMetadata<CycleValues["switches"]>;
  numbers: FieldMetadata<CycleValues["numbers"]>;
  cutLine: FieldMetadata<CycleValues["cutLine"]>;
}

/** The steps that may be left out and the numbers that differ from place to place, each explained. */
export function OptionFields({ kind, switches, numbers, cutLine }: OptionFieldsProps) {
  const { t } = useTranslation("cycles");
  const boxes = switches.getFieldset();
  const figures = numbers.getFieldset();
  const cut = cutLine.getFieldset();
  return (
    <Card title={t("section.options")}>
      <fieldset className="field">
        <legend>{t("options.steps")}</legend>
        <p className="hint">{t(`options.steps_hint.${kind}`)}</p>
        <div className="grid gap-2 md:grid-cols-2">
          {SWITCHES_OF[kind].map((key) => (
            <CheckboxField
              key={key}
              meta={boxes[key]}
              name={`${switches.name}.${key}`}
              label={t(`options.switch.${key}.label`)}
              hint={t(`options.switch.${key}.hint`)}
            />
          ))}
        </div>
      </fieldset>
      <div className="grid gap-3 md:grid-cols-2">
        {NUMBERS_OF[kind].map((key) => (
          <NumberField
            key={key}
            meta={figures[key]}
            name={`${numbers.name}.${key}`}
            label={t(`options.number.${key}.label`)}
            hint={t("options.range", {
              text: t(`options.number.${key}.hint`),
              min: NUMBER_RANGES[key][0],
              max: NUMBER_RANGES[key][1],
            })}
            unit={t(`options.number.${key}.unit`)}
            whole
            required
          />
        ))}
      </div>
      {kind === "hospital" ? (
        <>
          <RadioGroup
            meta={cut.kind}
            label={t("options.cut_line.label")}
            hint={t("options.cut_line.hint")}
            options={(["none", "place", "score"] as const).map((value) => ({
              value,
              label: t(`options.cut_line.${value}`),
            }))}
            inline
          />
          <TextField meta={cut.value} label={t("options.cut_line.value")} inputMode="decimal" />
        </>
      ) : (
        <HiddenField meta={cut.kind} value="none" />
      )}
    </Card>
  );
}
