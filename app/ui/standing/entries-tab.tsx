import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Chart } from "~/ui/charts";
import {
  Card,
  Chip,
  DataTable,
  EmptyState,
  FilterBar,
  Pagination,
  type ChipTone,
  type PaginationProps,
} from "~/ui/kit";

export interface EntryRow {
  id: string;
  place: number | null;
  categoryPlace: number | null;
  code: string;
  title: string;
  organisation: string;
  category: string;
  score: string | null;
  sheets: number;
  tier: string | null;
}

export interface EntriesTabProps {
  page: PaginationProps["page"] & { rows: readonly EntryRow[] };
  total: { count: number; capped: boolean };
  categories: readonly { key: string; name: string }[];
  organisations: readonly string[];
  tiers: readonly { key: string; name: string }[];
  /** A hospital's own cycle: its entries come from departments and compete within one organisation. */
  inHouse: boolean;
  categoryName: (key: string) => string;
  entryAddress: (id: string) => string;
}

const METALS: readonly ChipTone[] = ["gold", "silver", "bronze"];
const CHARTED = 15;

export function TierChip({
  tier,
  tiers,
}: { tier: string | null } & Pick<EntriesTabProps, "tiers">) {
  if (tier === null) return <>–</>;
  const index = tiers.findIndex(({ key }) => key === tier);
  return <Chip tone={METALS[index] ?? "plain"}>{tiers[index]?.name ?? tier}</Chip>;
}

export function EntriesTab(props: EntriesTabProps) {
  const { t } = useTranslation("standings");
  const { page, total, categories, organisations, tiers, inHouse } = props;
  const { categoryName, entryAddress } = props;
  return (
    <>
      <FilterBar
        search={{ placeholder: t("filter.placeholder") }}
        keep={["round", "tab"]}
        filters={[
          {
            name: "category",
            label: t("column.category"),
            options: categories.map(({ key, name }) => ({ value: key, label: name })),
          },
          ...(inHouse
            ? []
            : [
                {
                  name: "organisation",
                  label: t("column.organisation"),
                  options: organisations.map((name) => ({ value: name, label: name })),
                },
              ]),
        ]}
      />
      <Card flush>
        <DataTable
          caption={t("caption.entries")}
          rows={page.rows}
          rowKey={(row) => row.id}
          defaultSort="place"
          stack
          empty={
            <EmptyState
              title={t("common:table.empty_filtered")}
              text={t("common:table.empty_filtered_text")}
            />
          }
          columns={[
            {
              key: "place",
              header: t("column.place"),
              numeric: true,
              sortKey: "place",
              cell: (row) => <b>{row.place ?? "–"}</b>,
            },
            { key: "code", header: t("column.code"), sortKey: "code", cell: (row) => row.code },
            {
              key: "title",
              header: t("column.title"),
              heading: true,
              cell: (row) => <Link to={entryAddress(row.id)}>{row.title}</Link>,
            },
            {
              key: "organisation",
              header: t(inHouse ? "column.department" : "column.organisation"),
              cell: (row) => row.organisation || "–",
            },
            {
              key: "category",
              header: t("column.category"),
              cell: (row) => categoryName(row.category) || "–",
            },
            {
              key: "score",
              header: t("column.score"),
              numeric: true,
              cell: (row) => row.score ?? t("not_ranked_short"),
            },
            { key: "sheets", header: t("column.sheets"), numeric: true, cell: (row) => row.sheets },
            {
              key: "tier",
              header: t("column.tier"),
              cell: (row) => <TierChip tier={row.tier} tiers={tiers} />,
            },
          ]}
        />
        <Pagination page={page} total={total} />
      </Card>
    </>
  );
}

/** The scores of the first entries of this page; by code, so that it fits beside the table. */
export function EntriesChart({ rows }: { rows: readonly EntryRow[] }) {
  const { t } = useTranslation("standings");
  const charted = rows.filter(({ score }) => score !== null).slice(0, CHARTED);
  if (charted.length < 2) return null;
  return (
    <Card>
      <Chart
        kind="across"
        title={t("chart.entries")}
        summary={t("chart.summary", {
          first: charted[0]?.title ?? "",
          score: charted[0]?.score ?? "",
          count: charted.length,
        })}
        rowHeader={t("column.code")}
        unit={t("chart.points")}
        data={{
          labels: charted.map(({ code }) => code),
          series: [{ label: t("column.score"), values: charted.map(({ score }) => Number(score)) }],
        }}
      />
    </Card>
  );
}
