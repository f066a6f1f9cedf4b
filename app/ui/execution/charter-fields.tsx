import { useTranslation } from "react-i18next";
import type { Charter } from "~/domain/execution";
import { DIRECTIONS, UNITS } from "~/domain/execution-terms";
import {
  DateField,
  NumberField,
  Repeatable,
  SelectField,
  TextAreaField,
  TextField,
  Card,
} from "~/ui/kit";
import type { Fields } from "./document-form";

export interface CharterFieldsProps {
  fields: Fields<Charter>;
  errorsOf: (name: string, own?: string[]) => string[];
}

type ErrorsOf = CharterFieldsProps["errorsOf"];
const wrong = (errorsOf: ErrorsOf, meta: { name: string; errors: string[] | undefined }) =>
  errorsOf(meta.name, meta.errors);

function useRows(part: "targets" | "measures" | "milestones" | "duties") {
  const { t } = useTranslation("charter");
  return {
    label: t(`field.${part}`),
    addLabel: t(`add.${part}`),
    rowLabel: (index: number) => t(`row.${part}`, { row: index + 1 }),
  };
}

/** The parts of a charter to write, in the order in which it is read. */
export function CharterFields({ fields, errorsOf }: CharterFieldsProps) {
  const { t } = useTranslation("charter");
  const measures = useRows("measures");
  const milestones = useRows("milestones");
  const duties = useRows("duties");
  return (
    <>
      <Card>
        <TargetRows fields={fields} errorsOf={errorsOf} />
      </Card>
      <Card>
        <Repeatable meta={fields.measures} {...measures} max={40} ordered>
          {(item) => {
            const row = item.getFieldset();
            return (
              <>
                <TextAreaField meta={row.text} label={t("part.text")} rows={2} maxLength={1000} />
                <TextField meta={row.owner} label={t("part.owner")} maxLength={60} />
                <DateField
                  meta={row.dueOn}
                  label={t("part.dueOn")}
                  errors={wrong(errorsOf, row.dueOn)}
                />
              </>
            );
          }}
        </Repeatable>
      </Card>
      <Card>
        <Repeatable meta={fields.milestones} {...milestones} max={40} ordered>
          {(item) => {
            const row = item.getFieldset();
            return (
              <>
                <TextField meta={row.title} label={t("part.title")} maxLength={200} />
                <TextField meta={row.owner} label={t("part.owner")} maxLength={60} />
                <DateField
                  meta={row.plannedOn}
                  label={t("part.plannedOn")}
                  errors={wrong(errorsOf, row.plannedOn)}
                />
              </>
            );
          }}
        </Repeatable>
      </Card>
      <Card>
        <NumberField
          meta={fields.budget}
          label={t("field.budget")}
          errors={wrong(errorsOf, fields.budget)}
        />
        <Repeatable meta={fields.duties} {...duties} max={30}>
          {(item) => {
            const row = item.getFieldset();
            return (
              <>
                <TextField meta={row.department} label={t("part.department")} maxLength={100} />
                <TextAreaField meta={row.duty} label={t("part.duty")} rows={2} maxLength={1000} />
              </>
            );
          }}
        </Repeatable>
      </Card>
    </>
  );
}

function TargetRows({ fields, errorsOf }: CharterFieldsProps) {
  const { t } = useTranslation("charter");
  const words = useRows("targets");
  const options = (keys: readonly string[], group: string) =>
    keys.map((value) => ({ value, label: t(`${group}.${value}`) }));
  return (
    <Repeatable meta={fields.targets} {...words} max={20} ordered>
      {(item) => {
        const row = item.getFieldset();
        const baseline = row.baseline.getFieldset();
        return (
          <>
            <TextField meta={row.indicator} label={t("target.indicator")} maxLength={200} />
            <TextAreaField
              meta={row.definition}
              label={t("target.definition")}
              rows={2}
              maxLength={1000}
            />
            <SelectField
              meta={row.unit}
              label={t("target.unit")}
              options={options(UNITS, "unit")}
              placeholder={null}
            />
            <SelectField
              meta={row.direction}
              label={t("target.direction")}
              options={options(DIRECTIONS, "direction")}
              placeholder={null}
            />
            <NumberField
              meta={baseline.numerator}
              label={t("target.numerator")}
              errors={wrong(errorsOf, baseline.numerator)}
            />
            <NumberField
              meta={baseline.denominator}
              label={t("target.denominator")}
              errors={wrong(errorsOf, baseline.denominator)}
            />
            <TextField meta={baseline.period} label={t("target.period")} maxLength={100} />
            <TextField meta={baseline.source} label={t("target.source")} maxLength={200} />
            <NumberField
              meta={row.target}
              label={t("target.target")}
              errors={wrong(errorsOf, row.target)}
            />
          </>
        );
      }}
    </Repeatable>
  );
}

/** Labels of a charter's controls for the error summary. */
export function useCharterLabels(): Record<string, string> {
  const { t } = useTranslation("charter");
  return {
    "targets[].target": t("target.target"),
    "targets[].baseline.numerator": t("target.numerator"),
    "targets[].baseline.denominator": t("target.denominator"),
    "measures[].dueOn": t("part.dueOn"),
    "milestones[].plannedOn": t("part.plannedOn"),
    budget: t("field.budget"),
    reason: t("amend_reason"),
  };
}
