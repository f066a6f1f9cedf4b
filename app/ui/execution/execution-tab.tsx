import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { CharterChange } from "~/domain/execution";
import type { Light } from "~/domain/execution-progress";
import type { TargetCourse } from "~/domain/execution-report";
import type { PressLevel } from "~/domain/pressing";
import type { Refusal } from "~/domain/refusal";
import { Card, DescriptionList, EmptyState, LinkButton, RefusalNotice, useFormat } from "~/ui/kit";
import { Amendments } from "./amendments";
import { LightChip } from "./light-chip";
import { MilestoneCard } from "./milestone-card";
import { PressCard } from "./press-card";
import { ReportsCard } from "./reports-card";
import { TargetsCard } from "./targets-card";

export interface ExecutionTabProps {
  project: { id: string; state: string; title: string; onHold: boolean; dueOn: string | null };
  today: string;
  light: Light | null;
  charter: { version: number; signedAt: string | null; budget: string; complete: boolean } | null;
  signatures: readonly { party: string; name: string; at: string }[];
  milestones: readonly {
    id: string;
    title: string;
    owner: string;
    plannedOn: string;
    doneOn: string | null;
    progress: number;
    note: string;
    revision: number;
    light: Light;
  }[];
  targets: readonly TargetCourse[];
  spent: string;
  reports: readonly {
    callId: string;
    number: number;
    title: string;
    dueOn: string;
    state: string;
    submittedAt: string | null;
    excuse: string;
    qualityOpinion: string;
    qualityBy: string | null;
    light: Light | null;
  }[];
  amendments: readonly {
    number: number;
    state: string;
    reason: string;
    above: boolean;
    committeeApproved: boolean;
    proposedBy: string;
    proposedAt: string;
    decidedBy: string | null;
    decidedAt: string | null;
    decisionReason: string;
    changes: readonly CharterChange[];
  }[];
  presses: readonly {
    id: string;
    level: string;
    text: string;
    pressedAt: string;
    byName: string;
  }[];
  may: {
    editCharter: boolean;
    milestones: boolean;
    writeReport: boolean;
    amend: boolean;
    rejectAmendment: boolean;
    press: readonly PressLevel[];
  };
  refusal: Refusal | null;
}

/** How the work goes: milestones, targets, reports, amendments and who was pressed. */
export function ExecutionTab(props: ExecutionTabProps) {
  const { t } = useTranslation("execution");
  const { project, charter, refusal } = props;
  if (!charter) return <EmptyState title={t("none")} text={t("none_text")} />;
  return (
    <>
      <RefusalNotice refusal={refusal} />
      <CharterCard {...props} charter={charter} />
      {charter.signedAt && (
        <>
          <MilestoneCard
            projectId={project.id}
            rows={props.milestones}
            editable={props.may.milestones}
            today={props.today}
          />
          <TargetsCard targets={props.targets} />
          <ReportsCard
            projectId={project.id}
            rows={props.reports}
            mayWrite={props.may.writeReport}
          />
          <Amendments
            projectId={project.id}
            rows={props.amendments}
            mayAmend={props.may.amend}
            mayReject={props.may.rejectAmendment}
          />
        </>
      )}
      <PressCard projectId={project.id} rows={props.presses} levels={props.may.press} />
    </>
  );
}

function CharterCard(
  props: ExecutionTabProps & { charter: NonNullable<ExecutionTabProps["charter"]> },
) {
  const { t } = useTranslation("execution");
  const format = useFormat();
  const { project, charter, signatures, light } = props;
  const path = `/projects/${project.id}/charter`;
  return (
    <Card
      title={t("charter.title")}
      aside={
        <span className="acts">
          {light && <LightChip light={light} />}
          <LinkButton small to={path}>
            {t(props.may.editCharter ? "charter.edit" : "charter.open")}
          </LinkButton>
        </span>
      }
    >
      <DescriptionList
        items={[
          {
            term: t("charter.title"),
            value: charter.signedAt
              ? t("charter.versions", {
                  version: charter.version,
                  amendments: props.amendments.filter((one) => one.state === "approved").length,
                })
              : t("draft_charter"),
          },
          {
            term: t("charter.signed_at"),
            value: charter.signedAt && format.dateTime(charter.signedAt),
          },
          {
            term: t("charter.budget"),
            value:
              charter.signedAt &&
              t("charter.spent", {
                spent: props.spent ? format.number(Number(props.spent)) : "–",
                budget: charter.budget ? format.number(Number(charter.budget)) : "–",
              }),
          },
          {
            term: t("charter.signatures"),
            value: !charter.signedAt && (
              <>
                {signatures.length === 0
                  ? t("charter.unsigned")
                  : signatures
                      .map((one) => `${t(`lifecycle:party.${one.party}`)} ${one.name}`)
                      .join(t("common:list_separator"))}{" "}
                <Link to={path}>{t("charter.open")}</Link>
                {project.dueOn && (
                  <small className="block">
                    {t("charter.sign_by", { date: format.date(project.dueOn) })}
                  </small>
                )}
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}
