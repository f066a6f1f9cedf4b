import { useTranslation } from "react-i18next";
import type { ItemView, MeetingView } from "~/domain/committee/views";
import { DescriptionList, Notice, PageHeader, useFormat } from "~/ui/kit";
import { useItemTitle } from "./agenda-card";
import { TallyLine } from "./result-card";

function MinutesItem({ item, number }: { item: ItemView; number: number }) {
  const { t } = useTranslation("meetings");
  const titleOf = useItemTitle();
  return (
    <section className="card">
      <h2>
        {number}. {titleOf(item)}
      </h2>
      <p className="muted">{t(`purpose.${item.purpose}`)}</p>
      <ul>
        {item.projects.map(({ id, code, title, department }) => (
          <li key={id}>{t("minutes.project", { code, title, department })}</li>
        ))}
      </ul>
      {item.standing && (
        <p>
          {t("minutes.digest")} <code className="break-all">{item.standing.digest}</code>
        </p>
      )}
      <h3>{t("minutes.opinions")}</h3>
      <ul>
        {item.members
          .filter(({ opinion, recusal }) => opinion !== null || recusal !== null)
          .map(({ personId, name, opinion, recusal, choice }) => (
            <li key={personId}>
              {t("minutes.said", {
                name,
                text: recusal === null ? (opinion?.text ?? "") : t("item.recused"),
              })}{" "}
              {choice && <b>{t(`vote.${choice}`)}</b>}
            </li>
          ))}
      </ul>
      {item.ballots.map(({ motion, counts, at }) => (
        <div key={at + motion}>
          <p className="muted">{t(`motion.${motion}`)}</p>
          <TallyLine counts={counts} />
        </div>
      ))}
      <p className="font-semibold">
        {item.result === ""
          ? t(`item_state.${item.state}`)
          : t(`lifecycle:decision.${item.result}`)}
      </p>
      {item.reason && <p className="pre">{item.reason}</p>}
    </section>
  );
}

/** The record of the meeting, to be printed and signed. */
export function MinutesPage({ meeting, items }: { meeting: MeetingView; items: ItemView[] }) {
  const { t } = useTranslation("meetings");
  const format = useFormat();
  const named = (status: string) =>
    meeting.seats
      .filter((seat) => seat.status === status)
      .map(({ name }) => name)
      .join(t("common:list_separator")) || "–";
  return (
    <>
      <PageHeader
        title={t("minutes.of", { title: meeting.title })}
        crumbs={[
          { label: t("list.title"), to: "/meetings" },
          { label: meeting.title, to: `/meetings/${meeting.id}` },
          { label: t("minutes.title") },
        ]}
      />
      {meeting.state !== "closed" && <Notice tone="warn">{t("minutes.draft")}</Notice>}
      <section className="card">
        <h2>{t("minutes.facts")}</h2>
        <DescriptionList
          items={[
            { term: t("form.starts_at"), value: format.dateTime(meeting.startsAt) },
            { term: t("form.place"), value: meeting.place },
            { term: t("minutes.count"), value: t("quorum.count", { ...meeting.quorum }) },
            { term: t("attendance.present"), value: named("present") },
            { term: t("attendance.leave"), value: named("leave") },
            { term: t("attendance.absent"), value: named("absent") },
          ]}
        />
      </section>
      {items.map((item, at) => (
        <MinutesItem key={item.id} item={item} number={at + 1} />
      ))}
      <section className="card">
        <h2>{t("minutes.signatures")}</h2>
        <ul className="grid grid-cols-2 gap-6 sm:grid-cols-3">
          {meeting.seats
            .filter(({ status }) => status === "present")
            .map(({ personId, name }) => (
              <li key={personId}>{t("minutes.sign", { name })}</li>
            ))}
        </ul>
      </section>
    </>
  );
}
