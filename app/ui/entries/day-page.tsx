import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { StepButtons, type Step } from "~/ui/cycles/step-buttons";
import { Card, DataTable, EmptyState, PageHeader, ProgressBar, RefusalNotice } from "~/ui/kit";
import { EntryState } from "./entry-state";

export interface DayPageProps {
  cycle: { id: string; name: string };
  entries: readonly {
    id: string;
    code: string;
    title: string;
    organisationName: string;
    position: number;
    state: string;
    steps: readonly Step[];
  }[];
  done: number;
  refusal: Refusal | null;
}

/** The run of the day: the order by lot, and who has presented. */
export function DayPage({ cycle, entries, done, refusal }: DayPageProps) {
  const { t } = useTranslation("entries");
  return (
    <>
      <PageHeader
        title={t("day.title")}
        crumbs={[
          { label: t("cycles:title"), to: "/cycles" },
          { label: cycle.name, to: `/cycles/${cycle.id}` },
          { label: t("day.title") },
        ]}
        note={t("day.note")}
      />
      <RefusalNotice refusal={refusal} />
      {entries.length > 0 && (
        <Card>
          <p>{t("day.progress", { done, count: entries.length })}</p>
          <ProgressBar value={done} max={entries.length} label={t("day.title")} />
        </Card>
      )}
      <Card flush>
        <DataTable
          caption={t("day.title")}
          rows={entries}
          rowKey={(entry) => entry.id}
          stack
          empty={<EmptyState title={t("day.empty")} text={t("day.empty_text")} />}
          columns={[
            {
              key: "position",
              header: t("field.position"),
              numeric: true,
              cell: (entry) => entry.position,
            },
            { key: "code", header: t("field.code"), cell: (entry) => entry.code },
            { key: "title", header: t("field.title"), heading: true, cell: (entry) => entry.title },
            {
              key: "organisation",
              header: t("field.organisation"),
              cell: (entry) => entry.organisationName,
            },
            {
              key: "state",
              header: t("field.state"),
              cell: (entry) => <EntryState state={entry.state} />,
            },
            {
              key: "steps",
              header: t("day.steps"),
              cell: (entry) =>
                entry.steps.length > 0 && (
                  <StepButtons
                    subject="entry"
                    actionUrl={`/cycles/${cycle.id}/day?entry=${entry.id}`}
                    state={entry.state}
                    steps={entry.steps}
                  />
                ),
            },
          ]}
        />
      </Card>
    </>
  );
}
