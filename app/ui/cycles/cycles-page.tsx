import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { stateLabel } from "~/domain/lifecycle/machine";
import {
  Card,
  Chip,
  DataTable,
  EmptyState,
  FilterBar,
  LinkButton,
  PageHeader,
  Pagination,
  useFormat,
} from "~/ui/kit";

export interface CyclesPageProps {
  page: {
    rows: {
      id: string;
      kind: "hospital" | "municipal";
      year: number;
      name: string;
      state: string;
      organisationName: string;
      applyUntil: string;
    }[];
    next: string | null;
    previous: string | null;
  };
  total: { count: number; capped: boolean };
  states: readonly string[];
  mayCreate: boolean;
  filtered: boolean;
}

export function CyclesPage({ page, total, states, mayCreate, filtered }: CyclesPageProps) {
  const { t } = useTranslation("cycles");
  const format = useFormat();
  const create = mayCreate && (
    <LinkButton to="/cycles/new" tone="main">
      {t("new.title")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} actions={create} />
      <FilterBar
        search={{ placeholder: t("search") }}
        filters={[
          {
            name: "kind",
            label: t("field.kind"),
            options: (["hospital", "municipal"] as const).map((value) => ({
              value,
              label: t(`kind.${value}`),
            })),
          },
          {
            name: "state",
            label: t("field.state"),
            options: states.map((value) => ({ value, label: t(stateLabel("cycle", value)) })),
          },
        ]}
      />
      <Card flush>
        <DataTable
          caption={t("title")}
          rows={page.rows}
          rowKey={(row) => row.id}
          defaultSort="-year"
          stack
          empty={
            filtered ? (
              <EmptyState
                title={t("common:table.empty_filtered")}
                text={t("common:table.empty_filtered_text")}
              />
            ) : (
              <EmptyState title={t("empty.title")} text={t("empty.text")} action={create} />
            )
          }
          columns={[
            {
              key: "name",
              header: t("field.name"),
              sortKey: "name",
              heading: true,
              cell: (row) => <Link to={`/cycles/${row.id}`}>{row.name}</Link>,
            },
            {
              key: "year",
              header: t("field.year"),
              sortKey: "year",
              numeric: true,
              cell: (row) => row.year,
            },
            { key: "kind", header: t("field.kind"), cell: (row) => t(`kind.${row.kind}`) },
            { key: "by", header: t("field.organisation"), cell: (row) => row.organisationName },
            {
              key: "until",
              header: t("field.until"),
              cell: (row) => (row.applyUntil ? format.date(row.applyUntil) : "–"),
            },
            {
              key: "state",
              header: t("field.state"),
              cell: (row) => (
                <Chip tone="info" bare>
                  {t(stateLabel("cycle", row.state))}
                </Chip>
              ),
            },
          ]}
        />
        <Pagination page={page} total={total} />
      </Card>
    </>
  );
}
