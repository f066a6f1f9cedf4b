import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import {
  Card,
  Chip,
  DataTable,
  EmptyState,
  ExportLinks,
  FilterBar,
  LinkButton,
  PageHeader,
  Pagination,
  useFormat,
  type Option,
} from "~/ui/kit";

export interface PersonListRow {
  id: string;
  name: string;
  username: string | null;
  organisationName: string;
  hospitalName: string | null;
  jobTitle: string;
  disabledAt: string | null;
  hasPassword: number;
  createdAt: string;
}

export interface PeoplePageProps {
  rows: readonly PersonListRow[];
  page: { next: string | null; previous: string | null };
  total: { count: number; capped: boolean };
  organisations: readonly Option[];
  mayManage: boolean;
}

const STATUSES = ["active", "without", "disabled"] as const;

export function PeoplePage({ rows, page, total, organisations, mayManage }: PeoplePageProps) {
  const { t } = useTranslation("people");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("title")}
        note={mayManage ? undefined : t("read_only")}
        actions={
          <>
            {mayManage && (
              <>
                <LinkButton tone="main" to="/people/new">
                  {t("new")}
                </LinkButton>
                <LinkButton to="/people/import">{t("import.title")}</LinkButton>
              </>
            )}
            <ExportLinks path="/people" />
          </>
        }
      />
      <FilterBar
        search={{ placeholder: t("search") }}
        filters={[
          { name: "organisation", label: t("field.organisation"), options: organisations },
          {
            name: "status",
            label: t("field.status"),
            options: STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
          },
        ]}
      />
      <Card flush>
        <DataTable
          caption={t("title")}
          rows={rows}
          rowKey={(row) => row.id}
          defaultSort="name"
          stack
          empty={<EmptyState title={t("empty")} text={t("empty_text")} />}
          columns={[
            {
              key: "name",
              header: t("field.name"),
              heading: true,
              sortKey: "name",
              cell: (row) => <Link to={`/people/${row.id}`}>{row.name}</Link>,
            },
            { key: "username", header: t("field.username"), cell: (row) => row.username ?? "–" },
            {
              key: "organisation",
              header: t("field.organisation"),
              sortKey: "organisation",
              cell: ({ hospitalName, organisationName }) =>
                hospitalName && hospitalName !== organisationName
                  ? `${hospitalName} · ${organisationName}`
                  : organisationName,
            },
            { key: "title", header: t("field.jobTitle"), cell: (row) => row.jobTitle || "–" },
            { key: "status", header: t("field.status"), cell: (row) => <Status row={row} /> },
            {
              key: "created",
              header: t("field.created"),
              sortKey: "created",
              cell: (row) => format.date(row.createdAt),
            },
          ]}
        />
      </Card>
      <Pagination page={page} total={total} />
    </>
  );
}

export function Status({
  row,
}: {
  row: Pick<PersonListRow, "disabledAt" | "username" | "hasPassword">;
}) {
  const { t } = useTranslation("people");
  if (row.disabledAt) return <Chip tone="bad">{t("status.disabled")}</Chip>;
  if (!row.username) return <Chip>{t("status.without")}</Chip>;
  if (row.hasPassword === 0) return <Chip tone="warn">{t("status.no_password")}</Chip>;
  return <Chip tone="ok">{t("status.active")}</Chip>;
}
