import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ApplicationField } from "~/domain/application-fields";
import type { Step } from "~/domain/lifecycle/describe";
import type { ProjectState } from "~/domain/lifecycle/project-table";
import type { Refusal } from "~/domain/refusal";
import {
  type ButtonTone,
  Card,
  Chip,
  Columns,
  DescriptionList,
  LinkButton,
  NextStep,
  PageHeader,
  Stepper,
  Tabs,
  TransitionButtons,
  useFormat,
} from "~/ui/kit";
import { PROJECT_TABS } from "./project-tabs";
import { daysBetween, stateTone } from "./project-words";
import { transitionFields } from "./transition-fields";

export interface ProjectFrameProps {
  project: {
    id: string;
    code: string;
    title: string;
    state: ProjectState;
    stateSince: string;
    dueOn: string | null;
    outcome: string;
    archivedAt: string | null;
    onHold: boolean;
    unverified: boolean;
    majorMatter: boolean;
    secretaryProject: boolean;
    category: string;
    lead: string;
    department: string;
    cycle: { id: string; name: string };
    score: string;
    mergedInto: { id: string; code: string } | null;
    isLead: boolean;
    isMember: boolean;
    members: { name: string; duty: string }[];
    coSigns: { departmentId: string; name: string; decision: string; reason: string }[];
    steps: Step[];
    offers: {
      transition: string;
      tone: "main" | "normal" | "danger";
      reason: "required" | "optional" | "none";
      asks: readonly string[];
      refusal: Refusal | null;
      consents: { party: string; name: string }[];
    }[];
    waitingFor: string[];
  };
  today: string;
  applicant: boolean;
  mayCheckForm: boolean;
  mergeTargets: readonly { id: string; code: string; title: string }[];
  checkReasons: Readonly<Partial<Record<ApplicationField, string>>>;
  children: ReactNode;
}

const BUTTON: Readonly<Record<"main" | "normal" | "danger", ButtonTone>> = {
  main: "main",
  normal: "plain",
  danger: "bad",
};

/** Everything around a project's tabs: what it is, where it stands, what is next. */
export function ProjectFrame(props: ProjectFrameProps) {
  const { t } = useTranslation("projects");
  const { project, applicant, children } = props;
  const format = useFormat();
  const reader = applicant ? "applicant" : "staff";
  const path = `/projects/${project.id}`;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("title"), to: "/projects" }, { label: project.code }]}
        title={project.title || t("untitled")}
        chips={
          <>
            <Chip tone={stateTone(project.state)} bare>
              {t(`lifecycle:project.state.${project.state}.${reader}`)}
            </Chip>
            {project.onHold && <Chip tone="warn">{t("on_hold")}</Chip>}
            {project.unverified && <Chip tone="warn">{t("unverified")}</Chip>}
            {project.secretaryProject && <Chip tone="info">{t("secretary_project")}</Chip>}
            {project.majorMatter && <Chip tone="info">{t("major_matter")}</Chip>}
          </>
        }
        note={t("by", {
          department: project.department,
          lead: project.lead,
          category: project.category || "–",
        })}
      />
      <Stepper
        steps={project.steps.map((step) => ({
          label: t(step.label),
          state: step.status,
          ...(step.reachedAt && step.status !== "todo" ? { note: format.day(step.reachedAt) } : {}),
        }))}
      />
      <ProjectNext {...props} />
      <Tabs
        items={PROJECT_TABS.map((tab) => ({ to: path + tab.path, label: t(`tab.${tab.key}`) }))}
      />
      <Columns aside={<ProjectInfo {...props} />}>{children}</Columns>
    </>
  );
}

function ProjectNext({
  project,
  today,
  applicant,
  mayCheckForm,
  mergeTargets,
  checkReasons,
}: ProjectFrameProps) {
  const { t } = useTranslation("projects");
  const format = useFormat();
  const reader = applicant ? "applicant" : "staff";
  const step = (transition: string) => t(`lifecycle:project.transition.${transition}.${reader}`);
  const next = project.offers.find((offer) => offer.tone === "main");
  const overdue = project.dueOn && project.dueOn < today ? daysBetween(project.dueOn, today) : 0;
  const due =
    project.dueOn &&
    (overdue > 0
      ? t("next.overdue", { date: format.date(project.dueOn), count: overdue })
      : t("next.due", { date: format.date(project.dueOn) }));
  const open = project.coSigns.filter((one) => one.decision !== "confirmed");
  const remarks = [
    due,
    project.state === "endorsing" &&
      open.length > 0 &&
      t("next.co_signs", { names: open.map((one) => one.name).join(t("common:list_separator")) }),
    project.state !== "merged" &&
      project.mergedInto &&
      project.offers.some((offer) => offer.consents.length > 0) &&
      t("next.merge", { code: project.mergedInto.code }),
  ].filter((one): one is string => typeof one === "string");
  const waiting = project.waitingFor.map((label) => t(label)).join(t("common:list_separator"));
  const editing =
    ["draft", "returned"].includes(project.state) && (project.isLead || project.isMember);
  return (
    <NextStep
      title={
        next
          ? t("next.title", { step: step(next.transition) })
          : waiting
            ? t("next.waiting", { who: waiting })
            : t("next.end")
      }
      text={remarks.join(" · ")}
    >
      <div className="acts">
        {editing && (
          <>
            <LinkButton to={`/projects/${project.id}/application`}>{t("links.edit")}</LinkButton>
            <LinkButton to={`/projects/${project.id}/attachments`}>
              {t("links.attachments")}
            </LinkButton>
          </>
        )}
        {mayCheckForm && (
          <LinkButton to={`/projects/${project.id}/form-check`}>{t("links.form_check")}</LinkButton>
        )}
      </div>
      {project.offers.length > 0 && (
        <TransitionButtons
          actionUrl={`/projects/${project.id}/transitions`}
          state={project.state}
          items={project.offers.map((offer) => ({
            transition: offer.transition,
            label: step(offer.transition),
            tone: BUTTON[offer.tone],
            refusal: answeredByForm(offer.refusal, mergeTargets.length > 0) ? null : offer.refusal,
            reasonMode: offer.reason,
            consentsGiven: offer.consents.map(({ party, name }) =>
              t("history.as", { name, role: t(party) }),
            ),
            fields: transitionFields({
              transition: offer.transition,
              asks: offer.asks,
              today,
              mergeTargets,
              checkReasons,
            }),
          }))}
        />
      )}
    </NextStep>
  );
}

/** What a press lacks only because its form has not been filled in yet. */
function answeredByForm(refusal: Refusal | null, hasTargets: boolean): boolean {
  return (
    (refusal?.code === "merge_target_missing" && hasTargets) ||
    refusal?.code === "committee_not_informed"
  );
}

function ProjectInfo({ project }: ProjectFrameProps) {
  const { t } = useTranslation("projects");
  const format = useFormat();
  return (
    <Card title={t("info.title")}>
      <DescriptionList
        items={[
          { term: t("info.cycle"), value: project.cycle.name },
          { term: t("info.state_since"), value: format.date(project.stateSince) },
          {
            term: t("info.outcome"),
            value: project.outcome && t(`outcome.${project.outcome}`, project.outcome),
          },
          { term: t("column.score"), value: project.score || null },
          {
            term: t("info.merged_into"),
            value: project.state === "merged" && project.mergedInto && (
              <Link to={`/projects/${project.mergedInto.id}`}>{project.mergedInto.code}</Link>
            ),
          },
          {
            term: t("info.members"),
            value:
              project.members.length === 0 ? (
                t("info.none")
              ) : (
                <ul>
                  {project.members.map(({ name, duty }) => (
                    <li key={name + duty}>{duty ? `${name} · ${duty}` : name}</li>
                  ))}
                </ul>
              ),
          },
          {
            term: t("info.helpers"),
            value:
              project.coSigns.length === 0 ? (
                t("info.none")
              ) : (
                <ul>
                  {project.coSigns.map(({ departmentId, name, decision, reason }) => (
                    <li key={departmentId}>
                      {name}{" "}
                      <Chip
                        tone={
                          decision === "confirmed"
                            ? "ok"
                            : decision === "declined"
                              ? "bad"
                              : "plain"
                        }
                      >
                        {t(`info.co_sign.${decision || "open"}`)}
                      </Chip>
                      {reason && <small className="block">{reason}</small>}
                    </li>
                  ))}
                </ul>
              ),
          },
          {
            term: t("info.archived"),
            value: project.archivedAt && format.dateTime(project.archivedAt),
          },
        ].map(({ term, value }) => ({ term, value: value || null }))}
      />
    </Card>
  );
}
