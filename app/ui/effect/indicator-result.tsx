import { useTranslation } from "react-i18next";
import type { ShareCheck } from "~/domain/evaluation/compare";
import type { EffectIndicator, EffectSide } from "~/domain/evaluation/effect";
import type { IndicatorResult } from "~/domain/evaluation/verdict";
import { readCount, readFigure } from "~/domain/figures";
import { Chart } from "~/ui/charts";
import { Card, DataTable, DescriptionList, Notice, useFormat } from "~/ui/kit";

const TONE = {
  no_data: "warn",
  improved: "ok",
  worsened: "bad",
  not_distinguishable: "info",
} as const;

export const pWords = (p: number): string => (p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`);

/** Rounded for reading only; what is compared is exact. */
const valueOf = (kind: EffectIndicator["kind"], side: EffectSide): number | null => {
  const count = readCount(side.numerator);
  const total = readFigure(side.denominator);
  if (count === null || total === null || total <= 0) return null;
  return Number(((count / total) * (kind === "proportion" ? 100 : 10_000)).toFixed(2));
};

/** One indicator before and after: figures, picture, comparison, and in words what they support. */
export function IndicatorResultCard({
  indicator,
  result,
}: {
  indicator: EffectIndicator;
  result: IndicatorResult;
}) {
  const { t } = useTranslation("effect");
  const format = useFormat();
  const { proportions, rates } = result;
  const p = (proportions ?? rates)?.p;
  const unit = indicator.kind === "proportion" ? "%" : "";
  const sides = (["before", "after"] as const).map((key) => ({
    key,
    side: indicator[key],
    value: valueOf(indicator.kind, indicator[key]),
  }));
  const words = (value: number | null) =>
    value === null ? t("no_data") : `${format.number(value)}${unit}`;
  const name = indicator.indicator || t("field.indicator");
  const valueHeader = t(indicator.kind === "proportion" ? "result.share" : "result.rate");
  return (
    <Card title={name}>
      {indicator.definition && <p className="muted">{indicator.definition}</p>}
      <Notice tone={TONE[result.verdict]}>
        {t(`verdict.${result.verdict}`, { p: p === undefined ? "" : pWords(p) })}
      </Notice>
      <DataTable
        caption={t("result.caption", { indicator: name })}
        stack
        rows={sides}
        rowKey={(row) => row.key}
        columns={[
          {
            key: "side",
            header: t("result.side"),
            heading: true,
            cell: (row) => t(`field.${row.key}`),
          },
          {
            key: "period",
            header: t("result.period"),
            cell: (row) => `${format.date(row.side.from)} – ${format.date(row.side.to)}`,
          },
          {
            key: "numerator",
            header: t("side.numerator"),
            numeric: true,
            cell: (row) => row.side.numerator || t("no_data"),
          },
          {
            key: "denominator",
            header: t("side.denominator"),
            numeric: true,
            cell: (row) => row.side.denominator || t("no_data"),
          },
          { key: "value", header: valueHeader, numeric: true, cell: (row) => words(row.value) },
          { key: "source", header: t("side.source"), cell: (row) => row.side.source || "–" },
        ]}
      />
      <Comparison result={result} />
      {result.verdict !== "no_data" && (
        <Chart
          kind="bar"
          title={t("result.chart", { indicator: name })}
          unit={valueHeader}
          rowHeader={t("result.side")}
          height={180}
          summary={sides
            .map((row) => `${t(`field.${row.key}`)} ${words(row.value)}`)
            .join(t("common:list_separator"))}
          data={{
            labels: sides.map((row) => t(`field.${row.key}`)),
            series: [{ label: valueHeader, values: sides.map((row) => row.value) }],
          }}
        />
      )}
      <Checks indicator={indicator} result={result} />
      <DescriptionList
        items={[{ term: t("field.exclusions"), value: indicator.exclusions || "–" }]}
      />
      {result.cautions.length > 0 && (
        <>
          <h3>{t("caution_title")}</h3>
          <ul className="list-disc pl-5">
            {result.cautions.map((caution) => (
              <li key={caution}>{t(`caution.${caution}`)}</li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function Comparison({ result }: { result: IndicatorResult }) {
  const { t } = useTranslation("effect");
  const { proportions, rates } = result;
  const points = (share: number) => `${share > 0 ? "+" : ""}${(share * 100).toFixed(1)}`;
  if (proportions)
    return (
      <DescriptionList
        items={[
          {
            term: t("result.difference"),
            value: t("result.points", { value: points(proportions.difference) }),
          },
          {
            term: t("result.interval"),
            value: t("result.points", {
              value: t("result.range", {
                low: points(proportions.interval.low),
                high: points(proportions.interval.high),
              }),
            }),
          },
          {
            term: t("result.test"),
            value:
              proportions.test === "z" && proportions.z !== null
                ? t("result.test_z", { z: proportions.z.toFixed(2) })
                : t("result.test_fisher"),
          },
          { term: t("result.p"), value: pWords(proportions.p) },
        ]}
      />
    );
  if (!rates) return null;
  const { low, high } = rates.interval;
  return (
    <DescriptionList
      items={[
        {
          term: t("result.ratio"),
          value: rates.ratio === null ? t("no_data") : rates.ratio.toFixed(3),
        },
        {
          term: t("result.interval"),
          value:
            high === null
              ? t("result.no_upper", { low: low.toFixed(2) })
              : t("result.range", { low: low.toFixed(2), high: high.toFixed(2) }),
        },
        { term: t("result.test"), value: t("result.test_rate") },
        { term: t("result.p"), value: pWords(rates.p) },
      ]}
    />
  );
}

function Checks({ indicator, result }: { indicator: EffectIndicator; result: IndicatorResult }) {
  const { t } = useTranslation("effect");
  const line = (key: "before" | "after", check: ShareCheck | null) =>
    check && (
      <Notice key={key} tone={check.kind === "agrees" ? "ok" : "warn"}>
        {t(`check.${check.kind}`, {
          side: t(`field.${key}`),
          stated: indicator[key].stated,
          actual: check.kind === "agrees" ? "" : check.actual,
        })}
      </Notice>
    );
  return (
    <>
      {line("before", result.stated.before)}
      {line("after", result.stated.after)}
    </>
  );
}
