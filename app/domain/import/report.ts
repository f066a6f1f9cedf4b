import type { CellError } from "./columns";

/** What an import would do, or did. Holds no score once it is done. */
export interface ImportReport {
  readonly sha256: string;
  readonly headers: readonly string[];
  readonly rows: number;
  /** The first rows, to compare with the file. */
  readonly sample: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly errors: readonly CellError[];
  /** All of them; `errors` holds the first ones only. */
  readonly errorCount: number;
  readonly counts: Readonly<Partial<Record<CountKey, number>>>;
  /** Names of the file that this installation does not know. */
  readonly unknownOrganisations: readonly string[];
  readonly newExperts: readonly string[];
  /** The columns were named as in an earlier file with the same headings. */
  readonly remembered: boolean;
}

export const COUNT_KEYS = ["entries", "organisations", "experts", "sheets", "recusals"] as const;
export type CountKey = (typeof COUNT_KEYS)[number];

export const SAMPLE_ROWS = 8;
export const ERRORS_SHOWN = 500;
export const NAMES_SHOWN = 30;

/** What may be told once an import is over: numbers and names of columns, no cell. */
export function withoutCells(report: ImportReport): ImportReport {
  return { ...report, sample: [], errors: [] };
}
