import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Application } from "~/domain/application";
import { APPLICATION_FIELDS, SOURCES, type ApplicationField } from "~/domain/application-fields";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  CheckboxField,
  CheckboxGroup,
  EnterSubmits,
  ErrorSummary,
  Notice,
  NumberField,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
  useFormat,
  useRefusalText,
} from "~/ui/kit";
import { MeasureRows, MemberRows, MilestoneRows, TargetRows } from "./application-rows";
import { useAutosave } from "./use-autosave";

export interface ApplicationFormProps {
  /** Where it is posted. */
  action: string;
  body: Application;
  revision: number;
  choices: {
    categories: readonly { key: string; name: string }[];
    departments: readonly { id: string; name: string }[];
    people: readonly { id: string; name: string; organisation: string }[];
  };
  /** What a stored draft still has wrong, by control. */
  malformed: Readonly<Record<string, string[]>>;
  /** What the last return asks to change. */
  returned: Readonly<Partial<Record<ApplicationField, string>>>;
  lastResult?: SubmissionResult | undefined;
  refusal?: Refusal | null | undefined;
  /** Shown while nothing was saved by this page. */
  saved?: ReactNode;
  /** Further fields on top: the cycle and department of a new application. */
  children?: ReactNode;
}

/** The application 申报书: five fields that are enough to submit, the rest behind them. */
export function ApplicationForm(props: ApplicationFormProps) {
  const { t } = useTranslation("application");
  const { body, choices, malformed, returned, lastResult } = props;
  const format = useFormat();
  const refusalText = useRefusalText();
  const { formRef, target, onInput, onSubmit, saving, answer } = useAutosave(props.action);
  const [form, fields] = useForm<Application>({
    id: "application",
    lastResult: lastResult ?? null,
    defaultValue: body,
    shouldValidate: "onSubmit",
  });
  const labels = Object.fromEntries(
    APPLICATION_FIELDS.flatMap((field) => [
      [field, t(`field.${field}`)],
      [`${field}[].dueOn`, t(`field.${field}`)],
      [`${field}[].plannedOn`, t(`field.${field}`)],
    ]),
  );
  labels["baseline.numerator"] = t("part.numerator");
  labels["baseline.denominator"] = t("part.denominator");
  const errorsOf = (meta: { name: string; errors: string[] | undefined }) =>
    meta.errors ?? malformed[meta.name] ?? [];
  /** Label and hint of a field; a return's remark stands where the eye is. */
  const field = (key: ApplicationField, hint?: string) => ({
    label: t(`field.${key}`),
    hint: returned[key] ? (
      <>
        {hint} <b>{t("returned.field", { reason: returned[key] })}</b>
      </>
    ) : (
      hint
    ),
  });
  const remark = (key: ApplicationField) =>
    returned[key] && <Notice tone="warn">{t("returned.field", { reason: returned[key] })}</Notice>;
  const baseline = fields.baseline.getFieldset();
  return (
    <Form
      method="post"
      action={target}
      {...getFormProps(form)}
      ref={formRef}
      onInput={onInput}
      onSubmit={onSubmit}
    >
      <EnterSubmits name="intent" value="save" />
      <ErrorSummary form={form} labels={labels} refusal={props.refusal ?? null} />
      <ErrorSummary
        errors={form.allErrors && Object.keys(form.allErrors).length > 0 ? {} : malformed}
        labels={labels}
        fieldId={(name) => `application-${name}`}
      />
      <input type="hidden" name="revision" value={answer?.revision ?? props.revision} />
      {props.children}
      <Card title={t("first_page")}>
        <TextField meta={fields.title} {...field("title")} maxLength={120} />
        <SelectField
          meta={fields.category}
          {...field("category")}
          options={choices.categories.map(({ key, name }) => ({ value: key, label: name }))}
        />
        <TextAreaField
          meta={fields.problem}
          {...field("problem", t("hint.problem"))}
          rows={5}
          maxLength={4000}
        />
        {remark("measures")}
        <MeasureRows meta={fields.measures} errors={malformed} />
        <CheckboxGroup
          meta={fields.helpers}
          {...field("helpers", t("hint.helpers"))}
          inline
          options={choices.departments.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <CheckboxField meta={fields.noHelpers} label={t("no_helpers")} />
      </Card>
      <details className="card" open={hasMore(body, returned, malformed)}>
        <summary>
          <b>{t("more")}</b>
        </summary>
        <h2>{t("section.basis")}</h2>
        <SelectField
          meta={fields.source}
          {...field("source")}
          options={SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))}
        />
        <fieldset className="field">
          <legend>{t("field.baseline")}</legend>
          {remark("baseline")}
          <NumberField
            meta={baseline.numerator}
            label={t("part.numerator")}
            errors={errorsOf(baseline.numerator)}
          />
          <NumberField
            meta={baseline.denominator}
            label={t("part.denominator")}
            errors={errorsOf(baseline.denominator)}
          />
          <TextField meta={baseline.period} label={t("part.period")} maxLength={100} />
          <TextField meta={baseline.source} label={t("part.source")} maxLength={200} />
        </fieldset>
        <TextAreaField meta={fields.causes} {...field("causes")} maxLength={4000} />
        <h2>{t("section.goals")}</h2>
        {remark("targets")}
        <TargetRows meta={fields.targets} errors={malformed} />
        {remark("milestones")}
        <MilestoneRows meta={fields.milestones} errors={malformed} />
        <h2>{t("section.team")}</h2>
        {remark("members")}
        <MemberRows meta={fields.members} errors={malformed} people={choices.people} />
        <TextField meta={fields.contact} {...field("contact")} maxLength={200} />
        <TextAreaField meta={fields.resources} {...field("resources")} maxLength={2000} />
        <NumberField
          meta={fields.budget}
          {...field("budget", t("hint.budget"))}
          errors={errorsOf(fields.budget)}
        />
        <h2>{t("section.value")}</h2>
        <TextAreaField
          meta={fields.expectedResults}
          {...field("expectedResults")}
          maxLength={2000}
        />
        <TextAreaField meta={fields.spreadValue} {...field("spreadValue")} maxLength={2000} />
        <TextAreaField meta={fields.risks} {...field("risks")} maxLength={2000} />
        <h2>{t("section.declarations")}</h2>
        <CheckboxField meta={fields.secretaryProject} {...field("secretaryProject")} />
        <CheckboxField meta={fields.majorMatter} {...field("majorMatter", t("hint.majorMatter"))} />
        <TextAreaField
          meta={fields.coreGroupRecord}
          {...field("coreGroupRecord", t("hint.coreGroup"))}
          maxLength={4000}
        />
        <TextAreaField
          meta={fields.conflictStatement}
          {...field("conflictStatement", t("hint.conflict"))}
          maxLength={2000}
        />
      </details>
      <div className="acts">
        <SubmitButton name="intent" value="save">
          {t("save")}
        </SubmitButton>
        <SubmitButton name="intent" value="stay" tone="plain">
          {t("save_stay")}
        </SubmitButton>
        <small role="status">
          {saving
            ? t("autosaving")
            : answer?.refusal
              ? t("autosave_refused", { reason: refusalText(answer.refusal) })
              : answer?.invalid
                ? t("not_saved")
                : answer?.savedAt
                  ? t("autosaved", { time: format.time(answer.savedAt) })
                  : (props.saved ?? t("not_saved"))}
        </small>
      </div>
    </Form>
  );
}

/** Whether the part behind the first page holds something, or something is asked there. */
function hasMore(
  body: Application,
  returned: ApplicationFormProps["returned"],
  malformed: ApplicationFormProps["malformed"],
): boolean {
  return (
    body.source !== "" ||
    body.causes !== "" ||
    body.targets.length + body.milestones.length + body.members.length > 0 ||
    Object.keys(returned).length + Object.keys(malformed).length > 0
  );
}
