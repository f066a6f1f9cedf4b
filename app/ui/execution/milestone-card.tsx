import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import {
  Card,
  DataTable,
  DateField,
  NumberField,
  SubmitButton,
  TextField,
  useFormat,
} from "~/ui/kit";
import type { ExecutionTabProps } from "./execution-tab";
import { LightChip } from "./light-chip";

type Row = ExecutionTabProps["milestones"][number];

export interface MilestoneCardProps {
  projectId: string;
  rows: readonly Row[];
  editable: boolean;
  today: string;
}

export function MilestoneCard({ projectId, rows, editable, today }: MilestoneCardProps) {
  const { t } = useTranslation("execution");
  const format = useFormat();
  return (
    <Card title={t("milestones.title")}>
      <DataTable
        caption={t("milestones.caption")}
        stack
        rows={rows}
        rowKey={(row) => row.id}
        empty={<p className="muted">{t("milestones.empty")}</p>}
        columns={[
          {
            key: "title",
            header: t("milestones.title"),
            heading: true,
            cell: (row) => (
              <>
                {row.title}
                {row.note && <small className="block">{row.note}</small>}
              </>
            ),
          },
          { key: "owner", header: t("milestones.owner"), cell: (row) => row.owner },
          {
            key: "planned",
            header: t("milestones.planned"),
            cell: (row) => format.date(row.plannedOn),
          },
          { key: "done", header: t("milestones.done"), cell: (row) => format.date(row.doneOn) },
          {
            key: "progress",
            header: t("milestones.progress"),
            numeric: true,
            cell: (row) => `${row.progress}%`,
          },
          {
            key: "state",
            header: t("milestones.state"),
            cell: (row) => <LightChip light={row.light} />,
          },
        ]}
      />
      {editable &&
        rows.map((row) => (
          <details key={`${row.id} ${row.revision}`} className="noprint mt-2">
            <summary>{t("milestones.update_of", { title: row.title })}</summary>
            <Update projectId={projectId} row={row} today={today} />
          </details>
        ))}
    </Card>
  );
}

function Update({ projectId, row, today }: { projectId: string; row: Row; today: string }) {
  const { t } = useTranslation("execution");
  const id = (name: string) => `${row.id}-${name}`;
  return (
    <Form method="post" action={`/projects/${projectId}/execution`} preventScrollReset>
      <input type="hidden" name="intent" value="milestone" />
      <input type="hidden" name="milestoneId" value={row.id} />
      <input type="hidden" name="revision" value={row.revision} />
      <NumberField
        id={id("progress")}
        name="progress"
        label={t("milestones.percent")}
        defaultValue={row.progress}
        required
        whole
      />
      <DateField
        id={id("doneOn")}
        name="doneOn"
        label={t("milestones.done_on")}
        defaultValue={row.doneOn}
        max={today}
      />
      <TextField
        id={id("note")}
        name="note"
        label={t("milestones.note")}
        defaultValue={row.note}
        maxLength={500}
      />
      <SubmitButton>{t("milestones.save")}</SubmitButton>
    </Form>
  );
}
