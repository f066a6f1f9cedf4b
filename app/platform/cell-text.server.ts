import type { Cell, CellValue } from "exceljs";

/** A cell as a person sees it: dates as YYYY-MM-DD, numbers as displayed, rich text as text. */
export function cellText(cell: Cell): string {
  return valueText(cell.value, cell.numFmt);
}

function valueText(value: CellValue | undefined, format: string | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value, format);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof Date) return dateText(value);
  if ("richText" in value) return value.richText.map((part) => part.text).join("");
  if ("hyperlink" in value) return valueText(value.text as CellValue, undefined);
  if ("formula" in value || "sharedFormula" in value) return valueText(value.result, format);
  return ""; // an error such as #REF! is no content
}

/** Excel keeps wall-clock time without a zone, which exceljs hands out as UTC. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  // Fractions of a day are floats: 09:30 may come as 09:29:59.999.
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  const day = text.slice(0, 10);
  const time = text.slice(11, 16);
  if (day < "1900-01-01") return time;
  return time === "00:00" ? day : `${day} ${time}`;
}

const FIXED = /^[^0#?]*[#,0?]*0(?:\.(0+))?(%?)[^0#?%]*$/;

/** Whole numbers as they are; others as their format shows them, or with Excel's own 11 digits. */
export function numberText(value: number, format: string | undefined): string {
  // No format that people see is longer; one made for the purpose would keep the pattern busy for hours.
  const shown = FIXED.exec((format ?? "").slice(0, 100).split(";")[0] ?? "");
  if (shown?.[2]) return `${rounded(value * 100, shown[1]?.length ?? 0)}%`;
  if (Number.isInteger(value)) return plain(value, 17);
  if (shown) return trimmed(rounded(value, shown[1]?.length ?? 0));
  return plain(value, 11);
}

const plain = (value: number, digits: number): string =>
  trimmed(expanded(Number(value.toPrecision(Math.min(digits, 17)))));

/** Without an exponent. */
function expanded(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(Number.isInteger(value) ? 0 : 20) : text;
}

const trimmed = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** Half up, away from zero, on the 15 decimal digits Excel itself goes by: 90.145 becomes 90.15. */
function rounded(value: number, decimals: number): string {
  const digits = expanded(Number(Math.abs(value).toPrecision(15)));
  const [whole = "0", fraction = ""] = digits.split(".");
  const kept = BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
  const up = (fraction[decimals] ?? "0") >= "5" ? 1n : 0n;
  const text = String(kept + up).padStart(decimals + 1, "0");
  const cut = text.length - decimals;
  const sign = value < 0 && kept + up > 0n ? "-" : "";
  return sign + (decimals === 0 ? text : `${text.slice(0, cut)}.${text.slice(cut)}`);
}
