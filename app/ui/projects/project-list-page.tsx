import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PROJECT_STATES, type ProjectState } from "~/domain/lifecycle/project-table";
import { DEFAULT_PROJECT_SORT } from "~/domain/project-list";
import {
  Card,
  Chip,
  type Column,
  DataTable,
  EmptyState,
  ExportLinks,
  FilterBar,
  LinkButton,
  PageHeader,
  Pagination,
  useFormat,
} from "~/ui/kit";
import { stateTone } from "./project-words";

export interface ListedProject {
  id: string;
  code: string;
  title: string;
  category: string;
  state: ProjectState;
  dueOn: string | null;
  overdue: boolean;
  onHold: boolean;
  score: string;
  updatedAt: string;
  lead: string;
  department: string;
}

export interface ProjectListPageProps {
  rows: readonly ListedProject[];
  page: { next: string | null; previous: string | null };
  total: { count: number; capped: boolean };
  choices: {
    cycles: readonly { id: string; name: string }[];
    departments: readonly { id: string; name: string }[];
    categories: readonly { key: string; name: string }[];
  };
  filtered: boolean;
  /** The reader is an applicant: gentler words, and a way to begin. */
  applicant: boolean;
}

export function ProjectListPage(props: ProjectListPageProps) {
  const { t } = useTranslation("projects");
  const { rows, page, total, choices, filtered, applicant } = props;
  const format = useFormat();
  const reader = applicant ? "applicant" : "staff";
  const byId = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  const columns: Column<ListedProject>[] = [
    { key: "code", header: t("column.code"), sortKey: "code", cell: (row) => row.code },
    {
      key: "title",
      header: t("column.title"),
      sortKey: "title",
      heading: true,
      cell: (row) => <Link to={`/projects/${row.id}`}>{row.title || t("untitled")}</Link>,
    },
    { key: "department", header: t("column.department"), cell: (row) => row.department },
    { key: "lead", header: t("column.lead"), cell: (row) => row.lead },
    { key: "category", header: t("column.category"), cell: (row) => row.category || "–" },
    {
      key: "state",
      header: t("column.state"),
      cell: (row) => (
        <>
          <Chip tone={stateTone(row.state)} bare>
            {t(`lifecycle:project.state.${row.state}.${reader}`)}
          </Chip>
          {row.onHold && <Chip tone="warn">{t("on_hold")}</Chip>}
        </>
      ),
    },
    {
      key: "due",
      header: t("column.due"),
      sortKey: "due",
      cell: (row) => (
        <>
          {row.dueOn ? format.date(row.dueOn) : "–"}{" "}
          {row.overdue && <Chip tone="bad">{t("overdue")}</Chip>}
        </>
      ),
    },
    {
      key: "score",
      header: t("column.score"),
      sortKey: "score",
      numeric: true,
      cell: (row) => row.score || "–",
    },
    {
      key: "updated",
      header: t("column.updated"),
      sortKey: "updated",
      cell: (row) => format.date(row.updatedAt),
    },
  ];
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            {applicant && (
              <LinkButton to="/projects/new" tone="main">
                {t("new")}
              </LinkButton>
            )}
            {rows.length > 0 && <ExportLinks path="/projects" />}
          </>
        }
      />
      <FilterBar
        search={{ placeholder: t("search") }}
        filters={[
          { name: "cycle", label: t("filter.cycle"), options: byId(choices.cycles) },
          {
            name: "state",
            label: t("filter.state"),
            options: PROJECT_STATES.map((state) => ({
              value: state,
              label: t(`lifecycle:project.state.${state}.${reader}`),
            })),
          },
          {
            name: "category",
            label: t("filter.category"),
            options: choices.categories.map(({ key, name }) => ({ value: key, label: name })),
          },
          { name: "department", label: t("filter.department"), options: byId(choices.departments) },
          {
            name: "overdue",
            label: t("filter.overdue"),
            options: [{ value: "1", label: t("filter.overdue_only") }],
          },
        ]}
      />
      <Card flush>
        <DataTable
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          caption={t("caption")}
          defaultSort={DEFAULT_PROJECT_SORT}
          stack
          empty={
            filtered ? (
              <EmptyState
                title={t("common:table.empty_filtered")}
                text={t("common:table.empty_filtered_text")}
              />
            ) : (
              <EmptyState
                title={t("empty.title")}
                text={t(applicant ? "empty.applicant" : "empty.text")}
                action={
                  applicant && (
                    <LinkButton to="/projects/new" tone="main">
                      {t("new")}
                    </LinkButton>
                  )
                }
              />
            )
          }
        />
      </Card>
      <Pagination page={page} total={total} />
    </>
  );
}
