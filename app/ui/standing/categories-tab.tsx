import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Card, DataTable, useAddress } from "~/ui/kit";
import { TierChip, type EntriesTabProps, type EntryRow } from "./entries-tab";

export interface CategoriesTabProps extends Pick<
  EntriesTabProps,
  "tiers" | "inHouse" | "categoryName" | "entryAddress"
> {
  categories: readonly {
    category: string;
    entries: number;
    ranked: number;
    first: readonly EntryRow[];
  }[];
}

/** Each category with its first places; all of them are one link away. */
export function CategoriesTab({
  categories,
  tiers,
  inHouse,
  categoryName,
  entryAddress,
}: CategoriesTabProps) {
  const { t } = useTranslation("standings");
  const address = useAddress();
  return (
    <>
      {categories.map(({ category, entries, ranked, first }) => {
        const name = categoryName(category) || t("no_category");
        return (
          <Card
            key={category}
            title={t("category.title", { name, entries })}
            flush
            aside={
              category !== "" && (
                <Link to={address({ tab: null, cursor: null, category })}>
                  {t("category.all", { name })}
                </Link>
              )
            }
          >
            <DataTable
              caption={t("category.caption", { name, shown: first.length, ranked })}
              rows={first}
              rowKey={(row) => row.id}
              stack
              columns={[
                {
                  key: "place",
                  header: t("column.category_place"),
                  numeric: true,
                  cell: (row) => <b>{row.categoryPlace ?? "–"}</b>,
                },
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
                  key: "score",
                  header: t("column.score"),
                  numeric: true,
                  cell: (row) => row.score ?? t("not_ranked_short"),
                },
                {
                  key: "overall",
                  header: t("column.place"),
                  numeric: true,
                  cell: (row) => row.place ?? "–",
                },
                {
                  key: "tier",
                  header: t("column.tier"),
                  cell: (row) => <TierChip tier={row.tier} tiers={tiers} />,
                },
              ]}
            />
          </Card>
        );
      })}
    </>
  );
}
