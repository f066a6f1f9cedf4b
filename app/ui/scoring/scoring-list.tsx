import { Form, Link, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  ConfirmForm,
  DataTable,
  EmptyState,
  LinkButton,
  Notice,
  PageHeader,
  ProgressBar,
  RefusalNotice,
  SubmitButton,
  useFormat,
} from "~/ui/kit";
import { RecusalForm } from "./recusal-form";

interface EntryItem {
  id: string;
  code: string;
  title: string;
  organisationName: string;
  recusal: string | null;
  sheet: string | null;
  isLate: boolean;
  total: string | null;
}

interface RoundItem {
  memberId: string;
  seat: string;
  status: string;
  invitedAt: string;
  id: string;
  name: string;
  kind: string;
  state: string;
  dueOn: string;
  cycleName: string;
  entries: EntryItem[];
}

export interface ScoringListProps {
  rounds: readonly RoundItem[];
  answer: { refusal?: Refusal } | undefined;
}

/** What an expert has to do: invitations to answer, entries to score, and how far they are. */
export function ScoringList({ rounds, answer }: ScoringListProps) {
  const { t } = useTranslation("scoring");
  const [params] = useSearchParams();
  return (
    <>
      <PageHeader title={t("title")} note={t("intro")} />
      <RefusalNotice refusal={answer?.refusal} />
      {params.get("done") && <Notice tone="ok">{t("all_done")}</Notice>}
      {rounds.length === 0 && <EmptyState title={t("empty")} text={t("empty_text")} />}
      {rounds.map((round) =>
        round.status === "invited" ? (
          <Invitation key={round.memberId} round={round} />
        ) : (
          <Round key={round.memberId} round={round} />
        ),
      )}
    </>
  );
}

function useDue(round: RoundItem): string {
  const { t } = useTranslation("scoring");
  const format = useFormat();
  return round.dueOn === "9999-12-31" ? t("no_due") : t("due", { date: format.date(round.dueOn) });
}

function Invitation({ round }: { round: RoundItem }) {
  const { t } = useTranslation("scoring");
  const due = useDue(round);
  return (
    <Card title={round.name} aside={<Chip tone="info">{t("invited")}</Chip>}>
      <p className="mb-3">
        {t("invitation", {
          cycle: round.cycleName,
          seat: t(`rounds:seat.${round.seat}`),
          count: round.entries.length,
        })}{" "}
        {due}
      </p>
      <div className="acts">
        <Form method="post">
          <input type="hidden" name="intent" value="accept" />
          <input type="hidden" name="memberId" value={round.memberId} />
          <SubmitButton>{t("accept")}</SubmitButton>
        </Form>
        <ConfirmForm
          label={t("decline_invitation")}
          reason="required"
          hidden={{ intent: "decline", memberId: round.memberId }}
        />
      </div>
    </Card>
  );
}

function Round({ round }: { round: RoundItem }) {
  const { t } = useTranslation("scoring");
  const due = useDue(round);
  const mine = round.entries.filter((entry) => entry.recusal === null);
  const done = mine.filter(
    (entry) => entry.sheet !== null && !["draft", "void"].includes(entry.sheet),
  );
  const next = mine.find((entry) => entry.sheet === null || entry.sheet === "draft");
  const isReserve = round.seat === "reserve";
  const open = round.state === "open" && !isReserve;
  return (
    <Card
      title={round.name}
      aside={
        <Chip tone={open ? "info" : "plain"}>
          {t(`lifecycle:round.state.${round.state}.staff`)}
        </Chip>
      }
    >
      <p className="muted mb-2">
        {round.cycleName} · {t(`rounds:seat.${round.seat}`)} · {due}
      </p>
      {isReserve ? (
        <Notice>{t("reserve_notice")}</Notice>
      ) : (
        <>
          <div className="mb-3 flex flex-wrap items-center gap-3">
            <span>{t("progress", { done: done.length, of: mine.length })}</span>
            <div className="min-w-40 flex-1">
              <ProgressBar value={done.length} max={mine.length} label={round.name} />
            </div>
            {open && next && (
              <LinkButton tone="main" to={`/scoring/${next.id}`}>
                {t(done.length > 0 ? "go_on" : "begin")}
              </LinkButton>
            )}
          </div>
          <DataTable
            caption={t("entries_caption", { round: round.name })}
            stack
            rows={round.entries}
            rowKey={(entry) => entry.id}
            columns={[
              { key: "code", header: t("rounds:column.code"), cell: (entry) => entry.code },
              {
                key: "title",
                header: t("rounds:column.title"),
                heading: true,
                cell: (entry) =>
                  entry.recusal === null ? (
                    <Link to={`/scoring/${entry.id}`}>{entry.title}</Link>
                  ) : (
                    entry.title
                  ),
              },
              {
                key: "organisation",
                header: t("rounds:column.organisation"),
                cell: (entry) => entry.organisationName,
              },
              {
                key: "state",
                header: t("rounds:column.sheet"),
                cell: (entry) => <SheetState entry={entry} />,
              },
              {
                key: "total",
                header: t("own_total"),
                numeric: true,
                cell: (entry) => entry.total ?? "–",
              },
            ]}
          />
          {mine.length > 0 && ["preparing", "open", "closed"].includes(round.state) && (
            <div className="mt-3">
              <RecusalForm entries={mine} />
            </div>
          )}
        </>
      )}
    </Card>
  );
}

function SheetState({ entry }: { entry: EntryItem }) {
  const { t } = useTranslation("scoring");
  if (entry.recusal)
    return <Chip tone="warn">{t("recused", { kind: t(`rounds:recusal.${entry.recusal}`) })}</Chip>;
  const state = entry.sheet ?? "none";
  const tone = ["submitted", "sealed"].includes(state)
    ? "ok"
    : state === "declined"
      ? "warn"
      : "plain";
  return (
    <>
      <Chip tone={tone}>{t(`rounds:sheet_state.${state}`)}</Chip>
      {entry.isLate && <Chip tone="warn">{t("late")}</Chip>}
    </>
  );
}
