import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { MeetingView } from "~/domain/committee/views";
import { refusal as because, type Refusal } from "~/domain/refusal";
import {
  Card,
  Columns,
  ConfirmForm,
  DescriptionList,
  LinkButton,
  NextStep,
  PageHeader,
  RefusalNotice,
  SubmitButton,
  useFormat,
  useRefusalText,
} from "~/ui/kit";
import { AgendaCard, useItemTitle } from "./agenda-card";
import { AttendanceCard } from "./attendance-card";
import { MeetingChip } from "./meeting-marks";

export interface MeetingPageProps {
  meeting: MeetingView;
  actorId: string;
  answer: { refusal: Refusal } | undefined;
}

/** Why the meeting cannot be opened yet; the command asks the same. */
function notYet({ items, quorum }: MeetingView): Refusal | null {
  if (!items.some(({ state }) => state === "pending")) return because("agenda_empty");
  return quorum.have < quorum.need ? because("no_quorum", { ...quorum }) : null;
}

function Next({ meeting, actorId }: Pick<MeetingPageProps, "meeting" | "actorId">) {
  const { t } = useTranslation("meetings");
  const refusalText = useRefusalText();
  const titleOf = useItemTitle();
  const { id, state, isClerk, items } = meeting;
  const open = items.find((item) => item.state === "open");
  const following = open ?? items.find((item) => item.state === "pending");
  if (state === "open" && following)
    return (
      <NextStep
        title={t(open ? "next.now" : "next.following", { title: titleOf(following) })}
        text={t(open ? "next.now_text" : "next.following_text")}
      >
        <LinkButton to={`/meetings/${id}/items/${following.id}`} tone="main">
          {t(open ? "next.go" : "next.look")}
        </LinkButton>
      </NextStep>
    );
  if (!isClerk) {
    const seated = meeting.seats.some(({ personId }) => personId === actorId);
    return seated && state === "preparing" ? (
      <NextStep title={t("next.wait")} text={t("next.wait_text")} />
    ) : null;
  }
  if (state === "preparing") {
    const no = notYet(meeting);
    return (
      <NextStep title={t("next.open")} text={t("next.open_text")}>
        <Form method="post">
          <input type="hidden" name="intent" value="open" />
          <SubmitButton reason={no && refusalText(no)}>{t("next.open_do")}</SubmitButton>
        </Form>
      </NextStep>
    );
  }
  return state === "open" ? (
    <NextStep title={t("next.all_done")} text={t("next.all_done_text")} />
  ) : null;
}

export function MeetingPage({ meeting, actorId, answer }: MeetingPageProps) {
  const { t } = useTranslation("meetings");
  const format = useFormat();
  const { id, title, state, rules, isClerk } = meeting;
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: t("list.title"), to: "/meetings" }, { label: title }]}
        chips={<MeetingChip state={state} />}
        note={`${format.dateTime(meeting.startsAt)} · ${meeting.place}`}
        actions={
          <>
            {isClerk && state === "preparing" && (
              <LinkButton to={`/meetings/${id}/edit`}>{t("common:actions.edit")}</LinkButton>
            )}
            {state !== "preparing" && (
              <LinkButton to={`/meetings/${id}/minutes`}>{t("minutes.title")}</LinkButton>
            )}
            {isClerk && state === "open" && (
              <ConfirmForm
                label={t("close.do")}
                text={t("close.text")}
                hidden={{ intent: "close" }}
              />
            )}
          </>
        }
      />
      <RefusalNotice refusal={answer?.refusal} />
      <Next meeting={meeting} actorId={actorId} />
      <Columns
        aside={
          <Card title={t("rules.title")}>
            <DescriptionList
              items={[
                { term: t("form.quorum"), value: t(`share.${rules.quorum}`) },
                { term: t("form.majority"), value: t(`share.${rules.majority}`) },
                {
                  term: t("form.two_thirds_for"),
                  value:
                    rules.twoThirdsFor.length > 0 &&
                    rules.twoThirdsFor
                      .map((purpose) => t(`purpose.${purpose}`))
                      .join(t("common:list_separator")),
                },
                {
                  term: t("rules.recused"),
                  value: t(rules.recusedLeaveEligible ? "rules.leave" : "rules.stay"),
                },
                {
                  term: t("rules.opened"),
                  value: meeting.openedAt && format.dateTime(meeting.openedAt),
                },
                {
                  term: t("rules.closed"),
                  value: meeting.closedAt && format.dateTime(meeting.closedAt),
                },
              ]}
            />
          </Card>
        }
      >
        <AgendaCard meeting={meeting} />
        <AttendanceCard meeting={meeting} />
      </Columns>
    </>
  );
}
