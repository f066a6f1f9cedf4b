import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ItemView } from "~/domain/committee/views";
import { refusal as because } from "~/domain/refusal";
import {
  Card,
  Columns,
  LinkButton,
  NextStep,
  PageHeader,
  RefusalNotice,
  SubmitButton,
  useFormat,
  useRefusalText,
} from "~/ui/kit";
import { useItemTitle } from "./agenda-card";
import { DecidePanel } from "./decide-panel";
import type { ItemAnswer } from "./item-answer";
import { ItemReport } from "./item-report";
import { ItemChip, QuorumNotice } from "./meeting-marks";
import { MemberRow } from "./member-row";
import { ResultCard } from "./result-card";

function OpenStep({ item }: { item: ItemView }) {
  const { t } = useTranslation("meetings");
  const refusalText = useRefusalText();
  if (item.state !== "pending" || !item.isClerk) return null;
  const no = item.meeting.state === "open" ? null : because("meeting_not_open");
  return (
    <NextStep title={t("item.open")} text={t("item.open_text")}>
      <Form method="post">
        <input type="hidden" name="intent" value="open" />
        <SubmitButton reason={no && refusalText(no)}>{t("item.open_do")}</SubmitButton>
      </Form>
    </NextStep>
  );
}

/** One item: report, everybody's opinion in turn, the vote, the result. */
export function ItemPage({ item, answer }: { item: ItemView; answer: ItemAnswer | undefined }) {
  const { t } = useTranslation("meetings");
  const format = useFormat();
  const titleOf = useItemTitle();
  const title = titleOf(item);
  const { meeting } = item;
  const own = item.members.filter(({ personId }) => personId === item.actorId);
  const others = item.members.filter(({ personId }) => personId !== item.actorId);
  const link = (id: string) => `/meetings/${meeting.id}/items/${id}`;
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[
          { label: t("list.title"), to: "/meetings" },
          { label: meeting.title, to: `/meetings/${meeting.id}` },
          { label: title },
        ]}
        chips={<ItemChip state={item.state} result={item.result} />}
        note={`${t(`purpose.${item.purpose}`)} · ${format.dateTime(meeting.startsAt)}`}
        actions={
          <>
            {item.previous && (
              <LinkButton to={link(item.previous)}>{t("item.previous")}</LinkButton>
            )}
            {item.next && <LinkButton to={link(item.next)}>{t("item.next")}</LinkButton>}
          </>
        }
      />
      <RefusalNotice refusal={answer?.refusal} />
      <OpenStep item={item} />
      <ResultCard item={item} />
      <Columns
        aside={
          <>
            <QuorumNotice quorum={item.quorum} />
            <DecidePanel item={item} answer={answer} />
          </>
        }
      >
        {own.length > 0 && (
          <Card title={t("item.mine")} flush>
            {own.map((member) => (
              <MemberRow key={member.personId} item={item} member={member} answer={answer} />
            ))}
          </Card>
        )}
        <ItemReport item={item} />
        <Card title={t("item.speaking")} flush>
          <p className="muted p-3">{t("item.speaking_note")}</p>
          {others.map((member) => (
            <MemberRow key={member.personId} item={item} member={member} answer={answer} />
          ))}
        </Card>
      </Columns>
    </>
  );
}
