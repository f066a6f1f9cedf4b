import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { categoryName } from "~/domain/cycle";
import { stateLabel, transitionLabel } from "~/domain/lifecycle/machine";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  Columns,
  DataTable,
  DescriptionList,
  LinkButton,
  NextStep,
  PageHeader,
  RefusalNotice,
  Stepper,
  SubmitButton,
  Timeline,
  useFormat,
} from "~/ui/kit";
import { StepButtons } from "./step-buttons";
import { SettingsCard } from "./settings-card";
import type { CycleOverview } from "./overview";

const STATES = {
  municipal: ["collecting", "drawn", "running", "frozen", "noticed", "published", "archived"],
  hospital: ["preparing", "collecting", "running", "finished", "archived"],
} as const;

export function CyclePage(props: CycleOverview & { refusal: Refusal | null }) {
  const { t } = useTranslation("cycles");
  const format = useFormat();
  const { cycle, may, counts } = props;
  const states: readonly string[] = STATES[cycle.kind].filter(
    (state) => state !== "noticed" || cycle.options.notice,
  );
  const now = states.indexOf(cycle.state);
  const base = `/cycles/${cycle.id}`;
  return (
    <>
      <PageHeader
        title={cycle.name}
        crumbs={[{ label: t("title"), to: "/cycles" }, { label: cycle.name }]}
        chips={
          <Chip tone="info" bare>
            {t(stateLabel("cycle", cycle.state))}
          </Chip>
        }
        note={t("overview.note", {
          year: cycle.year,
          kind: t(`kind.${cycle.kind}`),
          organisation: cycle.organisationName,
        })}
        actions={
          <>
            {may.edit && <LinkButton to={`${base}/edit`}>{t("edit.title")}</LinkButton>}
            <LinkButton to={`${base}/rubric`}>{t("overview.rubric")}</LinkButton>
            {may.import && <LinkButton to={`${base}/import`}>{t("overview.import")}</LinkButton>}
            {may.standing && (
              <LinkButton to={`${base}/standing`}>{t("overview.standing")}</LinkButton>
            )}
          </>
        }
      />
      <RefusalNotice refusal={props.refusal} />
      <Stepper
        steps={states.map((state, index) => ({
          label: t(stateLabel("cycle", state)),
          state: index < now ? "done" : index === now ? "now" : "todo",
        }))}
      />
      <NextStep
        title={t(`next.${cycle.kind}.${cycle.state}.title`)}
        text={t(`next.${cycle.kind}.${cycle.state}.text`)}
      >
        <div>
          {may.nominate && cycle.state === "collecting" && (
            <LinkButton to={`${base}/nomination`} tone="main">
              {t("overview.nominate")}
            </LinkButton>
          )}
          {props.steps.length > 0 && (
            <StepButtons
              subject="cycle"
              actionUrl={`${base}/transitions`}
              state={cycle.state}
              steps={props.steps}
            />
          )}
          {may.seal && <SealPackage action={`${base}/package`} sealed={props.package !== null} />}
        </div>
      </NextStep>
      <Columns aside={<SettingsCard cycle={cycle} />}>
        <Card title={t("overview.contents")}>
          <DescriptionList
            items={[
              {
                term: t("section.participants"),
                value:
                  cycle.kind === "municipal" &&
                  t("overview.hospitals", { count: counts.participants }),
              },
              {
                term: t("overview.entries"),
                value: may.entries && (
                  <Link to={`${base}/entries`}>
                    {t("overview.entries_count", { count: counts.entries })}
                  </Link>
                ),
              },
              {
                term: t("overview.nomination"),
                value: may.nominate && (
                  <Link to={`${base}/nomination`}>{t("overview.nominate")}</Link>
                ),
              },
              {
                term: t("overview.projects"),
                value: counts.projects !== null && (
                  <Link to={`/projects?cycle=${cycle.id}`}>
                    {t("overview.projects_count", { count: counts.projects })}
                  </Link>
                ),
              },
              {
                term: t("overview.day"),
                value: may.day && <Link to={`${base}/day`}>{t("overview.day_link")}</Link>,
              },
              {
                term: t("overview.package"),
                value: props.package && (
                  <a href={`/attachments/${props.package.id}`} download>
                    {props.package.name}
                  </a>
                ),
              },
              {
                term: t("section.categories"),
                value:
                  cycle.categories.length > 0 &&
                  cycle.categories
                    .map(({ key }) => categoryName(cycle.categories, key))
                    .join(t("common:list_separator")),
              },
            ]}
          />
        </Card>
        {may.rounds && (
          <Card title={t("overview.rounds")} flush>
            <DataTable
              caption={t("overview.rounds")}
              rows={props.rounds}
              rowKey={(round) => round.id}
              stack
              columns={[
                {
                  key: "name",
                  header: t("overview.round"),
                  heading: true,
                  cell: (round) => <Link to={`/rounds/${round.id}`}>{round.name}</Link>,
                },
                {
                  key: "kind",
                  header: t("field.kind"),
                  cell: (round) => t(`round_kind.${round.kind}`),
                },
                {
                  key: "due",
                  header: t("field.score_until"),
                  cell: (round) =>
                    round.dueOn.startsWith("9999") ? "–" : format.date(round.dueOn),
                },
                {
                  key: "state",
                  header: t("field.state"),
                  cell: (round) => t(stateLabel("round", round.state)),
                },
              ]}
              empty={<p className="empty">{t("overview.no_rounds")}</p>}
            />
          </Card>
        )}
        {props.lots.length > 0 && (
          <Card title={t("overview.lots")}>
            <p className="muted">{t("overview.lots_about")}</p>
            {props.lots.map((lot) => (
              <DescriptionList
                key={lot.id}
                items={[
                  { term: t("overview.drawn_at"), value: format.dateTime(lot.drawnAt) },
                  { term: t("overview.seed"), value: <code>{lot.seed}</code> },
                  { term: t("overview.order"), value: lot.drawn.join(" ") },
                ]}
              />
            ))}
          </Card>
        )}
        {props.history.length > 0 && (
          <Card title={t("overview.history")}>
            <Timeline
              items={props.history.map((line) => ({
                id: line.id,
                at: line.at,
                title: t(transitionLabel("cycle", line.transition)),
                by: line.by ?? t(`people:role.${line.role}`),
                note: line.reason,
                main: true,
              }))}
            />
          </Card>
        )}
      </Columns>
    </>
  );
}

function SealPackage({ action, sealed }: { action: string; sealed: boolean }) {
  const { t } = useTranslation("cycles");
  return (
    <Form method="post" action={action} className="mt-2">
      <SubmitButton tone="plain">
        {t(sealed ? "overview.seal_again" : "overview.seal")}
      </SubmitButton>
    </Form>
  );
}
