import { useTranslation } from "react-i18next";
import { Card, Chip, ConfirmForm, DataTable, LinkButton, useFormat } from "~/ui/kit";
import type { ExecutionTabProps } from "./execution-tab";

export interface AmendmentsProps {
  projectId: string;
  rows: ExecutionTabProps["amendments"];
  mayAmend: boolean;
  mayReject: boolean;
}

const TONE = { proposed: "warn", approved: "ok", rejected: "bad" } as const;

export function Amendments({ projectId, rows, mayAmend, mayReject }: AmendmentsProps) {
  const { t } = useTranslation("execution");
  const format = useFormat();
  return (
    <Card
      title={t("amendments.title")}
      aside={
        mayAmend && (
          <LinkButton small to={`/projects/${projectId}/amendment`}>
            {t("charter.amend")}
          </LinkButton>
        )
      }
    >
      {rows.length === 0 && <p className="muted">{t("amendments.empty")}</p>}
      {rows.map((row) => (
        <section key={row.number} className="mb-3">
          <h3>
            {t("amendments.number", { number: row.number })}{" "}
            <Chip tone={TONE[row.state as keyof typeof TONE]}>
              {t(`amendments.state.${row.state}`)}
            </Chip>{" "}
            {row.above && (
              <Chip tone={row.committeeApproved ? "ok" : "warn"}>
                {t(row.committeeApproved ? "amendments.committee_yes" : "amendments.above")}
              </Chip>
            )}
          </h3>
          <p className="pre">{row.reason}</p>
          <small className="block">
            {t("amendments.proposed", {
              name: row.proposedBy,
              time: format.dateTime(row.proposedAt),
            })}
          </small>
          {row.decidedBy && (
            <small className="block">
              {t("amendments.decided", {
                name: row.decidedBy,
                time: format.dateTime(row.decidedAt),
              })}{" "}
              {row.decisionReason}
            </small>
          )}
          {row.changes.length > 0 && (
            <DataTable
              caption={t("amendments.caption")}
              stack
              rows={row.changes}
              rowKey={(change) => `${change.part} ${change.kind} ${change.name}`}
              columns={[
                {
                  key: "what",
                  header: t("amendments.what"),
                  heading: true,
                  cell: (change) => (
                    <>
                      {t(`charter:field.${change.part}`)} · {t(`amendments.kind.${change.kind}`)}
                      {change.name && <small className="block">{change.name}</small>}
                    </>
                  ),
                },
                {
                  key: "before",
                  header: t("amendments.before"),
                  cell: (change) => change.before || "–",
                },
                {
                  key: "after",
                  header: t("amendments.after"),
                  cell: (change) => change.after || "–",
                },
              ]}
            />
          )}
          {row.state === "proposed" && mayReject && (
            <div className="noprint">
              <p className="muted">{t("amendments.approve_hint")}</p>
              <ConfirmForm
                action={`/projects/${projectId}/execution`}
                label={t("amendments.reject")}
                tone="bad"
                reason="required"
                hidden={{ intent: "reject-amendment" }}
              />
            </div>
          )}
        </section>
      ))}
    </Card>
  );
}
