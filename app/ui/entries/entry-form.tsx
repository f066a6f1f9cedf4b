import { Form } from "@remix-run/react";
import { useForm } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import type { FormAnswer } from "~/ui/cycles/form-answer";
import {
  Card,
  ErrorSummary,
  HiddenField,
  LinkButton,
  PageHeader,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
  type Crumb,
} from "~/ui/kit";

export interface EntryValues {
  revision: string;
  title: string;
  category: string;
  problem: string;
  measures: string;
  effect: string;
  leadDepartment: string;
  leadName: string;
}

export interface EntryFormPageProps {
  title: string;
  crumbs: readonly Crumb[];
  categories: readonly { key: string; name: string }[];
  values: EntryValues;
  /** Reasons given with a return, by field. */
  remarks: readonly { field: string; reason: string }[];
  answer: FormAnswer;
  backTo: string;
}

export function EntryFormPage(props: EntryFormPageProps) {
  const { t } = useTranslation("entries");
  const { categories, values, answer, remarks } = props;
  const [form, fields] = useForm<EntryValues>({
    id: "entry",
    lastResult: answer?.reply ?? null,
    defaultValue: values,
    shouldValidate: "onSubmit",
  });
  const hint = (field: keyof EntryValues, text?: string) => {
    const remark = remarks.find((one) => one.field === field);
    return remark ? t("form.remark", { reason: remark.reason }) : text;
  };
  return (
    <>
      <PageHeader title={props.title} crumbs={props.crumbs} note={t("form.note")} />
      <Form method="post" id={form.id} className="grid gap-4">
        <ErrorSummary
          form={form}
          refusal={answer?.refusal ?? null}
          labels={{ title: t("field.title"), problem: t("field.problem") }}
        />
        <HiddenField meta={fields.revision} />
        <Card title={t("form.basics")}>
          <div className="grid gap-3 md:grid-cols-2">
            <TextField
              meta={fields.title}
              label={t("field.title")}
              hint={hint("title")}
              maxLength={120}
              required
            />
            {categories.length > 0 ? (
              <SelectField
                meta={fields.category}
                label={t("field.category")}
                hint={hint("category")}
                options={categories.map(({ key, name }) => ({ value: key, label: name }))}
              />
            ) : (
              <HiddenField meta={fields.category} />
            )}
            <TextField
              meta={fields.leadDepartment}
              label={t("field.leadDepartment")}
              hint={hint("leadDepartment")}
              maxLength={80}
            />
            <TextField meta={fields.leadName} label={t("field.leadName")} maxLength={40} />
          </div>
        </Card>
        <Card title={t("form.texts")}>
          <div className="grid gap-3">
            {(["problem", "measures", "effect"] as const).map((field) => (
              <TextAreaField
                key={field}
                meta={fields[field]}
                label={t(`field.${field}`)}
                hint={hint(field, t(`form.hint.${field}`))}
                maxLength={4000}
                rows={6}
              />
            ))}
          </div>
        </Card>
        <div className="acts">
          <SubmitButton>{t("form.save")}</SubmitButton>
          <LinkButton to={props.backTo}>{t("common:actions.cancel")}</LinkButton>
        </div>
      </Form>
    </>
  );
}
