import { Form } from "@remix-run/react";
import { useForm } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import type { RoundKind } from "~/domain/cycle";
import { likelyKeys } from "~/domain/rubric/keys";
import { formatUnits, type Rubric } from "~/domain/rubric/score";
import {
  Card,
  Chip,
  Columns,
  EnterSubmits,
  ErrorSummary,
  HiddenField,
  Notice,
  NumberField,
  PageHeader,
  RefusalNotice,
  Repeatable,
  SelectField,
  SubmitButton,
  Tabs,
  TextField,
  useFormat,
} from "~/ui/kit";
import type { FormAnswer } from "~/ui/cycles/form-answer";

export interface RubricValues {
  version: string;
  name: string;
  criteria: {
    key: string;
    name: string;
    weight: string;
    maximum: string;
    step: string;
    comment: string;
    anchors: { from: string; to: string; text: string }[];
  }[];
}

export interface RubricPageProps {
  cycle: { id: string; name: string };
  kinds: readonly RoundKind[];
  kind: RoundKind;
  versions: readonly {
    id: string;
    version: number;
    name: string;
    frozenAt: string | null;
    createdAt: string;
  }[];
  latest: { version: number; name: string; frozenAt: string | null; body: Rubric };
  values: RubricValues;
  mayManage: boolean;
  /** What was typed, as a rubric: the keys are drawn from it. */
  preview: Rubric;
  saved: boolean;
  answer: FormAnswer;
}

export function RubricPage(props: RubricPageProps) {
  const { t } = useTranslation("rubrics");
  const format = useFormat();
  const { cycle, kinds, kind, latest, versions } = props;
  const base = `/cycles/${cycle.id}`;
  return (
    <>
      <PageHeader
        title={t("title")}
        crumbs={[
          { label: t("cycles:title"), to: "/cycles" },
          { label: cycle.name, to: base },
          { label: t("title") },
        ]}
        chips={
          <Chip tone={latest.frozenAt ? "warn" : "ok"}>
            {latest.frozenAt ? t("frozen") : t("editable")}
          </Chip>
        }
        note={t("note")}
      />
      {kinds.length > 1 && (
        <Tabs
          items={kinds.map((one) => ({
            to: `${base}/rubric?kind=${one}`,
            label: t(`cycles:round_kind.${one}`),
            current: one === kind,
          }))}
        />
      )}
      {!props.mayManage && <RefusalNotice refusal={props.answer?.refusal} />}
      {props.saved && (
        <Notice tone="ok" live>
          {t("saved", { version: latest.version })}
        </Notice>
      )}
      {latest.frozenAt && (
        <Notice tone="warn">{t("frozen_since", { at: format.dateTime(latest.frozenAt) })}</Notice>
      )}
      <Columns
        aside={
          <>
            <Preview rubric={props.preview} />
            <Card title={t("versions")}>
              <ul className="grid gap-2">
                {versions.map((one) => (
                  <li key={one.id}>
                    <b>{t("version", { version: one.version })}</b> {one.name}
                    <small className="muted block">
                      {one.frozenAt
                        ? t("frozen_at", { at: format.dateTime(one.frozenAt) })
                        : t("made_at", { at: format.dateTime(one.createdAt) })}
                    </small>
                  </li>
                ))}
              </ul>
            </Card>
          </>
        }
      >
        {props.mayManage ? <RubricForm key={`${kind}${latest.version}`} {...props} /> : null}
        {!props.mayManage && <ReadRubric rubric={latest.body} name={latest.name} />}
      </Columns>
    </>
  );
}

function RubricForm({ latest, values, answer }: RubricPageProps) {
  const { t } = useTranslation("rubrics");
  const [form, fields] = useForm<RubricValues>({
    id: "rubric",
    lastResult: answer?.reply ?? null,
    defaultValue: values,
    shouldValidate: "onSubmit",
  });
  const frozen = latest.frozenAt !== null;
  return (
    <Form method="post" id={form.id} className="grid gap-4">
      <EnterSubmits name="intent" value={frozen ? "new_version" : "save"} />
      <ErrorSummary
        form={form}
        refusal={answer?.refusal ?? null}
        labels={{
          name: t("field.rubric_name"),
          "criteria[].name": t("field.name"),
          "criteria[].maximum": t("field.maximum"),
          "criteria[].step": t("field.step"),
          "criteria[].weight": t("field.weight"),
        }}
      />
      <HiddenField meta={fields.version} />
      <TextField meta={fields.name} label={t("field.rubric_name")} maxLength={60} required />
      <Repeatable
        meta={fields.criteria}
        label={t("criteria")}
        hint={t("criteria_hint")}
        addLabel={t("add_criterion")}
        newRow={{ weight: "1", maximum: "10", step: "0.5", comment: "optional" }}
        min={1}
        ordered
      >
        {(item) => {
          const row = item.getFieldset();
          return (
            <div className="grid gap-3">
              <HiddenField meta={row.key} />
              <TextField meta={row.name} label={t("field.name")} maxLength={60} required />
              <div className="grid gap-3 md:grid-cols-4">
                <NumberField meta={row.maximum} label={t("field.maximum")} required />
                <NumberField meta={row.step} label={t("field.step")} required />
                <NumberField meta={row.weight} label={t("field.weight")} required />
                <SelectField
                  meta={row.comment}
                  label={t("field.comment")}
                  options={(["none", "optional", "required"] as const).map((value) => ({
                    value,
                    label: t(`comment.${value}`),
                  }))}
                  placeholder={null}
                />
              </div>
              <Repeatable
                meta={row.anchors}
                label={t("anchors")}
                hint={t("anchors_hint")}
                addLabel={t("add_anchor")}
                max={12}
              >
                {(anchorItem) => {
                  const anchor = anchorItem.getFieldset();
                  return (
                    <div className="grid gap-3 md:grid-cols-[90px_90px_1fr]">
                      <NumberField meta={anchor.from} label={t("field.from")} required />
                      <NumberField meta={anchor.to} label={t("field.to")} required />
                      <TextField
                        meta={anchor.text}
                        label={t("field.anchor")}
                        maxLength={500}
                        required
                      />
                    </div>
                  );
                }}
              </Repeatable>
            </div>
          );
        }}
      </Repeatable>
      <div className="acts">
        <SubmitButton name="intent" value="save" reason={frozen ? t("frozen_reason") : null}>
          {t("save")}
        </SubmitButton>
        <SubmitButton name="intent" value="preview" tone="plain" formNoValidate>
          {t("refresh_preview")}
        </SubmitButton>
        <SubmitButton name="intent" value="new_version" tone={frozen ? "main" : "plain"}>
          {t("save_as_new")}
        </SubmitButton>
      </div>
      <p className="muted">{t("new_version_note")}</p>
    </Form>
  );
}

/** The keys that experts will press, drawn by the same rule as on the scoring page. */
function Preview({ rubric }: { rubric: Rubric }) {
  const { t } = useTranslation("rubrics");
  return (
    <Card title={t("preview")}>
      <p className="muted">{t("preview_note")}</p>
      {rubric.criteria.map((criterion) => (
        <div key={criterion.key} className="mt-3">
          <b>{criterion.name}</b>{" "}
          <small className="muted">
            {t("out_of", { maximum: formatUnits(criterion.maximum, rubric.scale) })}
          </small>
          <ul className="keys" aria-label={t("keys_of", { name: criterion.name })}>
            {likelyKeys(criterion, rubric.scale).map((units) => (
              <li key={units}>{formatUnits(units, rubric.scale)}</li>
            ))}
          </ul>
        </div>
      ))}
    </Card>
  );
}

function ReadRubric({ rubric, name }: { rubric: Rubric; name: string }) {
  const { t } = useTranslation("rubrics");
  const points = (units: number) => formatUnits(units, rubric.scale);
  return (
    <Card title={name}>
      {rubric.criteria.map((criterion) => (
        <section key={criterion.key} className="mt-3">
          <h3>
            {criterion.name}{" "}
            <small className="muted">{t("out_of", { maximum: points(criterion.maximum) })}</small>
          </h3>
          <dl className="dl">
            {criterion.anchors.map((anchor) => (
              <div key={anchor.from} className="contents">
                <dt>{t("common:range", { low: points(anchor.from), high: points(anchor.to) })}</dt>
                <dd>{anchor.text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Card>
  );
}
