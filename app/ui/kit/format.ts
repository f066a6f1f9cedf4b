import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/*
 * Written out by hand instead of with Intl: Node and the hospitals' old browsers carry different
 * language data, and text that differs between server and browser breaks hydration.
 */
export type Language = "zh-CN" | "en";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const SHANGHAI = 8 * 3_600_000;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

interface Parts {
  year: number;
  month: number;
  day: number;
  clock: string;
  seconds: string;
}

const two = (value: number) => String(value).padStart(2, "0");

/** Wall-clock parts in Asia/Shanghai; a plain date is taken as it stands. */
function partsOf(iso: string): Parts | null {
  const time = Date.parse(DATE_ONLY.test(iso) ? `${iso}T00:00:00+08:00` : iso);
  if (Number.isNaN(time)) return null;
  const date = new Date(time + SHANGHAI);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    clock: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`,
    seconds: two(date.getUTCSeconds()),
  };
}

/** "2026-03-04" in Chinese, "4 Mar 2026" in English; "–" for nothing. */
export function formatDate(iso: string | null | undefined, language: string): string {
  const parts = iso ? partsOf(iso) : null;
  if (!parts) return iso ? iso : "–";
  return language === "en"
    ? `${parts.day} ${MONTHS[parts.month - 1] ?? ""} ${parts.year}`
    : `${parts.year}-${two(parts.month)}-${two(parts.day)}`;
}

/** The date without its year, for dense lists: "03-04", "4 Mar". */
export function formatDay(iso: string | null | undefined, language: string): string {
  const parts = iso ? partsOf(iso) : null;
  if (!parts) return iso ? iso : "–";
  return language === "en"
    ? `${parts.day} ${MONTHS[parts.month - 1] ?? ""}`
    : `${two(parts.month)}-${two(parts.day)}`;
}

/** "2026-03-04 10:42" in Asia/Shanghai. */
export function formatDateTime(iso: string | null | undefined, language: string): string {
  const parts = iso ? partsOf(iso) : null;
  return parts ? `${formatDate(iso, language)} ${parts.clock}` : formatDate(iso, language);
}

/** "10:42:07" in Asia/Shanghai. */
export function formatTime(iso: string | null | undefined): string {
  const parts = iso ? partsOf(iso) : null;
  return parts ? `${parts.clock}:${parts.seconds}` : "–";
}

/** "12,345.60"; thousands are grouped alike in both languages. */
export function formatNumber(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const text = decimals === undefined ? String(value) : value.toFixed(decimals);
  if (text.includes("e")) return text;
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** 0.4213 → "42.1%". */
export function formatPercent(share: number | null | undefined, decimals = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return "–";
  return `${formatNumber(share * 100, decimals)}%`;
}

/** "3.2 MB" */
export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit] ?? ""}`;
}

/** A stored UTC time as the value of a `datetime-local` field, which speaks Asia/Shanghai. */
export function toLocalInput(iso: string | null | undefined): string {
  const parts = iso ? partsOf(iso) : null;
  return parts ? `${parts.year}-${two(parts.month)}-${two(parts.day)}T${parts.clock}` : "";
}

export interface Format {
  date: (iso: string | null | undefined) => string;
  day: (iso: string | null | undefined) => string;
  dateTime: (iso: string | null | undefined) => string;
  time: (iso: string | null | undefined) => string;
  number: (value: number | null | undefined, decimals?: number) => string;
  percent: (share: number | null | undefined, decimals?: number) => string;
  bytes: (bytes: number) => string;
}

/** The formats in the reader's language. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(
    () => ({
      date: (iso) => formatDate(iso, language),
      day: (iso) => formatDay(iso, language),
      dateTime: (iso) => formatDateTime(iso, language),
      time: formatTime,
      number: formatNumber,
      percent: formatPercent,
      bytes: formatBytes,
    }),
    [language],
  );
}
