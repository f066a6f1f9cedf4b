import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  CheckboxGroup,
  Chip,
  Columns,
  ConfirmForm,
  DescriptionList,
  LinkButton,
  NextStep,
  Notice,
  PageHeader,
  RefusalNotice,
  Timeline,
  useFormat,
} from "~/ui/kit";
import { EntryProgress, PanelProgress, type EntryLine, type MemberLine } from "./progress-tables";
import { RoundActions, type OfferItem } from "./round-actions";

export interface RoundHead {
  id: string;
  name: string;
  kind: string;
  state: string;
  generation: number;
  cycleId: string;
  cycleName: string;
  dueOn: string | null;
  minimumPanel: number;
  recusalPolicy: string;
  affiliationsRecuse: boolean;
  rule: { aggregation: string; minimumSheets: number };
}

export interface RoundPageProps {
  round: RoundHead;
  offers: readonly OfferItem[];
  entries: readonly EntryLine[];
  panel: readonly MemberLine[];
  recusals: number;
  history: readonly {
    id: string;
    at: string;
    transition: string;
    fromState: string;
    toState: string;
    reason: string;
    role: string;
    name: string | null;
  }[];
  standing: {
    version: number;
    digest: string;
    computedAt: string;
    revealedAt: string | null;
  } | null;
  mayManage: Refusal | null;
  mayReadSheets: Refusal | null;
  listable: readonly { id: string; code: string; title: string; departmentName: string }[];
  answer: { refusal?: Refusal; reminded?: string[] } | undefined;
}

/** A round for those who run or watch it: what is next, how far it is, who sits on it. */
export function RoundPage(props: RoundPageProps) {
  const { t } = useTranslation("rounds");
  const { round, panel, entries, answer } = props;
  const manage = props.mayManage === null;
  const preparing = round.state === "preparing";
  const editable = manage && (preparing || round.state === "open");
  const toScore = entries.filter((entry) => !entry.isSetAside);
  const submitted = toScore.reduce((sum, entry) => sum + entry.submitted, 0);
  const expected = toScore.reduce((sum, entry) => sum + entry.expected, 0);
  return (
    <>
      <PageHeader
        title={round.name}
        crumbs={[
          { label: t("title"), to: "/rounds" },
          { label: round.cycleName, to: `/cycles/${round.cycleId}` },
          { label: round.name },
        ]}
        chips={
          <Chip tone={round.state === "open" ? "info" : "plain"}>
            {t(`lifecycle:round.state.${round.state}.staff`)}
          </Chip>
        }
        note={
          round.generation > 1
            ? t("generation", { kind: t(`kind.${round.kind}`), number: round.generation })
            : t(`kind.${round.kind}`)
        }
        actions={
          <>
            <LinkButton to={`/rounds/${round.id}/panel`}>{t("panel.title")}</LinkButton>
            {editable && <LinkButton to={`/rounds/${round.id}/edit`}>{t("edit.title")}</LinkButton>}
            {props.mayReadSheets === null && round.state === "revealed" && (
              <LinkButton to={`/rounds/${round.id}/sheets`}>{t("sheets.title")}</LinkButton>
            )}
          </>
        }
      />
      <RefusalNotice refusal={answer?.refusal} />
      {answer?.reminded && (
        <Notice tone="ok" live>
          {t("reminded", {
            names: answer.reminded.join(t("separator")),
            count: answer.reminded.length,
          })}
        </Notice>
      )}
      <NextStep
        title={t(`next.${round.state}`)}
        text={
          preparing
            ? t("next_preparing", { entries: entries.length, experts: panel.length })
            : t("progress", { submitted, expected })
        }
      >
        <RoundActions round={round} offers={props.offers} />
        {manage && (preparing || round.state === "open") && (
          <ConfirmForm
            label={t("remind")}
            text={t("remind_text")}
            action={`/rounds/${round.id}`}
            hidden={{ intent: "remind" }}
          />
        )}
      </NextStep>
      <Columns aside={<Aside {...props} />}>
        <Card title={t("entries.title", { count: entries.length })} flush>
          <EntryProgress
            roundId={round.id}
            entries={entries}
            state={round.state}
            kind={round.kind}
            manage={manage}
          />
        </Card>
        {preparing && props.listable.length > 0 && (
          <Card title={t("entries.add")}>
            <ConfirmForm
              label={t("entries.add")}
              action={`/rounds/${round.id}`}
              hidden={{ intent: "list" }}
              submitLabel={t("entries.add_chosen")}
            >
              <CheckboxGroup
                name="projectIds"
                label={t("entries.listable", { count: props.listable.length })}
                options={props.listable.map(({ id, code, title, departmentName }) => ({
                  value: id,
                  label: `${code} ${title}`,
                  hint: departmentName,
                }))}
              />
            </ConfirmForm>
          </Card>
        )}
        <Card title={t("panel.count", { count: panel.length })} flush>
          <PanelProgress members={panel} state={round.state} />
        </Card>
      </Columns>
    </>
  );
}

function Aside({ round, recusals, standing, history }: RoundPageProps) {
  const { t } = useTranslation("rounds");
  const format = useFormat();
  return (
    <>
      <Card title={t("settings")}>
        <DescriptionList
          items={[
            { term: t("column.due"), value: round.dueOn ? format.date(round.dueOn) : t("no_due") },
            {
              term: t("rule.aggregation"),
              value: t(
                `aggregation.${round.rule.aggregation.replace(":", "_").replace("-", "_")}`,
                {
                  defaultValue: round.rule.aggregation,
                },
              ),
            },
            { term: t("rule.minimum_sheets"), value: round.rule.minimumSheets },
            { term: t("rule.minimum_panel"), value: round.minimumPanel },
            { term: t("rule.recusal"), value: t(`policy.${round.recusalPolicy}`) },
            { term: t("recusals"), value: recusals },
          ]}
        />
      </Card>
      {standing && (
        <Card title={t("standing.title")}>
          <DescriptionList
            items={[
              { term: t("standing.version"), value: standing.version },
              { term: t("standing.at"), value: format.dateTime(standing.computedAt) },
              {
                term: t("standing.digest"),
                value: <code className="break-all">{standing.digest.slice(0, 16)}</code>,
              },
              {
                term: t("standing.revealed"),
                value: standing.revealedAt
                  ? format.dateTime(standing.revealedAt)
                  : t("standing.not_yet"),
              },
            ]}
          />
          {standing.revealedAt && round.state === "revealed" && (
            <LinkButton to={`/cycles/${round.cycleId}/standing`}>{t("standing.open")}</LinkButton>
          )}
        </Card>
      )}
      <Card title={t("history")}>
        <Timeline
          items={history.map((item) => ({
            id: item.id,
            at: item.at,
            title: t(`lifecycle:round.transition.${item.transition}.staff`),
            by: item.name ?? t(`people:role.${item.role}`),
            note: item.reason || undefined,
            main: item.fromState !== item.toState,
          }))}
        />
      </Card>
    </>
  );
}
