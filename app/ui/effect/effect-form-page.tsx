import { useTranslation } from "react-i18next";
import type { EffectEvaluation } from "~/domain/evaluation/effect";
import { EFFECT_FIELDS, INDICATOR_KINDS, DIRECTIONS } from "~/domain/execution-terms";
import {
  Card,
  DateField,
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

export interface EffectFormPageProps {
  project: { id: string; code: string; title: string };
  body: EffectEvaluation;
  version: number;
  /** Not while answering a contest: the first save makes a new version. */
  autosaves: boolean;
  form: DocumentState;
}

const PARTS = ["numerator", "denominator", "from", "to", "source", "stated"] as const;

export function EffectFormPage({ project, body, version, autosaves, form }: EffectFormPageProps) {
  const { t } = useTranslation("effect");
  const path = `/projects/${project.id}`;
  const labels = Object.fromEntries([
    ...EFFECT_FIELDS.map((field) => [field, t(`field.${field}`)] as const),
    ...(["before", "after"] as const).flatMap((side) =>
      PARTS.map(
        (part) =>
          [`indicators[].${side}.${part}`, `${t(`field.${side}`)} ${t(`side.${part}`)}`] as const,
      ),
    ),
  ]);
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t("projects:title"), to: "/projects" },
          { label: project.code, to: path },
          { label: t("title"), to: `${path}/effect` },
        ]}
        title={t("edit_title")}
        note={project.title}
        actions={<LinkButton to={`${path}/effect`}>{t("execution:form.back")}</LinkButton>}
      />
      <Notice>{t("intro")}</Notice>
      <DocumentForm
        id="effect"
        action={`${path}/effect/edit`}
        body={body}
        labels={labels}
        hidden={{ version }}
        saveLabel={t("save")}
        submitLabel={t("submit")}
        autosaves={autosaves}
        {...form}
      >
        {(fields, errorsOf) => (
          <>
            <Card>
              <Repeatable
                meta={fields.indicators}
                label={t("field.indicators")}
                addLabel={t("add")}
                rowLabel={(index) => t("row", { row: index + 1 })}
                max={20}
              >
                {(item) => {
                  const row = item.getFieldset();
                  return (
                    <>
                      <TextField
                        meta={row.indicator}
                        label={t("field.indicator")}
                        maxLength={200}
                      />
                      <TextAreaField
                        meta={row.definition}
                        label={t("field.definition")}
                        rows={2}
                        maxLength={1000}
                      />
                      <SelectField
                        meta={row.kind}
                        label={t("field.kind")}
                        placeholder={null}
                        options={INDICATOR_KINDS.map((value) => ({
                          value,
                          label: t(`kind.${value}`),
                        }))}
                      />
                      <SelectField
                        meta={row.direction}
                        label={t("field.direction")}
                        placeholder={null}
                        options={DIRECTIONS.map((value) => ({
                          value,
                          label: t(`charter:direction.${value}`),
                        }))}
                      />
                      {([row.before, row.after] as const).map((meta, index) => {
                        const side = meta.getFieldset();
                        const errors = (one: { name: string; errors: string[] | undefined }) =>
                          errorsOf(one.name, one.errors);
                        return (
                          <fieldset key={meta.name} className="field">
                            <legend>{t(index === 0 ? "field.before" : "field.after")}</legend>
                            <NumberField
                              meta={side.numerator}
                              label={t("side.numerator")}
                              errors={errors(side.numerator)}
                              whole
                            />
                            <NumberField
                              meta={side.denominator}
                              label={t("side.denominator")}
                              errors={errors(side.denominator)}
                            />
                            <DateField
                              meta={side.from}
                              label={t("side.from")}
                              errors={errors(side.from)}
                            />
                            <DateField
                              meta={side.to}
                              label={t("side.to")}
                              errors={errors(side.to)}
                            />
                            <TextField
                              meta={side.source}
                              label={t("side.source")}
                              maxLength={200}
                            />
                            <TextField
                              meta={side.stated}
                              label={t("side.stated")}
                              hint={t("hint.stated")}
                              maxLength={20}
                            />
                          </fieldset>
                        );
                      })}
                      <TextAreaField
                        meta={row.exclusions}
                        label={t("field.exclusions")}
                        hint={t("hint.exclusions")}
                        rows={2}
                        maxLength={1000}
                      />
                    </>
                  );
                }}
              </Repeatable>
            </Card>
            <Card>
              <TextAreaField
                meta={fields.confounders}
                label={t("field.confounders")}
                hint={t("hint.confounders")}
                maxLength={4000}
              />
              <TextAreaField
                meta={fields.sideEffects}
                label={t("field.sideEffects")}
                maxLength={4000}
              />
              <TextAreaField
                meta={fields.sustainability}
                label={t("field.sustainability")}
                maxLength={4000}
              />
              <TextAreaField
                meta={fields.comparison}
                label={t("field.comparison")}
                rows={2}
                maxLength={2000}
              />
              <TextAreaField
                meta={fields.threeRates}
                label={t("field.threeRates")}
                rows={2}
                maxLength={1000}
              />
            </Card>
          </>
        )}
      </DocumentForm>
    </>
  );
}
