import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { OBJECTION_STATES } from "~/domain/lifecycle/objection-table";
import type { ObjectionLine } from "~/domain/notice-views";
import {
  Card,
  Chip,
  DataTable,
  EmptyState,
  FilterBar,
  PageHeader,
  Pagination,
  useFormat,
} from "~/ui/kit";

export interface ObjectionsPageProps {
  page: { rows: ObjectionLine[]; next: string | null; previous: string | null };
  searched: boolean;
}

export function ObjectionsPage({ page, searched }: ObjectionsPageProps) {
  const { t } = useTranslation("objections");
  const format = useFormat();
  return (
    <>
      <PageHeader title={t("list.title")} note={t("list.note")} />
      <FilterBar
        search={{ placeholder: t("list.search") }}
        filters={[
          {
            name: "state",
            label: t("list.state"),
            options: OBJECTION_STATES.map((value) => ({
              value,
              label: t(`lifecycle:objection.state.${value}.staff`),
            })),
          },
        ]}
      />
      <Card flush>
        <DataTable
          caption={t("list.title")}
          rows={page.rows}
          rowKey={({ id }) => id}
          stack
          empty={
            <EmptyState
              title={t(searched ? "common:table.empty_filtered" : "list.empty")}
              text={t(searched ? "common:table.empty_filtered_text" : "list.empty_text")}
            />
          }
          columns={[
            {
              key: "about",
              header: t("list.about"),
              heading: true,
              cell: ({ id, about }) => <Link to={`/objections/${id}`}>{about || t("whole")}</Link>,
            },
            { key: "notice", header: t("list.notice"), cell: ({ notice }) => notice },
            {
              key: "at",
              header: t("list.lodged_at"),
              cell: ({ lodgedAt }) => format.dateTime(lodgedAt),
            },
            { key: "until", header: t("list.ends_on"), cell: ({ endsOn }) => format.date(endsOn) },
            {
              key: "state",
              header: t("list.state"),
              cell: ({ state }) => (
                <Chip tone={state === "lodged" ? "warn" : state === "checking" ? "info" : "plain"}>
                  {t(`lifecycle:objection.state.${state}.staff`)}
                </Chip>
              ),
            },
          ]}
        />
        <Pagination page={page} />
      </Card>
    </>
  );
}
