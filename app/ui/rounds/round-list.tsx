import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import {
  Chip,
  DataTable,
  EmptyState,
  FilterBar,
  LinkButton,
  PageHeader,
  Pagination,
  useFormat,
} from "~/ui/kit";

export interface RoundListProps {
  page: {
    rows: readonly {
      id: string;
      name: string;
      kind: string;
      state: string;
      cycleName: string;
      dueOn: string;
      entries: number;
      experts: number;
      submitted: number;
    }[];
    next: string | null;
    previous: string | null;
  };
  mayManage: boolean;
}

const STATES = ["preparing", "open", "closed", "frozen", "revealed"];

export function RoundList({ page, mayManage }: RoundListProps) {
  const { t } = useTranslation("rounds");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("title")}
        note={t("intro")}
        actions={mayManage && <LinkButton to="/cycles">{t("new.from_cycle")}</LinkButton>}
      />
      <FilterBar
        search={{ placeholder: t("search") }}
        filters={[
          {
            name: "state",
            label: t("column.state"),
            options: STATES.map((state) => ({
              value: state,
              label: t(`lifecycle:round.state.${state}.staff`),
            })),
          },
        ]}
        keep={["cycle"]}
      />
      <DataTable
        caption={t("title")}
        stack
        rows={page.rows}
        rowKey={(row) => row.id}
        defaultSort="-created"
        empty={<EmptyState title={t("empty")} text={t("empty_text")} />}
        columns={[
          {
            key: "name",
            header: t("column.name"),
            sortKey: "name",
            heading: true,
            cell: (row) => <Link to={`/rounds/${row.id}`}>{row.name}</Link>,
          },
          { key: "kind", header: t("column.kind"), cell: (row) => t(`kind.${row.kind}`) },
          { key: "cycle", header: t("column.cycle"), cell: (row) => row.cycleName },
          {
            key: "state",
            header: t("column.state"),
            cell: (row) => (
              <Chip tone={row.state === "open" ? "info" : "plain"}>
                {t(`lifecycle:round.state.${row.state}.staff`)}
              </Chip>
            ),
          },
          {
            key: "entries",
            header: t("column.entries"),
            numeric: true,
            cell: (row) => format.number(row.entries),
          },
          {
            key: "experts",
            header: t("column.experts"),
            numeric: true,
            cell: (row) => format.number(row.experts),
          },
          {
            key: "submitted",
            header: t("column.submitted"),
            numeric: true,
            cell: (row) => format.number(row.submitted),
          },
          {
            key: "due",
            header: t("column.due"),
            sortKey: "due",
            cell: (row) => (row.dueOn === "9999-12-31" ? "–" : format.date(row.dueOn)),
          },
        ]}
      />
      <Pagination page={page} />
    </>
  );
}
