import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Chart } from "~/ui/charts";
import { Card, DataTable, EmptyState, FilterBar, PageHeader, useFormat } from "~/ui/kit";

interface Overdue {
  id: string;
  code: string;
  title: string;
  department: string;
  state: string;
  dueOn: string;
}

export interface DashboardPageProps {
  cycles: { id: string; name: string }[];
  categoryNames: Record<string, string>;
  dashboard: {
    total: number;
    funnel: { step: string; count: number }[];
    byState: { state: string; count: number }[];
    byCategory: { category: string; count: number }[];
    byDepartment: { department: string; count: number; established: number; overdue: number }[];
    overdue: Overdue[];
  };
}

/** One page for the committee: how far the year's projects are, where they come from, what is late. */
export function DashboardPage({ cycles, categoryNames, dashboard }: DashboardPageProps) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const { funnel, byState, byCategory, byDepartment, overdue, total } = dashboard;
  const bars = (labels: string[], values: number[]) => ({
    labels,
    series: [{ label: t("projects"), values }],
  });
  return (
    <>
      <PageHeader title={t("title")} note={t("note", { count: total })} />
      {cycles.length > 0 && (
        <FilterBar
          filters={[
            {
              name: "cycle",
              label: t("cycle"),
              options: cycles.map(({ id, name }) => ({ value: id, label: name })),
            },
          ]}
        />
      )}
      {total === 0 ? (
        <Card>
          <EmptyState title={t("empty_title")} text={t("empty_text")} />
        </Card>
      ) : (
        <>
          <div className="grid gap-4 md:grid-cols-2">
            <Card>
              <Chart
                kind="across"
                title={t("funnel")}
                rowHeader={t("step_header")}
                data={bars(
                  funnel.map(({ step }) => t(`home:figure.${step}`)),
                  funnel.map(({ count }) => count),
                )}
              />
            </Card>
            <Card>
              <Chart
                kind="across"
                title={t("by_state")}
                rowHeader={t("state_header")}
                data={bars(
                  byState.map(({ state }) => t(`lifecycle:project.state.${state}.staff`)),
                  byState.map(({ count }) => count),
                )}
              />
            </Card>
            <Card>
              <Chart
                kind="across"
                title={t("by_category")}
                rowHeader={t("category_header")}
                data={bars(
                  byCategory.map(({ category }) => categoryNames[category] ?? (category || "–")),
                  byCategory.map(({ count }) => count),
                )}
              />
            </Card>
            <Card>
              <Chart
                kind="across"
                title={t("by_department")}
                rowHeader={t("department_header")}
                data={{
                  labels: byDepartment.map(({ department }) => department),
                  series: [
                    { label: t("projects"), values: byDepartment.map(({ count }) => count) },
                    {
                      label: t("established"),
                      values: byDepartment.map(({ established }) => established),
                    },
                  ],
                }}
              />
            </Card>
          </div>
          <Card title={t("overdue", { count: overdue.length })} flush>
            <DataTable
              caption={t("overdue", { count: overdue.length })}
              rows={overdue}
              rowKey={(row: Overdue) => row.id}
              empty={t("overdue_none")}
              stack
              columns={[
                { key: "dueOn", header: t("due"), cell: (row) => format.date(row.dueOn) },
                {
                  key: "title",
                  header: t("project"),
                  heading: true,
                  cell: (row) => <Link to={`/projects/${row.id}`}>{row.title}</Link>,
                },
                {
                  key: "department",
                  header: t("department_header"),
                  cell: (row) => row.department,
                },
                {
                  key: "state",
                  header: t("state_header"),
                  cell: (row) => t(`lifecycle:project.state.${row.state}.staff`),
                },
              ]}
            />
          </Card>
        </>
      )}
    </>
  );
}
