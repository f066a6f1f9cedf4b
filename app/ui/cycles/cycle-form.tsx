import { Form } from "@remix-run/react";
import { useForm } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import type { CycleKind } from "~/domain/cycle";
import {
  Card,
  CheckboxGroup,
  DateField,
  EnterSubmits,
  ErrorSummary,
  HiddenField,
  LinkButton,
  NumberField,
  RadioGroup,
  Repeatable,
  SelectField,
  SubmitButton,
  TextField,
} from "~/ui/kit";
import { OptionFields } from "./option-fields";
import { RuleFields } from "./rule-fields";
import type { CycleValues } from "./cycle-values";
import type { FormAnswer } from "./form-answer";

export interface CycleFormProps {
  kind: CycleKind;
  values: CycleValues;
  answer: FormAnswer;
  /** Organisations to choose from when a cycle is new; empty when it is edited. */
  organisations: readonly { id: string; name: string }[];
  hospitals: readonly { id: string; name: string }[];
  criteria: readonly { key: string; name: string }[];
  backTo: string;
}

export function CycleForm(props: CycleFormProps) {
  const { t } = useTranslation("cycles");
  const { kind, values, answer, hospitals, organisations } = props;
  const [form, fields] = useForm<CycleValues>({
    id: "cycle",
    lastResult: answer?.reply ?? null,
    defaultValue: values,
    shouldValidate: "onSubmit",
  });
  const dates = fields.dates.getFieldset();
  const municipal = kind === "municipal";
  return (
    <Form method="post" id={form.id} className="grid gap-4">
      <EnterSubmits />
      <ErrorSummary
        form={form}
        refusal={answer?.refusal ?? null}
        labels={{
          year: t("field.year"),
          name: t("field.name"),
          "dates.applyUntil": t(`field.apply_until.${kind}`),
          "dates.scoreUntil": t("field.score_until"),
          "categories[].name": t("field.category"),
          categories: t("section.categories"),
          "rule.tiers[].name": t("rule.tier_name"),
          "rule.tiers[].value": t("rule.tier_value"),
          "rule.trim": t("rule.trim"),
          participantIds: t("section.participants"),
        }}
      />
      <HiddenField meta={fields.revision} />
      <Card title={t("section.basics")}>
        <div className="grid gap-3 md:grid-cols-2">
          {organisations.length > 1 ? (
            <SelectField
              meta={fields.organisationId}
              label={t("field.organisation")}
              options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
              placeholder={null}
              required
            />
          ) : (
            <HiddenField meta={fields.organisationId} />
          )}
          <NumberField meta={fields.year} label={t("field.year")} whole required />
          <TextField meta={fields.name} label={t("field.name")} maxLength={80} required />
          <DateField meta={dates.applyFrom} label={t(`field.apply_from.${kind}`)} />
          <DateField
            meta={dates.applyUntil}
            label={t(`field.apply_until.${kind}`)}
            hint={t(`field.apply_until_hint.${kind}`)}
          />
          {municipal ? (
            <DateField meta={dates.reviewOn} label={t("field.review_on")} />
          ) : (
            <HiddenField meta={dates.reviewOn} />
          )}
          <DateField
            meta={dates.scoreUntil}
            label={t("field.score_until")}
            hint={t("field.score_until_hint")}
          />
          {municipal ? (
            <NumberField
              meta={fields.entriesPerOrganisation}
              label={t("field.entries_per_organisation")}
              hint={t("field.entries_per_organisation_hint")}
              whole
            />
          ) : (
            <NumberField
              meta={fields.applicationsPerDepartment}
              label={t("field.applications_per_department")}
              hint={t("field.applications_per_department_hint")}
              whole
            />
          )}
        </div>
      </Card>
      {municipal && (
        <Card title={t("section.participants")}>
          <RadioGroup
            meta={fields.participation}
            label={t("field.participation")}
            options={[
              { value: "all", label: t("field.participation_all", { count: hospitals.length }) },
              { value: "some", label: t("field.participation_some") },
            ]}
            inline
          />
          <CheckboxGroup
            meta={fields.participantIds}
            label={t("field.participants")}
            hint={t("field.participants_hint")}
            options={hospitals.map(({ id, name }) => ({ value: id, label: name }))}
            inline
          />
        </Card>
      )}
      <Card title={t("section.categories")}>
        <Repeatable
          meta={fields.categories}
          label={t("section.categories")}
          hint={t("field.categories_hint")}
          addLabel={t("field.add_category")}
          max={30}
          ordered
        >
          {(item) => {
            const row = item.getFieldset();
            return (
              <>
                <HiddenField meta={row.key} />
                <TextField meta={row.name} label={t("field.category")} maxLength={40} required />
              </>
            );
          }}
        </Repeatable>
      </Card>
      <OptionFields
        kind={kind}
        switches={fields.switches}
        numbers={fields.numbers}
        cutLine={fields.cutLine}
      />
      <RuleFields rule={fields.rule} criteria={props.criteria} municipal={municipal} />
      <div className="acts">
        <SubmitButton>{t("save")}</SubmitButton>
        <LinkButton to={props.backTo}>{t("common:actions.cancel")}</LinkButton>
      </div>
    </Form>
  );
}
