import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Light } from "~/domain/execution-progress";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  DataTable,
  DateField,
  EmptyState,
  ErrorSummary,
  ExportLinks,
  FilterBar,
  Notice,
  NumberField,
  PageHeader,
  RefusalNotice,
  SelectField,
  SubmitButton,
  TextField,
  useFormat,
} from "~/ui/kit";
import { LightChip } from "./light-chip";

export interface ExecutionListPageProps {
  rows: readonly {
    id: string;
    code: string;
    title: string;
    department: string;
    lead: string;
    light: Light;
    milestonesDone: number;
    milestones: number;
    reportsIn: number;
    reports: number;
    reportsOverdue: number;
    presses: number;
    nextDue: string | null;
  }[];
  filtered: boolean;
  /** Cycles this person may call for reports in. */
  cycles: readonly { id: string; name: string; next: number }[];
  today: string;
  called: number | null;
  refusal: Refusal | null;
  typed: Readonly<Record<string, string>>;
}

const FILTERS = ["overdue", "behind", "near", "on_time", "held"] as const;

/** Running projects with their lights, the most urgent first. */
export function ExecutionListPage(props: ExecutionListPageProps) {
  const { t } = useTranslation("execution");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("list_title")}
        note={t("list.intro")}
        actions={<ExportLinks path="/execution" />}
      />
      {props.called !== null && (
        <Notice tone="ok" live>
          {t("call.done", { count: props.called })}
        </Notice>
      )}
      {props.cycles.length > 0 ? (
        <CallCard {...props} />
      ) : (
        <RefusalNotice refusal={props.refusal} />
      )}
      <FilterBar
        search={{ label: t("list.search") }}
        filters={[
          {
            name: "light",
            label: t("list.filter"),
            options: FILTERS.map((value) => ({ value, label: t(`list.filters.${value}`) })),
          },
        ]}
      />
      <DataTable
        caption={t("list.caption")}
        stack
        rows={props.rows}
        rowKey={(row) => row.id}
        empty={
          props.filtered ? (
            <EmptyState
              title={t("common:table.empty_filtered")}
              text={t("common:table.empty_filtered_text")}
            />
          ) : (
            <EmptyState title={t("list.empty")} text={t("list.empty_text")} />
          )
        }
        columns={[
          {
            key: "project",
            header: t("list.project"),
            heading: true,
            sortKey: "code",
            cell: (row) => (
              <>
                <Link to={`/projects/${row.id}/execution`}>{row.title}</Link>
                <small className="block">{row.code}</small>
              </>
            ),
          },
          {
            key: "light",
            header: t("list.light"),
            sortKey: "light",
            cell: (row) => <LightChip light={row.light} />,
          },
          { key: "department", header: t("list.department"), cell: (row) => row.department },
          { key: "lead", header: t("list.lead"), cell: (row) => row.lead },
          {
            key: "milestones",
            header: t("list.milestones"),
            numeric: true,
            cell: (row) => t("list.done_of", { done: row.milestonesDone, all: row.milestones }),
          },
          {
            key: "reports",
            header: t("list.reports"),
            cell: (row) => (
              <>
                {t("list.reports_in", { done: row.reportsIn, all: row.reports })}{" "}
                {row.reportsOverdue > 0 && (
                  <Chip tone="bad">{t("list.overdue_reports", { count: row.reportsOverdue })}</Chip>
                )}
              </>
            ),
          },
          { key: "presses", header: t("list.presses"), numeric: true, cell: (row) => row.presses },
          {
            key: "next",
            header: t("list.next"),
            sortKey: "next",
            cell: (row) => format.date(row.nextDue),
          },
        ]}
      />
    </>
  );
}

function CallCard({ cycles, today, refusal, typed }: ExecutionListPageProps) {
  const { t } = useTranslation("execution");
  const [first] = cycles;
  return (
    <Card className="noprint">
      <details open={refusal !== null}>
        <summary>{t("call.title")}</summary>
        <p className="muted">{t("call.text")}</p>
        <ErrorSummary
          refusal={refusal}
          labels={{ number: t("call.number"), title: t("call.name"), dueOn: t("call.due") }}
        />
        <Form method="post" action="/execution">
          <SelectField
            name="cycleId"
            label={t("call.cycle")}
            placeholder={null}
            defaultValue={typed.cycleId ?? first?.id}
            options={cycles.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <NumberField
            name="number"
            label={t("call.number")}
            whole
            required
            defaultValue={typed.number ?? first?.next}
          />
          <TextField
            name="title"
            label={t("call.name")}
            required
            maxLength={100}
            defaultValue={typed.title}
          />
          <DateField
            name="dueOn"
            label={t("call.due")}
            required
            min={today}
            defaultValue={typed.dueOn}
          />
          <SubmitButton>{t("call.do")}</SubmitButton>
        </Form>
      </details>
    </Card>
  );
}
