import { Link } from "@remix-run/react";
import clsx from "clsx";
import { useTranslation } from "react-i18next";
import type { WorkGroup, WorkItem } from "~/domain/work";
import {
  Card,
  Columns,
  EmptyState,
  LinkButton,
  MeterRows,
  PageHeader,
  useFormat,
  useMessageText,
} from "~/ui/kit";

export interface HomePageProps {
  now: string;
  today: string;
  groups: { group: WorkGroup; items: WorkItem[] }[];
  figures: { key: string; count: number }[];
  recent: {
    id: string;
    kind: string;
    link: string;
    createdAt: string;
    facts: Record<string, string | number>;
  }[];
}

const SHAPE: Readonly<Partial<Record<WorkGroup, string>>> = { overdue: "▲" };

/** What waits for me, the most urgent first, each with the one button that does it. */
export function HomePage({ now, today, groups, figures, recent }: HomePageProps) {
  const { t } = useTranslation("home");
  const format = useFormat();
  return (
    <>
      <PageHeader title={t("title")} note={t("order", { today: format.date(now) })} />
      <Columns aside={<Aside figures={figures} recent={recent} />}>
        {groups.length === 0 ? (
          <Card>
            <EmptyState title={t("nothing.title")} text={t("nothing.text")} />
          </Card>
        ) : (
          <div className="card flush">
            {groups.map(({ group, items }) => (
              <section key={group} aria-labelledby={`group-${group}`}>
                <h2
                  id={`group-${group}`}
                  className={clsx("row-head", group === "overdue" && "bad")}
                >
                  {SHAPE[group]} {t(`group.${group}`, { count: items.length })}
                </h2>
                {items.map((item, index) => (
                  <WorkRow
                    key={`${item.key} ${item.link} ${index}`}
                    item={item}
                    today={today}
                    first={index === 0 && group === groups[0]?.group}
                  />
                ))}
              </section>
            ))}
          </div>
        )}
      </Columns>
    </>
  );
}

const DAY_MS = 86_400_000;

function WorkRow({ item, today, first }: { item: WorkItem; today: string; first: boolean }) {
  const { t } = useTranslation("home");
  const days = item.dueOn && Math.round((Date.parse(item.dueOn) - Date.parse(today)) / DAY_MS);
  return (
    <div className="row">
      <div className={clsx("due", typeof days === "number" && days < 0 && "bad")}>
        {typeof days === "number" && (
          <>
            <b>{item.dueOn?.slice(5)}</b>
            {days < 0
              ? t("late", { count: -days })
              : days === 0
                ? t("due_today")
                : t("left", { count: days })}
          </>
        )}
      </div>
      <div>
        <strong>{t(`item.${item.key}.title`, item.facts)}</strong>
        <br />
        <small>{t(`item.${item.key}.note`, item.facts)}</small>
      </div>
      <LinkButton to={item.link} {...(first ? { tone: "main" as const } : {})}>
        {t(`item.${item.key}.action`, item.facts)}
      </LinkButton>
    </div>
  );
}

function Aside({ figures, recent }: Pick<HomePageProps, "figures" | "recent">) {
  const { t } = useTranslation("home");
  const format = useFormat();
  const messageText = useMessageText();
  const most = Math.max(1, ...figures.map((figure) => figure.count));
  return (
    <>
      {figures.length > 0 && (
        <Card title={t("figures")}>
          <MeterRows
            caption={t("figures")}
            rows={figures.map(({ key, count }) => ({
              key,
              label: t(`figure.${key}`),
              value: count,
              max: most,
            }))}
          />
        </Card>
      )}
      <Card title={t("recent")}>
        {recent.length === 0 ? (
          <p className="muted">{t("recent_empty")}</p>
        ) : (
          <ul className="grid gap-1">
            {recent.map((item) => (
              <li key={item.id}>
                <small>
                  {format.dateTime(item.createdAt)}{" "}
                  <Link to={item.link || "/inbox"}>{messageText(item)}</Link>
                </small>
              </li>
            ))}
          </ul>
        )}
        <p className="mt-2">
          <Link to="/inbox">{t("all_messages")}</Link>
        </p>
      </Card>
    </>
  );
}
