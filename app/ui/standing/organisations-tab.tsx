import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Chart } from "~/ui/charts";
import {
  Card,
  DataTable,
  EmptyState,
  Pagination,
  useAddress,
  type PaginationProps,
} from "~/ui/kit";

export interface OrganisationRow {
  id: string;
  position: number;
  place: number | null;
  name: string;
  score: string | null;
  entries: number;
}

type OrganisationPage = PaginationProps["page"] & { rows: readonly OrganisationRow[] };

const CHARTED = 25;

export function OrganisationsTable({ page }: { page: OrganisationPage }) {
  const { t } = useTranslation("standings");
  const address = useAddress();
  return (
    <DataTable
      caption={t("caption.organisations")}
      rows={page.rows}
      rowKey={(row) => String(row.position)}
      empty={<EmptyState title={t("no_organisations")} />}
      columns={[
        {
          key: "place",
          header: t("column.place"),
          numeric: true,
          cell: (row) => <b>{row.place ?? "–"}</b>,
        },
        {
          key: "name",
          header: t("column.organisation"),
          heading: true,
          cell: (row) => (
            <Link to={address({ tab: null, cursor: null, organisation: row.name })}>
              {row.name}
            </Link>
          ),
        },
        {
          key: "score",
          header: t("column.mean"),
          numeric: true,
          cell: (row) => row.score ?? t("not_ranked_short"),
        },
        { key: "entries", header: t("column.counted"), numeric: true, cell: (row) => row.entries },
      ]}
    />
  );
}

export function OrganisationsTab({ page, count }: { page: OrganisationPage; count: number }) {
  const { t } = useTranslation("standings");
  const charted = page.rows.filter(({ score }) => score !== null).slice(0, CHARTED);
  return (
    <>
      <Card flush>
        <OrganisationsTable page={page} />
        <Pagination page={page} total={{ count, capped: false }} />
      </Card>
      {charted.length > 1 && (
        <Card>
          <Chart
            kind="across"
            title={t("chart.organisations")}
            summary={t("chart.summary", {
              first: charted[0]?.name ?? "",
              score: charted[0]?.score ?? "",
              count: charted.length,
            })}
            rowHeader={t("column.organisation")}
            unit={t("chart.points")}
            data={{
              labels: charted.map(({ name }) => name),
              series: [
                { label: t("column.mean"), values: charted.map(({ score }) => Number(score)) },
              ],
            }}
          />
        </Card>
      )}
    </>
  );
}
