import { useTranslation } from "react-i18next";
import type { NoticeView } from "~/domain/notice-views";
import { Card, Chip, DataTable, LinkButton, PageHeader, useFormat } from "~/ui/kit";
import { NoticeChip, useNoticeTitle } from "./notices-page";

/** What is made public, for how long, and how to object. */
export function NoticePage({ notice }: { notice: NoticeView }) {
  const { t } = useTranslation("notices");
  const format = useFormat();
  const title = useNoticeTitle()(notice);
  const days = { from: format.date(notice.startsOn), until: format.date(notice.endsOn) };
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: t("list.title"), to: "/notices" }, { label: title }]}
        chips={<NoticeChip state={notice.state} />}
        note={`${notice.organisation} · ${t("common:range", { low: days.from, high: days.until })}`}
      />
      <Card>
        <p>{t(`body.${notice.kind}`, { organisation: notice.organisation, ...days })}</p>
      </Card>
      {notice.kind === "establishment" ? (
        <Card flush title={t("projects.title")}>
          <DataTable
            caption={t("projects.title")}
            rows={notice.projects}
            rowKey={({ id }) => id}
            stack
            columns={[
              { key: "code", header: t("projects.code"), cell: ({ code }) => code },
              {
                key: "title",
                header: t("projects.project"),
                heading: true,
                cell: ({ title: name, isWithdrawn }) => (
                  <>
                    {name} {isWithdrawn && <Chip tone="warn">{t("state.taken_out")}</Chip>}
                  </>
                ),
              },
              {
                key: "department",
                header: t("projects.department"),
                cell: ({ department }) => department,
              },
              { key: "lead", header: t("projects.lead"), cell: ({ lead }) => lead },
            ]}
          />
        </Card>
      ) : (
        <Card flush title={t("entries.title")}>
          <DataTable
            caption={t("entries.title")}
            rows={notice.entries}
            rowKey={({ id }) => id}
            stack
            columns={[
              {
                key: "place",
                header: t("entries.place"),
                numeric: true,
                cell: ({ place }) => place,
              },
              { key: "title", header: t("entries.entry"), heading: true, cell: (row) => row.title },
              {
                key: "by",
                header: t("entries.organisation"),
                cell: ({ organisation }) => organisation,
              },
              { key: "tier", header: t("entries.tier"), cell: ({ tier }) => tier || "–" },
            ]}
          />
        </Card>
      )}
      <Card title={t("objection.how")}>
        <p className="mb-3">{t("objection.how_text", days)}</p>
        <LinkButton
          to={`/notices/${notice.id}/objection`}
          reason={notice.takesObjections ? null : t("objection.over", days)}
        >
          {t("objection.title")}
        </LinkButton>
      </Card>
    </>
  );
}
