import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { DecisionView } from "~/domain/committee/views";
import { Card, Chip, DescriptionList, EmptyState, useFormat } from "~/ui/kit";
import { ItemChip } from "./meeting-marks";
import { TallyLine } from "./result-card";

/** What the committee decided about a project, its public notices and the objections. */
export function DecisionTab({ decision }: { decision: DecisionView }) {
  const { t } = useTranslation("meetings");
  const format = useFormat();
  const { decisions, notices, objections } = decision;
  if (decisions.length === 0 && notices.length === 0)
    return <EmptyState title={t("decision.empty")} text={t("decision.empty_text")} />;
  return (
    <>
      {decisions.map((one) => (
        <Card
          key={one.itemId}
          title={t(`purpose.${one.purpose}`)}
          aside={
            <ItemChip
              state={one.state}
              result={one.outcome === "" ? one.result : (one.outcome as typeof one.result)}
            />
          }
        >
          <DescriptionList
            items={[
              {
                term: t("list.meeting"),
                value: one.isOpenToReader ? (
                  <Link to={`/meetings/${one.meetingId}/items/${one.itemId}`}>{one.meeting}</Link>
                ) : (
                  one.meeting
                ),
              },
              { term: t("list.starts_at"), value: format.dateTime(one.startsAt) },
              {
                term: t("decision.decided_at"),
                value: one.decidedAt && format.dateTime(one.decidedAt),
              },
              {
                term: t("decision.reason"),
                value: one.reason !== "" && <span className="pre">{one.reason}</span>,
              },
              { term: t("decision.tally"), value: one.counts && <TallyLine counts={one.counts} /> },
              {
                term: t("decision.digest"),
                value: one.digest !== "" && <code className="break-all">{one.digest}</code>,
              },
            ]}
          />
        </Card>
      ))}
      {notices.length > 0 && (
        <Card title={t("decision.notices")}>
          <ul className="grid gap-1">
            {notices.map(({ id, startsOn, endsOn, state, withdrawnAt }) => (
              <li key={id}>
                <Link to={`/notices/${id}`}>
                  {t("common:range", { low: format.date(startsOn), high: format.date(endsOn) })}
                </Link>{" "}
                <Chip tone={withdrawnAt ? "warn" : "plain"}>
                  {t(withdrawnAt ? "notices:state.taken_out" : `notices:state.${state}`)}
                </Chip>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {objections.length > 0 && (
        <Card title={t("decision.objections")}>
          <ul className="grid gap-1">
            {objections.map(({ id, state, lodgedAt, answer, link }) => (
              <li key={id}>
                {link ? (
                  <Link to={link}>{format.dateTime(lodgedAt)}</Link>
                ) : (
                  format.dateTime(lodgedAt)
                )}{" "}
                <Chip>{t(`lifecycle:objection.state.${state}.applicant`)}</Chip>
                {answer && <p className="pre">{answer}</p>}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
