import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { NoticeLine } from "~/domain/notice-views";
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
import { ReceiptForm } from "./receipt-form";

export function useNoticeTitle(): (notice: Pick<NoticeLine, "kind" | "title">) => string {
  const { t } = useTranslation("notices");
  return ({ kind, title }) => t(`title.${kind}`, { cycle: title });
}

const TONE = { open: "info", ended: "plain", withdrawn: "warn" } as const;

export function NoticeChip({ state }: { state: NoticeLine["state"] }) {
  const { t } = useTranslation("notices");
  return <Chip tone={TONE[state]}>{t(`state.${state}`)}</Chip>;
}

export interface NoticesPageProps {
  page: { rows: NoticeLine[]; next: string | null; previous: string | null };
  searched: boolean;
}

export function NoticesPage({ page, searched }: NoticesPageProps) {
  const { t } = useTranslation("notices");
  const format = useFormat();
  const titleOf = useNoticeTitle();
  return (
    <>
      <PageHeader title={t("list.title")} note={t("list.note")} />
      <FilterBar
        search={{ placeholder: t("list.search") }}
        filters={[
          {
            name: "state",
            label: t("list.state"),
            options: (["open", "ended", "withdrawn"] as const).map((value) => ({
              value,
              label: t(`state.${value}`),
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
              key: "title",
              header: t("list.notice"),
              heading: true,
              cell: (row) => (
                <>
                  <Link to={`/notices/${row.id}`}>{titleOf(row)}</Link>{" "}
                  {row.isDemo === 1 && <Chip bare>{t("shell:demo")}</Chip>}
                </>
              ),
            },
            { key: "by", header: t("list.by"), cell: ({ organisation }) => organisation },
            {
              key: "days",
              header: t("list.days"),
              cell: ({ startsOn, endsOn }) =>
                t("common:range", { low: format.date(startsOn), high: format.date(endsOn) }),
            },
            {
              key: "state",
              header: t("list.state"),
              cell: ({ state }) => <NoticeChip state={state} />,
            },
          ]}
        />
        <Pagination page={page} />
      </Card>
      <ReceiptForm />
    </>
  );
}
