import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { categoryName } from "~/domain/cycle";
import { ENTRY_STATES } from "~/domain/lifecycle/entry-table";
import { stateLabel } from "~/domain/lifecycle/machine";
import {
  Card,
  DataTable,
  EmptyState,
  ExportLinks,
  FilterBar,
  MeterRows,
  PageHeader,
  Pagination,
} from "~/ui/kit";
import { EntryState } from "./entry-state";

export interface EntriesPageProps {
  cycle: { id: string; name: string; categories: { key: string; name: string }[] };
  page: {
    rows: {
      id: string;
      code: string;
      title: string;
      organisationName: string;
      category: string;
      state: string;
      position: number;
    }[];
    next: string | null;
    previous: string | null;
  };
  total: { count: number; capped: boolean };
  categories: readonly { category: string; count: number }[];
  organisations: readonly { id: string; name: string }[];
  filtered: boolean;
}

export function EntriesPage(props: EntriesPageProps) {
  const { t } = useTranslation("entries");
  const { cycle, page, total } = props;
  const base = `/cycles/${cycle.id}`;
  const most = Math.max(1, ...props.categories.map((one) => one.count));
  return (
    <>
      <PageHeader
        title={t("list.title")}
        crumbs={[
          { label: t("cycles:title"), to: "/cycles" },
          { label: cycle.name, to: base },
          { label: t("list.title") },
        ]}
        actions={<ExportLinks path={`${base}/entries`} />}
      />
      <FilterBar
        search={{ placeholder: t("list.search") }}
        filters={[
          {
            name: "organisation",
            label: t("field.organisation"),
            options: props.organisations.map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            name: "category",
            label: t("field.category"),
            options: cycle.categories.map(({ key, name }) => ({ value: key, label: name })),
          },
          {
            name: "state",
            label: t("field.state"),
            options: ENTRY_STATES.map((state) => ({
              value: state,
              label: t(stateLabel("entry", state)),
            })),
          },
        ]}
      />
      <Card flush>
        <DataTable
          caption={t("list.title")}
          rows={page.rows}
          rowKey={(entry) => entry.id}
          defaultSort="code"
          stack
          empty={
            <EmptyState
              title={t(props.filtered ? "common:table.empty_filtered" : "list.empty")}
              text={t(props.filtered ? "common:table.empty_filtered_text" : "list.empty_text")}
            />
          }
          columns={[
            { key: "code", header: t("field.code"), sortKey: "code", cell: (entry) => entry.code },
            {
              key: "title",
              header: t("field.title"),
              sortKey: "title",
              heading: true,
              cell: (entry) => <Link to={`/entries/${entry.id}`}>{entry.title}</Link>,
            },
            {
              key: "organisation",
              header: t("field.organisation"),
              sortKey: "organisation",
              cell: (entry) => entry.organisationName,
            },
            {
              key: "category",
              header: t("field.category"),
              cell: (entry) => categoryName(cycle.categories, entry.category) || "–",
            },
            {
              key: "position",
              header: t("field.position"),
              sortKey: "position",
              numeric: true,
              cell: (entry) => (entry.position > 0 ? entry.position : "–"),
            },
            {
              key: "state",
              header: t("field.state"),
              cell: (entry) => <EntryState state={entry.state} />,
            },
          ]}
        />
        <Pagination page={page} total={total} />
      </Card>
      {props.categories.length > 0 && (
        <Card title={t("list.by_category")}>
          <MeterRows
            caption={t("list.by_category")}
            rows={cycle.categories.map(({ key, name }) => {
              const value = props.categories.find((one) => one.category === key)?.count ?? 0;
              return { key, label: name, value, max: most };
            })}
          />
        </Card>
      )}
    </>
  );
}
