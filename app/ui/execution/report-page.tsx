import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { StageReport } from "~/domain/execution-report";
import { REPORT_FIELDS } from "~/domain/execution-terms";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  ConfirmForm,
  DataTable,
  DescriptionList,
  LinkButton,
  Notice,
  NumberField,
  PageHeader,
  RefusalNotice,
  Repeatable,
  SubmitButton,
  TextAreaField,
  TextField,
  useFormat,
} from "~/ui/kit";
import { DocumentForm, type DocumentState } from "./document-form";

export interface ReportPageProps {
  project: { id: string; code: string; title: string };
  report: {
    callId: string;
    title: string;
    dueOn: string;
    state: string;
    submittedAt: string | null;
    savedBy: string | null;
    excuse: string;
    qualityOpinion: string;
    qualityBy: string | null;
    qualityAt: string | null;
    progress: readonly { title: string; progress: number; doneOn: string | null }[];
  };
  body: StageReport;
  stored: StageReport;
  form: DocumentState;
  may: { write: boolean; excuse: boolean; assess: boolean };
  refusal: Refusal | null;
}

const TEXTS = ["milestonesDone", "measuresDone", "deviations", "helpNeeded", "nextPlan"] as const;

/** One stage report: to write, to read, to excuse and to assess. */
export function ReportPage(props: ReportPageProps) {
  const { t } = useTranslation("execution");
  const { project, report, may } = props;
  const format = useFormat();
  const path = `/projects/${project.id}`;
  const address = `${path}/reports/${report.callId}`;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t("projects:title"), to: "/projects" },
          { label: project.code, to: path },
          { label: t("title"), to: `${path}/execution` },
          { label: report.title },
        ]}
        title={report.title}
        chips={
          <Chip tone={report.state === "submitted" ? "ok" : "plain"}>
            {t(`report_state.${report.state}`)}
          </Chip>
        }
        note={project.title}
        actions={<LinkButton to={`${path}/execution`}>{t("form.back")}</LinkButton>}
      />
      {may.write ? (
        <>
          <Notice>{t("reports.intro", { date: format.date(report.dueOn) })}</Notice>
          <ReportForm {...props} address={address} />
        </>
      ) : (
        <>
          <RefusalNotice refusal={props.refusal} />
          <Card title={t("reports.title")}>
            <ReportView body={props.stored} />
            {report.submittedAt && (
              <small>
                {t("reports.by", {
                  name: report.savedBy ?? "–",
                  time: format.dateTime(report.submittedAt),
                })}
              </small>
            )}
            {report.excuse && (
              <DescriptionList items={[{ term: t("reports.excuse"), value: report.excuse }]} />
            )}
          </Card>
          {report.progress.length > 0 && (
            <Card title={t("reports.milestones_then")}>
              <DataTable
                caption={t("reports.milestones_then")}
                rows={report.progress}
                rowKey={(row) => row.title}
                columns={[
                  {
                    key: "title",
                    header: t("milestones.title"),
                    heading: true,
                    cell: (row) => row.title,
                  },
                  {
                    key: "progress",
                    header: t("milestones.progress"),
                    numeric: true,
                    cell: (row) => `${row.progress}%`,
                  },
                  {
                    key: "done",
                    header: t("milestones.done"),
                    cell: (row) => format.date(row.doneOn),
                  },
                ]}
              />
            </Card>
          )}
        </>
      )}
      {(report.qualityOpinion || may.assess) && (
        <Card title={t("reports.opinion")}>
          {report.qualityOpinion && (
            <p className="pre">
              {report.qualityOpinion}{" "}
              <small>
                {t("reports.by", {
                  name: report.qualityBy ?? "–",
                  time: format.dateTime(report.qualityAt),
                })}
              </small>
            </p>
          )}
          {may.assess && (
            <Form method="post" action={address} className="noprint">
              <input type="hidden" name="intent" value="assess" />
              <TextAreaField
                name="opinion"
                label={t("reports.assess")}
                defaultValue={report.qualityOpinion}
                required
                maxLength={2000}
              />
              <SubmitButton>{t("reports.assess_save")}</SubmitButton>
            </Form>
          )}
        </Card>
      )}
      {may.excuse && (
        <Card className="noprint">
          <ConfirmForm
            action={address}
            label={t("reports.excuse_do")}
            text={t("reports.excuse_text")}
            reason="required"
            hidden={{ intent: "excuse" }}
          />
        </Card>
      )}
    </>
  );
}

function ReportForm(props: ReportPageProps & { address: string }) {
  const { t } = useTranslation("execution");
  const labels = {
    ...Object.fromEntries(REPORT_FIELDS.map((field) => [field, t(`report.${field}`)])),
    "indicators[].numerator": t("report.numerator"),
    "indicators[].denominator": t("report.denominator"),
  };
  return (
    <DocumentForm
      id="report"
      action={props.address}
      body={props.body}
      labels={labels}
      saveLabel={t("reports.save")}
      submitLabel={t("reports.submit")}
      stored={<ReportView body={props.stored} />}
      {...props.form}
    >
      {(fields, errorsOf) => (
        <Card>
          <TextField meta={fields.period} label={t("report.period")} maxLength={100} />
          {TEXTS.slice(0, 2).map((field) => (
            <TextAreaField
              key={field}
              meta={fields[field]}
              label={t(`report.${field}`)}
              maxLength={4000}
            />
          ))}
          <Repeatable
            meta={fields.indicators}
            label={t("report.indicators")}
            max={20}
            rowLabel={(index) =>
              props.body.indicators[index]?.indicator ?? t("common:rows.row", { row: index + 1 })
            }
          >
            {(item) => {
              const row = item.getFieldset();
              return (
                <>
                  <TextField meta={row.indicator} label={t("report.indicator")} maxLength={200} />
                  <NumberField
                    meta={row.numerator}
                    label={t("report.numerator")}
                    errors={errorsOf(row.numerator.name, row.numerator.errors)}
                  />
                  <NumberField
                    meta={row.denominator}
                    label={t("report.denominator")}
                    errors={errorsOf(row.denominator.name, row.denominator.errors)}
                  />
                  <TextField meta={row.note} label={t("report.note")} maxLength={500} />
                </>
              );
            }}
          </Repeatable>
          {TEXTS.slice(2, 4).map((field) => (
            <TextAreaField
              key={field}
              meta={fields[field]}
              label={t(`report.${field}`)}
              rows={3}
              maxLength={2000}
            />
          ))}
          <NumberField
            meta={fields.spending}
            label={t("report.spending")}
            errors={errorsOf("spending", fields.spending.errors)}
          />
          <TextAreaField meta={fields.nextPlan} label={t("report.nextPlan")} maxLength={4000} />
        </Card>
      )}
    </DocumentForm>
  );
}

function ReportView({ body }: { body: StageReport }) {
  const { t } = useTranslation("execution");
  return (
    <>
      <DescriptionList
        items={(["period", ...TEXTS, "spending"] as const).map((field) => ({
          term: t(`report.${field}`),
          value: body[field] ? <span className="pre">{body[field]}</span> : "–",
        }))}
      />
      <DataTable
        caption={t("report.indicators")}
        showCaption
        stack
        rows={body.indicators.map((row, index) => ({ ...row, index }))}
        rowKey={(row) => String(row.index)}
        columns={[
          {
            key: "indicator",
            header: t("report.indicator"),
            heading: true,
            cell: (row) => row.indicator,
          },
          {
            key: "numerator",
            header: t("report.numerator"),
            numeric: true,
            cell: (row) => row.numerator || t("effect:no_data"),
          },
          {
            key: "denominator",
            header: t("report.denominator"),
            numeric: true,
            cell: (row) => row.denominator || "–",
          },
          { key: "note", header: t("report.note"), cell: (row) => row.note || "–" },
        ]}
      />
    </>
  );
}
