import { useEffect, useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { csvAddress, valueText } from "./chart-data";
import type { ChartData, ChartKind } from "./chart-data";
import type { draw as Drawing } from "./draw";

type Draw = typeof Drawing;

export interface ChartProps {
  /** bar · across (horizontal, for funnels and long names) · stacked · line · interval (low–high). */
  kind: ChartKind;
  title: string;
  data: ChartData;
  /** What the picture shows in one sentence, for those who cannot see it. */
  summary?: string;
  /** Heading of the first column of the table: 科室, 月份. */
  rowHeader?: string;
  /** On the axis: 分, 件. */
  unit?: string;
  min?: number;
  max?: number;
  /** Pixels; by default from the number of rows for horizontal charts, else 240. */
  height?: number;
  /** Instead of the table made from the data. */
  table?: ReactNode;
  /** A server address for the .csv; by default the figures themselves. */
  csvHref?: string;
}

/**
 * A picture with its figures. The server sends the table, open; the browser then draws the picture
 * above it and folds the table away. Printing shows both.
 */
export function Chart(props: ChartProps) {
  const { t } = useTranslation("common");
  const { kind, title, data, unit, min, max, summary } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawer, setDrawer] = useState<Draw | null>(null);
  const drawn = drawer !== null;
  const titleId = useId();
  const rowHeader = props.rowHeader ?? t("charts.item");
  const across = kind === "across" || kind === "interval";
  const height = props.height ?? (across ? 48 + data.labels.length * 30 : 240);
  const figures = JSON.stringify(data);

  useEffect(() => {
    let left = false;
    import("./draw").then(
      ({ draw }) => {
        if (!left) setDrawer(() => draw);
      },
      // Without the picture (a lost line) the table below stays open.
      () => {
        setDrawer(null);
      },
    );
    return () => {
      left = true;
    };
  }, []);

  useEffect(() => {
    if (!drawer || !canvas.current) return;
    return drawer(canvas.current, { kind, data: JSON.parse(figures) as ChartData, unit, min, max });
  }, [drawer, figures, kind, unit, min, max]);

  const savePicture = () => {
    if (!canvas.current) return;
    const link = document.createElement("a");
    link.href = canvas.current.toDataURL("image/png");
    link.download = `${title}.png`;
    link.click();
  };

  return (
    <figure className="chart" aria-labelledby={titleId}>
      <figcaption id={titleId} className="font-semibold">
        {title}
      </figcaption>
      <div className="relative my-2" style={{ height }} hidden={!drawn}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={summary ? t("charts.spoken", { title, summary }) : title}
        />
      </div>
      <div className="acts noprint">
        {drawn && (
          <button type="button" className="btn small" onClick={savePicture}>
            {t("charts.png")}
          </button>
        )}
        <a
          className="btn small"
          href={props.csvHref ?? csvAddress(data, rowHeader)}
          download={props.csvHref ? true : `${title}.csv`}
        >
          {t("charts.csv")}
        </a>
      </div>
      <details className="fold mt-1" open={!drawn} key={drawn ? "folded" : "open"}>
        <summary>{t("charts.data")}</summary>
      </details>
      <div className="folded scroll">
        {props.table ?? <Figures title={title} rowHeader={rowHeader} data={data} />}
      </div>
    </figure>
  );
}

function Figures({
  title,
  rowHeader,
  data,
}: {
  title: string;
  rowHeader: string;
  data: ChartData;
}) {
  return (
    <table className="data">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{rowHeader}</th>
          {data.series.map(({ label }) => (
            <th key={label} scope="col" className="n">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.labels.map((label, row) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {data.series.map((series) => (
              <td key={series.label} className="n">
                {valueText(series.values[row]) || "–"}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
