export type ChartKind = "bar" | "across" | "stacked" | "line" | "interval";

/** A figure, a missing figure, or (kind "interval") its low and high end. */
export type ChartValue = number | null | readonly [number, number];

export interface ChartSeries {
  label: string;
  values: readonly ChartValue[];
  /** Hex; otherwise the next of the palette. */
  colour?: string;
  /** A reference such as a mean or a control limit: thin, dashed, without points. */
  reference?: boolean;
}

export interface ChartData {
  labels: readonly string[];
  series: readonly ChartSeries[];
}

/** A cell for a spreadsheet: quoted, and never read as a formula. */
function csvCell(value: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function valueText(value: ChartValue | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "number" ? String(value) : `${value[0]}–${value[1]}`;
}

/** The same figures as a .csv file in a data address. */
export function csvAddress(data: ChartData, corner: string): string {
  const lines = [
    [corner, ...data.series.map(({ label }) => label)],
    ...data.labels.map((label, row) => [
      label,
      ...data.series.map(({ values }) => valueText(values[row])),
    ]),
  ];
  const text = lines.map((line) => line.map(csvCell).join(",")).join("\r\n");
  return `data:text/csv;charset=utf-8,%EF%BB%BF${encodeURIComponent(text)}`;
}
