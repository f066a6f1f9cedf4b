import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import type { CellError, Fate, Imported, Table } from "~/domain/table-import";
import {
  Card,
  Chip,
  DataTable,
  ErrorSummary,
  FileField,
  LinkButton,
  Notice,
  PageHeader,
  SubmitButton,
  type Crumb,
} from "~/ui/kit";

export interface ImportPreview {
  fileName: string;
  table: Table;
  errors: readonly CellError[];
  counts: Imported;
  rows: readonly { row: number; fate: Fate; cells: readonly string[] }[];
}

export interface ImportPageProps {
  title: string;
  intro: string;
  crumbs: readonly Crumb[];
  /** Locale prefix of the columns' names: "people:import.column". */
  columnKey: string;
  columns: readonly string[];
  templatePath: string;
  listPath: string;
  done: Imported | null;
  answer: { refusal?: Refusal; preview?: ImportPreview } | undefined;
}

const TONES = { new: "ok", changed: "info", present: "plain" } as const;
const SHOWN = 100;

/** Choose a file, look at what it would do row by row, then do all of it or nothing. */
export function ImportPage(props: ImportPageProps) {
  const { t } = useTranslation("spreadsheet");
  const { answer, done, columnKey } = props;
  const preview = answer?.preview;
  return (
    <>
      <PageHeader
        title={props.title}
        crumbs={props.crumbs}
        note={props.intro}
        actions={
          <a className="btn" href={props.templatePath} download>
            {t("template")}
          </a>
        }
      />
      <ErrorSummary refusal={answer?.refusal ?? null} labels={{ file: t("file") }} />
      {done && !answer && (
        <Notice tone="ok" live>
          {t("done", { ...done, added: done.new })}
        </Notice>
      )}
      <Card title={preview ? t("another") : t("choose")}>
        <Form method="post" encType="multipart/form-data" className="grid gap-3">
          <FileField
            name="file"
            label={t("file")}
            hint={t("file_hint")}
            accept=".xlsx,.csv"
            required
          />
          <div className="acts">
            <SubmitButton tone={preview ? "plain" : "main"}>{t("look")}</SubmitButton>
            <LinkButton to={props.listPath}>{t("back")}</LinkButton>
          </div>
        </Form>
      </Card>
      {preview && preview.errors.length > 0 && (
        <ErrorRows preview={preview} columnKey={columnKey} />
      )}
      {preview && preview.errors.length === 0 && <Preview {...props} preview={preview} />}
    </>
  );
}

function ErrorRows({ preview, columnKey }: { preview: ImportPreview; columnKey: string }) {
  const { t } = useTranslation("spreadsheet");
  const count = preview.errors.length;
  return (
    <Card title={t("errors", { file: preview.fileName, count })} flush>
      <p className="p-3">{t("errors_text")}</p>
      <DataTable
        caption={t("errors_caption")}
        rows={preview.errors.slice(0, 200)}
        rowKey={(error) => `${error.row} ${error.column} ${error.code}`}
        columns={[
          { key: "row", header: t("row"), numeric: true, cell: (error) => error.row },
          {
            key: "column",
            header: t("column"),
            cell: (error) => t(`${columnKey}.${error.column}`),
          },
          {
            key: "what",
            header: t("what"),
            cell: (error) => t(`error.${error.code}`, error.facts),
          },
        ]}
      />
      {count > 200 && <p className="p-3">{t("more", { count: count - 200 })}</p>}
    </Card>
  );
}

function Preview({ preview, columns, columnKey }: ImportPageProps & { preview: ImportPreview }) {
  const { t } = useTranslation("spreadsheet");
  const { counts, rows } = preview;
  const nothing = counts.new + counts.changed === 0;
  return (
    <Card title={t("preview", { file: preview.fileName })} flush>
      <div className="grid gap-3 p-3">
        <p>{t(nothing ? "nothing" : "counts", { ...counts, added: counts.new })}</p>
        {!nothing && (
          <Form method="post" encType="multipart/form-data">
            <input type="hidden" name="fileName" value={preview.fileName} />
            <input type="hidden" name="table" value={JSON.stringify(preview.table)} />
            <SubmitButton>{t("confirm", { count: counts.new + counts.changed })}</SubmitButton>
          </Form>
        )}
      </div>
      <DataTable
        caption={t("preview_caption")}
        rows={rows.slice(0, SHOWN)}
        rowKey={(row) => String(row.row)}
        columns={[
          { key: "row", header: t("row"), numeric: true, cell: (row) => row.row },
          {
            key: "fate",
            header: t("fate_heading"),
            cell: (row) => <Chip tone={TONES[row.fate]}>{t(`fate.${row.fate}`)}</Chip>,
          },
          ...columns.map((column, index) => ({
            key: column,
            header: t(`${columnKey}.${column}`),
            cell: (row: ImportPreview["rows"][number]) => row.cells[index] || "–",
          })),
        ]}
      />
      {rows.length > SHOWN && <p className="p-3">{t("more", { count: rows.length - SHOWN })}</p>}
    </Card>
  );
}
