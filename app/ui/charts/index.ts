/** Pictures; each with its figures in words or in a table. */
export * from "./chart";
export type { ChartData, ChartKind, ChartSeries, ChartValue } from "./chart-data";
export * from "./marks";
