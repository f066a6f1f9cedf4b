import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import type { ChartData, ChartKind, ChartSeries } from "./chart-data";
import { CHART_INK, SERIES_COLOURS, SERIES_DASHES } from "./palette";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

type Point = number | [number, number] | null;

export interface DrawOptions {
  kind: ChartKind;
  data: ChartData;
  unit?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
}

function datasetOf(kind: ChartKind, series: ChartSeries, index: number) {
  const colour = series.colour ?? SERIES_COLOURS[index % SERIES_COLOURS.length] ?? CHART_INK.text;
  const asLine = kind === "line" || series.reference === true;
  const values: Point[] = series.values.map((value) =>
    value === null || typeof value === "number" ? value : [value[0], value[1]],
  );
  return {
    type: asLine ? ("line" as const) : ("bar" as const),
    label: series.label,
    data: values,
    backgroundColor: colour,
    borderColor: colour,
    borderWidth: asLine ? (series.reference ? 1.5 : 2) : 0,
    borderDash: series.reference ? [5, 4] : (SERIES_DASHES[index % SERIES_DASHES.length] ?? []),
    pointRadius: series.reference ? 0 : 3,
    tension: 0,
    spanGaps: false,
    maxBarThickness: 28,
    borderRadius: kind === "interval" ? 4 : 2,
    order: asLine ? 0 : 1,
  };
}

/** Draws the chart and gives back what removes it. Loaded only where a chart is on the page. */
export function draw(canvas: HTMLCanvasElement, options: DrawOptions): () => void {
  const { kind, data, unit, min, max } = options;
  const across = kind === "across" || kind === "interval";
  const stacked = kind === "stacked";
  const font = { family: getComputedStyle(canvas).fontFamily, size: 12 };
  const values = {
    beginAtZero: kind !== "interval" && kind !== "line",
    stacked,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    grid: { color: CHART_INK.line },
    border: { display: false },
    ticks: { color: CHART_INK.muted, font, precision: kind === "line" ? 2 : 0 },
    title: { display: Boolean(unit), text: unit ?? "", color: CHART_INK.muted, font },
  };
  const names = {
    stacked,
    grid: { display: false },
    border: { color: CHART_INK.line },
    ticks: { color: CHART_INK.text, font, autoSkip: !across },
  };
  const chart = new Chart<"bar" | "line", Point[], string>(canvas, {
    type: "bar",
    data: {
      labels: [...data.labels],
      datasets: data.series.map((series, index) => datasetOf(kind, series, index)),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: across ? "y" : "x",
      scales: across ? { x: values, y: names } : { x: names, y: values },
      plugins: {
        legend: {
          display: data.series.length > 1,
          position: "bottom",
          labels: {
            color: CHART_INK.text,
            font,
            boxWidth: kind === "line" ? 26 : 14,
            boxHeight: kind === "line" ? 0 : 8,
          },
        },
      },
    },
    plugins: [
      {
        // A downloaded picture is pasted into reports: white, not transparent.
        id: "paper",
        beforeDraw: ({ ctx, width, height }) => {
          ctx.save();
          ctx.globalCompositeOperation = "destination-over";
          ctx.fillStyle = CHART_INK.paper;
          ctx.fillRect(0, 0, width, height);
          ctx.restore();
        },
      },
    ],
  });
  return () => {
    chart.destroy();
  };
}
