import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { MeetingLine, MeetingState } from "~/domain/committee/views";
import {
  Card,
  DataTable,
  EmptyState,
  FilterBar,
  LinkButton,
  PageHeader,
  Pagination,
  useFormat,
} from "~/ui/kit";
import { MeetingChip } from "./meeting-marks";

const STATES: readonly MeetingState[] = ["preparing", "open", "closed"];

export interface MeetingsPageProps {
  page: { rows: MeetingLine[]; next: string | null; previous: string | null };
  mayCall: boolean;
}

export function MeetingsPage({ page, mayCall }: MeetingsPageProps) {
  const { t } = useTranslation("meetings");
  const format = useFormat();
  const call = mayCall && (
    <LinkButton to="/meetings/new" tone="main">
      {t("form.new")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("list.title")} note={t("list.note")} actions={call} />
      <FilterBar
        search={{ placeholder: t("list.search") }}
        filters={[
          {
            name: "state",
            label: t("list.state"),
            options: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
      />
      <Card flush>
        <DataTable
          caption={t("list.title")}
          rows={page.rows}
          rowKey={({ id }) => id}
          stack
          empty={<EmptyState title={t("list.empty")} text={t("list.empty_text")} action={call} />}
          columns={[
            {
              key: "title",
              header: t("list.meeting"),
              heading: true,
              cell: ({ id, title }) => <Link to={`/meetings/${id}`}>{title}</Link>,
            },
            {
              key: "at",
              header: t("list.starts_at"),
              cell: ({ startsAt }) => format.dateTime(startsAt),
            },
            { key: "place", header: t("list.place"), cell: ({ place }) => place },
            {
              key: "state",
              header: t("list.state"),
              cell: ({ state }) => <MeetingChip state={state} />,
            },
            {
              key: "people",
              header: t("list.people"),
              numeric: true,
              cell: ({ present, eligible }) => t("list.of", { have: present, of: eligible }),
            },
            {
              key: "items",
              header: t("list.items"),
              numeric: true,
              cell: ({ decided, items }) => t("list.of", { have: decided, of: items }),
            },
          ]}
        />
        <Pagination page={page} />
      </Card>
    </>
  );
}
