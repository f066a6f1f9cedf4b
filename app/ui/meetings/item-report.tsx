import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ItemProject, ItemView } from "~/domain/committee/views";
import { Card, Chip, DataTable, Notice, SubmitButton, type Column } from "~/ui/kit";

/** What is to be decided: the projects, and the standing that proves what was voted on. */
export function ItemReport({ item }: { item: ItemView }) {
  const { t } = useTranslation("meetings");
  const { standing, purpose, lastPlace } = item;
  const maySingle =
    item.isClerk &&
    item.state === "pending" &&
    item.meeting.state !== "closed" &&
    item.projects.length > 1;
  const columns: Column<ItemProject>[] = [
    {
      key: "title",
      header: t("item.project"),
      heading: true,
      cell: ({ id, title, code }) => (
        <>
          <Link to={`/projects/${id}`}>{title}</Link>
          <small className="muted block">{code}</small>
        </>
      ),
    },
    {
      key: "department",
      header: t("item.department"),
      cell: ({ department, lead }) => `${department} · ${lead}`,
    },
  ];
  if (standing?.isRevealed)
    columns.push(
      {
        key: "place",
        header: t("standing.place_short"),
        numeric: true,
        cell: ({ place }) => place ?? t("standing.unranked"),
      },
      {
        key: "score",
        header: t("standing.score"),
        numeric: true,
        cell: ({ score }) => score ?? "–",
      },
    );
  if (lastPlace !== null)
    columns.push({
      key: "line",
      header: t("item.proposed"),
      cell: ({ isBelow }) => (
        <Chip tone={isBelow ? "plain" : "ok"}>{t(isBelow ? "item.below" : "item.above")}</Chip>
      ),
    });
  if (purpose === "grade")
    columns.push({
      key: "grade",
      header: t("item.grade"),
      cell: ({ proposal }) => (proposal ? t(`lifecycle:outcome.${proposal}`) : "–"),
    });
  if (maySingle)
    columns.push({
      key: "single",
      header: t("agenda.single"),
      cell: ({ id, title }) => (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="intent" value="single-out" />
          <input type="hidden" name="projectId" value={id} />
          <SubmitButton small tone="plain" aria-label={t("item.single_out_one", { title })}>
            {t("item.single_out")}
          </SubmitButton>
        </Form>
      ),
    });
  return (
    <Card title={t("item.report")} flush>
      {item.note && <p className="pre p-3">{item.note}</p>}
      <DataTable
        caption={t("item.report")}
        rows={item.projects}
        rowKey={({ id }) => id}
        columns={columns}
        stack
      />
      {item.hasTieAtLine && <Notice tone="warn">{t("item.tie", { place: lastPlace ?? 0 })}</Notice>}
      {standing && (
        <p className="muted p-3">
          {t(standing.isIntact ? "standing.intact" : "standing.changed")}{" "}
          <code className="break-all">{standing.digest.slice(0, 16)}</code>
          {!standing.isRevealed && <> {t("standing.hidden")}</>}
        </p>
      )}
    </Card>
  );
}
