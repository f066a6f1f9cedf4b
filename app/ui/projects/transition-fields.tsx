import { useTranslation } from "react-i18next";
import { FIRST_FIELDS, FURTHER_FIELDS, type ApplicationField } from "~/domain/application-fields";
import {
  CheckboxField,
  DateField,
  RadioGroup,
  SelectField,
  TextAreaField,
  TextField,
} from "~/ui/kit";

export interface TransitionFieldsProps {
  transition: string;
  asks: readonly string[];
  today: string;
  mergeTargets: readonly { id: string; code: string; title: string }[];
  /** Reasons that the form check already holds, by field. */
  checkReasons: Readonly<Partial<Record<ApplicationField, string>>>;
}

/** What a transition asks for beside its reason; null when nothing. */
export function transitionFields(props: TransitionFieldsProps) {
  const { transition, asks, mergeTargets } = props;
  const known = ["field_reasons", "due_date", "merge_into", "evidence"];
  const special = transition === "co_sign" || transition === "set_aside";
  if (!special && !asks.some((ask) => known.includes(ask))) return null;
  if (asks.includes("merge_into") && mergeTargets.length === 0) return null;
  return <TransitionFields {...props} />;
}

function TransitionFields({
  transition,
  asks,
  today,
  mergeTargets,
  checkReasons,
}: TransitionFieldsProps) {
  const { t } = useTranslation("projects");
  const idOf = (name: string) => `${transition}-${name}`;
  const reasonField = (field: ApplicationField) => (
    <TextAreaField
      key={field}
      id={idOf(field)}
      name={`fieldReasons[${field}]`}
      label={t(`application:field.${field}`)}
      defaultValue={checkReasons[field]}
      rows={2}
      maxLength={500}
    />
  );
  return (
    <>
      {transition === "co_sign" && (
        <RadioGroup
          id={idOf("coSignDecision")}
          name="coSignDecision"
          label={t("ask.coSign")}
          required
          inline
          defaultValues={["confirmed"]}
          options={["confirmed", "declined"].map((value) => ({ value, label: t(`ask.${value}`) }))}
        />
      )}
      {transition === "set_aside" && (
        <CheckboxField
          id={idOf("informed")}
          name="committeeInformed"
          label={t("ask.informed")}
          required
        />
      )}
      {asks.includes("merge_into") && (
        <SelectField
          id={idOf("mergeIntoId")}
          name="mergeIntoId"
          label={t("ask.mergeIntoId")}
          required
          options={mergeTargets.map(({ id, code, title }) => ({
            value: id,
            label: `${code} ${title}`,
          }))}
        />
      )}
      {asks.includes("evidence") && (
        <TextField
          id={idOf("evidence")}
          name="evidence"
          label={t("ask.evidence")}
          maxLength={500}
        />
      )}
      {asks.includes("field_reasons") && (
        <details open={Object.keys(checkReasons).length > 0}>
          <summary>{t("ask.fields")}</summary>
          <p className="hint">{t("ask.fields_hint")}</p>
          {FIRST_FIELDS.map(reasonField)}
          <details>
            <summary>{t("ask.more_fields")}</summary>
            {FURTHER_FIELDS.map(reasonField)}
          </details>
        </details>
      )}
      {asks.includes("due_date") && (
        <DateField
          id={idOf("dueOn")}
          name="dueOn"
          label={t("ask.dueOn")}
          hint={t("ask.dueOn_hint")}
          min={today}
        />
      )}
    </>
  );
}
