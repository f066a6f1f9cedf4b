import { useTranslation } from "react-i18next";
import type { ClosureReport } from "~/domain/closure";
import { CLOSURE_FIELDS, OUTPUT_KINDS } from "~/domain/execution-terms";
import {
  Card,
  LinkButton,
  Notice,
  NumberField,
  PageHeader,
  Repeatable,
  SelectField,
  TextAreaField,
  TextField,
} from "~/ui/kit";
import { DocumentForm, type DocumentState } from "../execution/document-form";

export interface ClosureFormPageProps {
  project: { id: string; code: string; title: string };
  body: ClosureReport;
  form: DocumentState;
}

export function ClosureFormPage({ project, body, form }: ClosureFormPageProps) {
  const { t } = useTranslation("closure");
  const path = `/projects/${project.id}`;
  const labels = {
    ...Object.fromEntries(CLOSURE_FIELDS.map((field) => [field, t(`field.${field}`)])),
    "actuals[].numerator": t("actual.numerator"),
    "actuals[].denominator": t("actual.denominator"),
  };
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t("projects:title"), to: "/projects" },
          { label: project.code, to: path },
          { label: t("title"), to: `${path}/closure` },
        ]}
        title={t("edit_title")}
        note={project.title}
        actions={<LinkButton to={`${path}/closure`}>{t("execution:form.back")}</LinkButton>}
      />
      <Notice>{t("intro")}</Notice>
      <DocumentForm
        id="closure"
        action={`${path}/closure/edit`}
        body={body}
        labels={labels}
        saveLabel={t("save")}
        submitLabel={t("submit")}
        {...form}
      >
        {(fields, errorsOf) => (
          <Card>
            <TextAreaField
              meta={fields.completion}
              label={t("field.completion")}
              maxLength={4000}
            />
            <Repeatable
              meta={fields.actuals}
              label={t("field.actuals")}
              max={20}
              rowLabel={(index) =>
                body.actuals[index]?.indicator ?? t("common:rows.row", { row: index + 1 })
              }
            >
              {(item) => {
                const row = item.getFieldset();
                return (
                  <>
                    <TextField meta={row.indicator} label={t("result.indicator")} maxLength={200} />
                    <NumberField
                      meta={row.numerator}
                      label={t("actual.numerator")}
                      errors={errorsOf(row.numerator.name, row.numerator.errors)}
                    />
                    <NumberField
                      meta={row.denominator}
                      label={t("actual.denominator")}
                      errors={errorsOf(row.denominator.name, row.denominator.errors)}
                    />
                    <TextField meta={row.note} label={t("actual.note")} maxLength={500} />
                  </>
                );
              }}
            </Repeatable>
            <Repeatable
              meta={fields.outputs}
              label={t("field.outputs")}
              addLabel={t("add_output")}
              rowLabel={(index) => t("output_row", { row: index + 1 })}
              max={40}
            >
              {(item) => {
                const row = item.getFieldset();
                return (
                  <>
                    <SelectField
                      meta={row.kind}
                      label={t("output_kind")}
                      placeholder={null}
                      options={OUTPUT_KINDS.map((value) => ({
                        value,
                        label: t(`output.${value}`),
                      }))}
                    />
                    <TextField meta={row.title} label={t("output_title")} maxLength={300} />
                  </>
                );
              }}
            </Repeatable>
            <TextAreaField
              meta={fields.evidence}
              label={t("field.evidence")}
              hint={t("hint.evidence")}
              maxLength={4000}
            />
            <NumberField
              meta={fields.spending}
              label={t("field.spending")}
              errors={errorsOf("spending", fields.spending.errors)}
            />
            <TextAreaField
              meta={fields.spread}
              label={t("field.spread")}
              hint={t("hint.spread")}
              maxLength={4000}
            />
            <TextAreaField
              meta={fields.leftovers}
              label={t("field.leftovers")}
              hint={t("hint.leftovers")}
              maxLength={4000}
            />
          </Card>
        )}
      </DocumentForm>
    </>
  );
}
