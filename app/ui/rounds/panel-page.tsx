import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { DECLARED_RECUSALS } from "~/domain/scoring/recusal";
import {
  Card,
  CheckboxGroup,
  Chip,
  ConfirmForm,
  DataTable,
  FilterBar,
  Notice,
  PageHeader,
  RadioGroup,
  RefusalNotice,
  SelectField,
  SubmitButton,
  useFormat,
} from "~/ui/kit";
import { PanelProgress, type MemberLine } from "./progress-tables";

interface RecusalLine {
  id: string;
  expert: string;
  code: string;
  title: string;
  kind: string;
  reason: string;
  isAutomatic: boolean;
  declaredAt: string;
  dismissedAt: string | null;
  dismissedReason: string;
}

export interface PanelPageProps {
  round: { id: string; name: string; state: string; recusalPolicy: string };
  panel: readonly MemberLine[];
  recusals: readonly RecusalLine[];
  entries: readonly { id: string; code: string; title: string }[];
  mayManage: Refusal | null;
  q: string;
  candidates: readonly {
    id: string;
    name: string;
    jobTitle: string;
    organisationName: string;
    hospitalName: string | null;
  }[];
  answer: { refusal?: Refusal; reminded?: string[] } | undefined;
}

/** Who sits on the panel, who may not score what, and how seats change hands. */
export function PanelPage(props: PanelPageProps) {
  const { t } = useTranslation("rounds");
  const { round, panel, answer } = props;
  const open = ["preparing", "open", "closed"].includes(round.state);
  const manage = props.mayManage === null && open;
  return (
    <>
      <PageHeader
        title={t("panel.title")}
        crumbs={[
          { label: t("title"), to: "/rounds" },
          { label: round.name, to: `/rounds/${round.id}` },
          { label: t("panel.title") },
        ]}
        note={t("panel.note")}
        actions={
          manage &&
          round.state !== "closed" && (
            <ConfirmForm
              label={t("remind")}
              text={t("remind_text")}
              hidden={{ intent: "remind" }}
            />
          )
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
      <Card title={t("panel.count", { count: panel.length })} flush>
        <PanelProgress members={panel} state={round.state} />
      </Card>
      {manage && <Invite {...props} />}
      {manage && <Replace {...props} />}
      <Recusals {...props} manage={manage} />
    </>
  );
}

function Invite({ q, candidates }: PanelPageProps) {
  const { t } = useTranslation("rounds");
  return (
    <Card title={t("panel.invite")}>
      <FilterBar search={{ label: t("panel.search"), placeholder: t("panel.search_hint") }} />
      {q.trim() !== "" && candidates.length === 0 && <p className="muted">{t("panel.nobody")}</p>}
      {candidates.length > 0 && (
        <Form method="post">
          <input type="hidden" name="intent" value="invite" />
          <CheckboxGroup
            name="personIds"
            label={t("panel.found", { count: candidates.length })}
            options={candidates.map(({ id, name, jobTitle, organisationName, hospitalName }) => ({
              value: id,
              label: name,
              hint: [hospitalName, organisationName, jobTitle]
                .filter((part, index, all) => part && all.indexOf(part) === index)
                .join(" · "),
            }))}
          />
          <RadioGroup
            name="seat"
            label={t("column.seat")}
            inline
            defaultValues={["member"]}
            options={["member", "reserve", "chair"].map((seat) => ({
              value: seat,
              label: t(`seat.${seat}`),
            }))}
          />
          <SubmitButton>{t("panel.invite_chosen")}</SubmitButton>
        </Form>
      )}
    </Card>
  );
}

function Replace({ panel }: PanelPageProps) {
  const { t } = useTranslation("rounds");
  const reserves = panel.filter(
    (member) => member.seat === "reserve" && ["invited", "accepted"].includes(member.status),
  );
  const seated = panel.filter(
    (member) => member.seat !== "reserve" && member.status !== "replaced",
  );
  if (reserves.length === 0 || seated.length === 0) return null;
  const options = (members: readonly MemberLine[]) =>
    members.map(({ id, name, status }) => ({
      value: id,
      label: `${name} (${t(`status.${status}`)})`,
    }));
  return (
    <Card title={t("panel.replace")}>
      <Form method="post">
        <input type="hidden" name="intent" value="replace" />
        <p className="hint mb-2">{t("panel.replace_text")}</p>
        <SelectField
          name="memberId"
          id="replace-member"
          label={t("panel.leaving")}
          options={options(seated)}
          required
        />
        <SelectField
          name="reserveId"
          label={t("panel.reserve")}
          options={options(reserves)}
          required
        />
        <SubmitButton tone="plain">{t("panel.replace")}</SubmitButton>
      </Form>
    </Card>
  );
}

function Recusals({ recusals, panel, entries, manage }: PanelPageProps & { manage: boolean }) {
  const { t } = useTranslation("rounds");
  const format = useFormat();
  return (
    <Card title={t("recusals")}>
      <DataTable
        caption={t("recusals")}
        stack
        rows={recusals}
        rowKey={(row) => row.id}
        empty={<p className="muted">{t("recusal_none")}</p>}
        columns={[
          { key: "expert", header: t("column.expert"), heading: true, cell: (row) => row.expert },
          { key: "entry", header: t("column.title"), cell: (row) => `${row.code} ${row.title}` },
          {
            key: "kind",
            header: t("column.ground"),
            cell: (row) => (
              <>
                {t(`recusal.${row.kind}`)}
                {row.reason && <small className="block">{row.reason}</small>}
              </>
            ),
          },
          {
            key: "state",
            header: t("column.state"),
            cell: (row) =>
              row.dismissedAt ? (
                <>
                  <Chip>{t("recusal_dismissed")}</Chip>
                  <small className="block">{row.dismissedReason}</small>
                </>
              ) : (
                <Chip tone="warn">
                  {t(row.isAutomatic ? "recusal_automatic" : "recusal_declared")}
                </Chip>
              ),
          },
          { key: "at", header: t("column.at"), cell: (row) => format.dateTime(row.declaredAt) },
          ...(manage
            ? [
                {
                  key: "do",
                  header: t("column.do"),
                  cell: (row: RecusalLine) =>
                    row.isAutomatic && row.kind !== "project_member" && !row.dismissedAt ? (
                      <ConfirmForm
                        label={t("dismiss")}
                        small
                        text={t("dismiss_text")}
                        reason="required"
                        hidden={{ intent: "dismiss", recusalId: row.id }}
                      />
                    ) : (
                      "–"
                    ),
                },
              ]
            : []),
        ]}
      />
      {manage && panel.length > 0 && entries.length > 0 && (
        <div className="mt-3">
          <ConfirmForm
            label={t("recusal_enter")}
            text={t("recusal_enter_text")}
            reason="optional"
            hidden={{ intent: "recuse" }}
          >
            <SelectField
              name="memberId"
              id="recuse-member"
              label={t("column.expert")}
              required
              options={panel.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SelectField
              name="entryId"
              label={t("column.title")}
              required
              options={entries.map(({ id, code, title }) => ({
                value: id,
                label: `${code} ${title}`,
              }))}
            />
            <SelectField
              name="kind"
              label={t("column.ground")}
              required
              options={DECLARED_RECUSALS.map((kind) => ({
                value: kind,
                label: t(`recusal.${kind}`),
              }))}
            />
          </ConfirmForm>
        </div>
      )}
    </Card>
  );
}
