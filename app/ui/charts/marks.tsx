import { useTranslation } from "react-i18next";
import clsx from "clsx";

export interface IntervalMarkProps {
  value: number;
  low: number;
  high: number;
  /** The whole scale, the same in every row. */
  min: number;
  max: number;
  width?: number;
}

/** A point with its interval, drawn on the server; the figures stand beside it. */
export function IntervalMark({ value, low, high, min, max, width = 120 }: IntervalMarkProps) {
  const { t } = useTranslation("common");
  const at = (figure: number) =>
    max > min
      ? Math.round((8 + ((figure - min) / (max - min)) * (width - 16)) * 10) / 10
      : width / 2;
  const from = at(low);
  return (
    <svg width={width} height="16" role="img" aria-label={t("range", { low, high })}>
      <rect x={from} y="6" width={Math.max(1, at(high) - from)} height="4" rx="2" fill="#bdbbb2" />
      <circle cx={at(value)} cy="8" r="4" fill="#1d1d1b" />
    </svg>
  );
}

export interface SparklineProps {
  values: readonly (number | null)[];
  label: string;
  /** A dashed line, such as the target. */
  reference?: number;
  width?: number;
  height?: number;
}

/** The course of a figure in a table cell. */
export function Sparkline({ values, label, reference, width = 120, height = 30 }: SparklineProps) {
  const known = values.filter((value): value is number => value !== null);
  const all = reference === undefined ? known : [...known, reference];
  if (known.length === 0) return null;
  const low = Math.min(...all);
  const high = Math.max(...all);
  const y = (value: number) =>
    high > low
      ? Math.round((2 + ((high - value) / (high - low)) * (height - 4)) * 10) / 10
      : height / 2;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const points = values
    .map((value, index) => (value === null ? null : `${Math.round(index * step)},${y(value)}`))
    .filter(Boolean)
    .join(" ");
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <polyline points={points} fill="none" stroke="#1b57ad" strokeWidth="2" />
      {reference !== undefined && (
        <line
          x1="0"
          x2={width}
          y1={y(reference)}
          y2={y(reference)}
          stroke="#8a5600"
          strokeDasharray="3 3"
        />
      )}
    </svg>
  );
}

export interface StripProps {
  /** Figures in the order they were given. */
  values: readonly { key: string; value: number; mine?: boolean }[];
  max: number;
  label: string;
}

/** My scores so far, as small bars. */
export function Strip({ values, max, label }: StripProps) {
  return (
    <div className="strip" role="img" aria-label={label}>
      {values.map(({ key, value, mine }) => (
        <i
          key={key}
          className={clsx(mine && "me") || undefined}
          style={{ height: `${max > 0 ? Math.round((value / max) * 100) : 0}%` }}
        />
      ))}
    </div>
  );
}
