import { useTranslation } from "react-i18next";
import { reaches } from "~/domain/execution-terms";
import type { TargetCourse } from "~/domain/execution-report";
import { Sparkline } from "~/ui/charts";
import { Card, Chip, DataTable } from "~/ui/kit";
import { useFigureWords, useTargetWords } from "./charter-view";

/** Each target with its baseline, its present value and its course; the figures stand in a table too. */
export function TargetsCard({ targets }: { targets: readonly TargetCourse[] }) {
  const { t } = useTranslation("execution");
  const targetWords = useTargetWords();
  const figureWords = useFigureWords();
  const counts = (point: { numerator: string; denominator: string } | null | undefined) =>
    point
      ? [point.numerator, point.denominator].filter((one) => one !== "").join(" / ") || "–"
      : "–";
  const words = (course: TargetCourse, value: number | null) =>
    figureWords(value, course.target.unit);
  return (
    <Card title={t("targets.title")}>
      <DataTable
        caption={t("targets.caption")}
        stack
        rows={targets}
        rowKey={(row) => row.target.indicator}
        columns={[
          {
            key: "indicator",
            header: t("targets.indicator"),
            heading: true,
            cell: (row) => (
              <>
                {row.target.indicator}
                <small className="block">
                  {t("targets.counts", {
                    before: counts(row.points[0]),
                    after: counts(row.current),
                  })}
                </small>
              </>
            ),
          },
          {
            key: "baseline",
            header: t("targets.baseline"),
            numeric: true,
            cell: (row) => words(row, row.points[0]?.value ?? null),
          },
          {
            key: "target",
            header: t("targets.target"),
            numeric: true,
            cell: (row) => targetWords(row.target),
          },
          {
            key: "current",
            header: t("targets.current"),
            numeric: true,
            cell: (row) => {
              const reached = reaches(row.target, row.current?.value ?? null);
              return (
                <>
                  {words(row, row.current?.value ?? null)}{" "}
                  {reached !== null && (
                    <Chip tone={reached ? "ok" : "warn"}>
                      {t(reached ? "targets.reached" : "targets.not_reached")}
                    </Chip>
                  )}
                </>
              );
            },
          },
          {
            key: "trend",
            header: t("targets.trend"),
            cell: (row) => (
              <Sparkline
                values={row.points.map((point) => point.value)}
                {...(row.goal === null ? {} : { reference: row.goal })}
                label={t("targets.trend_label", {
                  indicator: row.target.indicator,
                  values: row.points
                    .map((point) => words(row, point.value))
                    .join(t("common:list_separator")),
                })}
              />
            ),
          },
        ]}
      />
      {targets.some((row) => row.points.length > 1) && (
        <details className="fold mt-2">
          <summary>{t("targets.points")}</summary>
          {targets.map((row) => (
            <DataTable
              key={row.target.indicator}
              caption={row.target.indicator}
              showCaption
              rows={row.points.map((point, index) => ({ ...point, index }))}
              rowKey={(point) => String(point.index)}
              columns={[
                {
                  key: "period",
                  header: t("targets.period"),
                  heading: true,
                  cell: (point) => point.label || "–",
                },
                {
                  key: "counts",
                  header: t("report.numerator"),
                  numeric: true,
                  cell: (point) => point.numerator || "–",
                },
                {
                  key: "whole",
                  header: t("report.denominator"),
                  numeric: true,
                  cell: (point) => point.denominator || "–",
                },
                {
                  key: "value",
                  header: t("targets.current"),
                  numeric: true,
                  cell: (point) => words(row, point.value),
                },
              ]}
            />
          ))}
        </details>
      )}
    </Card>
  );
}
