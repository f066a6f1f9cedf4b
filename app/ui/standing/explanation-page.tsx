import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Card, Chip, DataTable, DescriptionList, Notice, PageHeader } from "~/ui/kit";
import { RuleCard, type RuleCardProps } from "./rule-card";

type Facts = Readonly<Record<string, string | number>>;

export interface ExplanationPageProps extends RuleCardProps {
  cycle: { id: string; name: string; kind: string };
  round: { id: string; name: string };
  row: {
    code: string;
    title: string;
    organisation: string;
    category: string;
    place: number | null;
    score: string | null;
    tier: string | null;
  };
  steps: readonly { code: string; facts: Facts; hidden: boolean }[];
  recusals: readonly { expert: string; kind: string }[];
  sheets:
    | readonly {
        id: string;
        expert: string;
        employer: string;
        dropped: boolean;
        scores: readonly (string | null)[];
        total: string;
      }[]
    | null;
}

/** How one place came about, from the sheets to the tier. */
export function ExplanationPage(props: ExplanationPageProps) {
  const { t } = useTranslation("standings");
  const { cycle, round, row, steps, recusals, sheets, criteria } = props;
  const path = `/cycles/${cycle.id}/standing?round=${round.id}`;
  const title =
    row.place === null
      ? t("explain.unranked", { title: row.title })
      : t("explain.place", { place: row.place, title: row.title });
  const words = (facts: Facts): Facts => ({
    ...facts,
    ...(typeof facts.reason === "string" && facts.reason !== ""
      ? { reason: t(`reason.${facts.reason}`, { ...facts }) }
      : {}),
    ...(typeof facts.rule === "string"
      ? { rule: t(`tie.${facts.rule}`, { criterion: facts.criterion ?? "" }) }
      : {}),
  });
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[
          { label: t("nav:cycles"), to: "/cycles" },
          { label: cycle.name, to: `/cycles/${cycle.id}` },
          { label: t("title"), to: path },
          { label: row.code },
        ]}
        chips={
          row.tier && (
            <Chip tone="ok" bare>
              {row.tier}
            </Chip>
          )
        }
        note={round.name}
      />
      <div className="cols">
        <div>
          <Card title={t("explain.steps")}>
            <ol className="grid list-decimal gap-2 pl-6">
              {steps.map(({ code, facts, hidden }, index) => (
                <li key={`${code} ${index}`}>
                  {t(`step.${code}${hidden ? "_count" : ""}`, { ...words(facts) })}
                </li>
              ))}
            </ol>
            {recusals.length > 0 && (
              <p className="muted mt-2">
                {t("explain.recused", {
                  experts: recusals.map(({ expert }) => expert).join(t("common:list_separator")),
                })}
              </p>
            )}
          </Card>
          {sheets ? (
            <Card title={t("explain.sheets", { count: sheets.length })} flush>
              <DataTable
                caption={t("explain.sheets_caption", { title: row.title })}
                rows={sheets}
                rowKey={(sheet) => sheet.id}
                stack
                columns={[
                  {
                    key: "expert",
                    header: t("column.expert"),
                    heading: true,
                    cell: (sheet) => sheet.expert,
                  },
                  {
                    key: "employer",
                    header: t("column.employer"),
                    cell: (sheet) => sheet.employer || "–",
                  },
                  ...criteria.map(({ key, name }, index) => ({
                    key,
                    header: name,
                    numeric: true,
                    cell: (sheet: (typeof sheets)[number]) => sheet.scores[index] ?? "–",
                  })),
                  {
                    key: "total",
                    header: t("column.total"),
                    numeric: true,
                    cell: (sheet) => <b>{sheet.total}</b>,
                  },
                  {
                    key: "used",
                    header: t("column.used"),
                    cell: (sheet) =>
                      sheet.dropped ? (
                        <Chip tone="warn">{t("explain.dropped")}</Chip>
                      ) : (
                        t("explain.counted")
                      ),
                  },
                ]}
              />
            </Card>
          ) : (
            <Notice tone="info">{t("explain.sheets_hidden")}</Notice>
          )}
        </div>
        <aside>
          <Card title={t("explain.entry")}>
            <DescriptionList
              items={[
                { term: t("column.code"), value: row.code },
                {
                  term: t(cycle.kind === "hospital" ? "column.department" : "column.organisation"),
                  value: row.organisation || "–",
                },
                { term: t("column.category"), value: row.category || "–" },
                { term: t("column.score"), value: row.score ?? t("not_ranked_short") },
                { term: t("column.place"), value: row.place ?? "–" },
              ]}
            />
            <p className="mt-2">
              <Link to={path}>{t("explain.back")}</Link>
            </p>
          </Card>
          <RuleCard {...props} mayVerify={false} />
        </aside>
      </div>
    </>
  );
}
