import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { CellError } from "~/domain/import/columns";
import { Card, DataTable, Notice, SubmitButton, useFormat } from "~/ui/kit";
import { Counts, useErrorText, type CurrentImport } from "./import-words";
import { MappingForm } from "./mapping-form";

interface ReviewProps {
  cycleId: string;
  current: CurrentImport;
}

/** The file at hand: what it says, what is wrong with it, and the one button that takes it in. */
export function ImportReview({ cycleId, current }: ReviewProps) {
  const { report, state } = current;
  if (state !== "previewed") return <Over cycleId={cycleId} current={current} />;
  return (
    <>
      <Summary current={current} />
      {report.errorCount > 0 && <Errors current={current} />}
      <MappingForm current={current} />
      <Sample current={current} />
    </>
  );
}

function Summary({ current }: { current: CurrentImport }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const { report, reading, id } = current;
  const list = (names: readonly string[]) => names.join(t("common:list_separator"));
  const wrong = report.errorCount > 0;
  return (
    <Card title={t("review.title", { file: current.fileName })}>
      <p>
        {t(`layout.${reading.layout}.name`)}
        {current.roundName && <> · {current.roundName}</>} ·{" "}
        {t("review.rows", { rows: format.number(report.rows) })}
      </p>
      {report.remembered && <p className="muted">{t("review.remembered")}</p>}
      {wrong ? (
        <Notice tone="bad">{t("review.errors", { count: report.errorCount })}</Notice>
      ) : (
        <Notice tone="ok">
          <p>
            {t("review.ready")} <Counts counts={report.counts} />
          </p>
        </Notice>
      )}
      {!wrong && report.unknownOrganisations.length > 0 && (
        <Notice tone="warn">
          {t("review.unknown_organisations", { names: list(report.unknownOrganisations) })}
        </Notice>
      )}
      {!wrong && report.newExperts.length > 0 && (
        <Notice tone="info">{t("review.new_experts", { names: list(report.newExperts) })}</Notice>
      )}
      <div className="acts mt-3">
        <Form method="post">
          <input type="hidden" name="intent" value="confirm" />
          <input type="hidden" name="importId" value={id} />
          <SubmitButton reason={wrong ? t("review.fix_first") : null}>
            {t("review.confirm")}
          </SubmitButton>
        </Form>
        <Form method="post">
          <input type="hidden" name="intent" value="drop" />
          <input type="hidden" name="importId" value={id} />
          <SubmitButton tone="plain">{t("review.drop")}</SubmitButton>
        </Form>
      </div>
      <p className="muted">{t("review.all_or_nothing")}</p>
    </Card>
  );
}

/** A, B … Z, AA …: how Excel names a column. */
function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnName(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}

function Errors({ current }: { current: CurrentImport }) {
  const { t } = useTranslation("imports");
  const text = useErrorText();
  const { errors, errorCount, headers } = current.report;
  const cell = ({ row, column }: CellError) =>
    column === null ? "–" : row === null ? columnName(column) : `${columnName(column)}${row}`;
  return (
    <Card title={t("errors.title", { count: errorCount })} flush id="errors">
      <DataTable
        caption={t("errors.title", { count: errorCount })}
        rows={errors.map((error, index) => ({ ...error, index }))}
        rowKey={(error) => String(error.index)}
        columns={[
          { key: "row", header: t("errors.row"), numeric: true, cell: (error) => error.row ?? "–" },
          { key: "cell", header: t("errors.cell"), cell },
          {
            key: "column",
            header: t("errors.column"),
            cell: ({ column }) => (column === null ? "–" : headers[column] || "–"),
          },
          { key: "what", header: t("errors.what"), cell: (error) => text(error.refusal) },
        ]}
      />
      {errorCount > errors.length && (
        <p className="muted p-3">{t("errors.more", { shown: errors.length, count: errorCount })}</p>
      )}
    </Card>
  );
}

function Sample({ current }: { current: CurrentImport }) {
  const { t } = useTranslation("imports");
  const { headers, sample, rows } = current.report;
  return (
    <Card title={t("sample.title")} flush>
      <DataTable
        caption={t("sample.caption", { shown: sample.length, rows })}
        showCaption
        rows={sample}
        rowKey={(row) => String(row.row)}
        columns={[
          {
            key: "row",
            header: t("errors.row"),
            numeric: true,
            heading: true,
            cell: (row) => row.row,
          },
          ...headers.map((header, column) => ({
            key: String(column),
            header: header || columnName(column),
            cell: (row: (typeof sample)[number]) => row.cells[column] ?? "",
          })),
        ]}
      />
    </Card>
  );
}

function Over({ cycleId, current }: ReviewProps) {
  const { t } = useTranslation("imports");
  const done = current.state === "done";
  return (
    <Card title={t("review.title", { file: current.fileName })}>
      <Notice tone={done ? "ok" : "info"} live>
        <p>
          {t(done ? "over.done" : "over.dropped")}{" "}
          {done && <Counts counts={current.report.counts} />}
        </p>
      </Notice>
      {done && (
        <p>
          <a href={`/cycles/${cycleId}`}>{t("over.back")}</a>
        </p>
      )}
    </Card>
  );
}
