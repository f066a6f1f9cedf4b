import { useTranslation } from "react-i18next";
import { Card, Chip, DataTable, LinkButton, useFormat } from "~/ui/kit";
import type { ExecutionTabProps } from "./execution-tab";
import { LightChip } from "./light-chip";

export interface ReportsCardProps {
  projectId: string;
  rows: ExecutionTabProps["reports"];
  mayWrite: boolean;
}

export function ReportsCard({ projectId, rows, mayWrite }: ReportsCardProps) {
  const { t } = useTranslation("execution");
  const format = useFormat();
  return (
    <Card title={t("reports.title")}>
      <DataTable
        caption={t("reports.caption")}
        stack
        rows={rows}
        rowKey={(row) => row.callId}
        empty={<p className="muted">{t("reports.empty")}</p>}
        columns={[
          { key: "title", header: t("reports.title"), heading: true, cell: (row) => row.title },
          { key: "due", header: t("reports.due"), cell: (row) => format.date(row.dueOn) },
          {
            key: "state",
            header: t("reports.state"),
            cell: (row) => (
              <>
                {row.light && row.light.kind !== "done" ? (
                  <LightChip light={row.light} />
                ) : (
                  <Chip tone={row.state === "submitted" ? "ok" : "plain"}>
                    {t(`report_state.${row.state}`)}
                  </Chip>
                )}
                {row.submittedAt && (
                  <small className="block">
                    {t("reports.submitted", { time: format.date(row.submittedAt) })}
                  </small>
                )}
                {row.excuse && <small className="block">{row.excuse}</small>}
              </>
            ),
          },
          {
            key: "opinion",
            header: t("reports.opinion"),
            cell: (row) => row.qualityOpinion || "–",
          },
          {
            key: "open",
            header: <span className="sr-only">{t("reports.open")}</span>,
            cell: (row) => {
              const write = mayWrite && (row.state === "none" || row.state === "draft");
              return (
                <LinkButton
                  small
                  tone={write ? "main" : "plain"}
                  to={`/projects/${projectId}/reports/${row.callId}`}
                >
                  {t(write ? "reports.write" : "reports.open")}
                  <span className="sr-only">{row.title}</span>
                </LinkButton>
              );
            },
          },
        ]}
      />
    </Card>
  );
}
