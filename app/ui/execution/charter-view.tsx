import { useTranslation } from "react-i18next";
import type { Charter, Target } from "~/domain/execution";
import { figureOf } from "~/domain/execution-terms";
import { DataTable, DescriptionList, useFormat } from "~/ui/kit";

/** "≤ 6%" */
export function useTargetWords(): (
  target: Pick<Target, "direction" | "target" | "unit">,
) => string {
  const { t } = useTranslation("charter");
  return ({ direction, target, unit }) =>
    `${direction === "down" ? "≤" : "≥"} ${t(`amount.${unit}`, { value: target })}`;
}

/** "14.5%", or that there are no data. */
export function useFigureWords(): (value: number | null, unit: Target["unit"]) => string {
  const { t } = useTranslation("charter");
  const format = useFormat();
  return (value, unit) =>
    value === null
      ? t("effect:no_data")
      : `${format.number(Number(value.toFixed(unit === "percent" ? 1 : 2)))}${unit === "percent" ? "%" : ""}`;
}

/** A charter to read and to print. */
export function CharterView({ charter }: { charter: Charter }) {
  const { t } = useTranslation("charter");
  const format = useFormat();
  const targetWords = useTargetWords();
  const figureWords = useFigureWords();
  return (
    <>
      <DataTable
        caption={t("field.targets")}
        showCaption
        stack
        rows={charter.targets}
        rowKey={(row) => row.indicator}
        columns={[
          {
            key: "indicator",
            header: t("target.indicator"),
            heading: true,
            cell: (row) => (
              <>
                {row.indicator} <small className="block">{row.definition}</small>
              </>
            ),
          },
          {
            key: "baseline",
            header: t("target.baseline"),
            cell: (row) => (
              <>
                {figureWords(
                  figureOf(row.unit, row.baseline.numerator, row.baseline.denominator),
                  row.unit,
                )}
                <small className="block">
                  {[
                    [row.baseline.numerator, row.baseline.denominator].filter(Boolean).join(" / "),
                    row.baseline.period,
                    row.baseline.source,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              </>
            ),
          },
          { key: "target", header: t("target.target"), numeric: true, cell: targetWords },
        ]}
      />
      <DataTable
        caption={t("field.measures")}
        showCaption
        stack
        rows={charter.measures.map((row, index) => ({ ...row, index }))}
        rowKey={(row) => String(row.index)}
        columns={[
          { key: "text", header: t("part.text"), heading: true, cell: (row) => row.text },
          { key: "owner", header: t("part.owner"), cell: (row) => row.owner },
          { key: "due", header: t("part.dueOn"), cell: (row) => format.date(row.dueOn) },
        ]}
      />
      <DataTable
        caption={t("field.milestones")}
        showCaption
        stack
        rows={charter.milestones.map((row, index) => ({ ...row, index }))}
        rowKey={(row) => String(row.index)}
        columns={[
          { key: "title", header: t("part.title"), heading: true, cell: (row) => row.title },
          { key: "owner", header: t("part.owner"), cell: (row) => row.owner },
          {
            key: "planned",
            header: t("part.plannedOn"),
            cell: (row) => format.date(row.plannedOn),
          },
        ]}
      />
      <DescriptionList
        items={[
          { term: t("field.budget"), value: charter.budget },
          ...charter.duties.map((row) => ({ term: row.department, value: row.duty || "–" })),
        ]}
      />
    </>
  );
}
