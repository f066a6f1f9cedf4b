import type { Criterion, Rubric } from "~/domain/rubric/score";
import type { Table } from "~/domain/table-import";
import { cellError, plain, type CellError, type Layout, type Mapping } from "./columns";
import { cellReader } from "./entries";

/** One score cell of a file, whatever its layout. */
export interface Mark {
  readonly row: number;
  readonly column: number | null;
  readonly code: string;
  readonly codeColumn: number | null;
  readonly expert: string;
  readonly expertColumn: number | null;
  readonly employer: string;
  readonly criterion: Criterion;
  readonly text: string;
  /** Of the sheet in the wide layout, of the criterion in the long one; "" elsewhere. */
  readonly comment: string;
  readonly commentOf: "sheet" | "criterion";
}

/** Signs for "no score": such a cell is absent, never zero. */
const ABSENT = new Set([
  "",
  "-",
  "--",
  "—",
  "——",
  "–",
  "/",
  "\\",
  "缺",
  "缺席",
  "弃评",
  "无",
  "n/a",
  "na",
  "none",
]);
const RECUSED = new Set(["回避", "recused", "conflict"]);

export const isAbsent = (text: string): boolean => ABSENT.has(plain(text));
/** An expert who stands aside: absent too, and recorded as a recusal. */
export const saysRecused = (text: string): boolean => RECUSED.has(plain(text));

/** Takes the score cells out of the long, the wide and the matrix layout. */
export function readMarks(
  table: Table,
  layout: Layout,
  mapping: Mapping,
  rubric: Rubric,
  matrixCriterion: string,
): { marks: Mark[]; errors: CellError[] } {
  const reader = cellReader(mapping);
  const { column, text } = reader;
  const marks: Mark[] = [];
  const errors: CellError[] = [];
  const criteria = new Map(
    rubric.criteria.flatMap((one) => [
      [plain(one.key), one],
      [plain(one.name), one],
    ]) as [string, Criterion][],
  );
  const only = rubric.criteria.length === 1 ? rubric.criteria[0] : undefined;

  /** The criterion a row names, or the one that holds for the whole file. */
  const criterionOf = (row: number, cells: readonly string[], whole: Criterion | undefined) => {
    const entered = text(cells, "criterion");
    if (column("criterion") === null || (entered === "" && whole)) {
      if (whole) return whole;
      errors.push(cellError(null, null, "import_criterion_not_chosen"));
      return null;
    }
    const found = criteria.get(plain(entered));
    if (!found)
      errors.push(
        entered === ""
          ? cellError(row, column("criterion"), "import_cell_missing", {
              column: "imports:role.criterion",
            })
          : cellError(row, column("criterion"), "criterion_unknown", { criterion: entered }),
      );
    return found ?? null;
  };

  if (table.rows.length === 0) errors.push(cellError(null, null, "import_no_rows"));
  for (const { row, cells } of table.rows) {
    const shared = {
      row,
      code: text(cells, "code"),
      codeColumn: column("code"),
      comment: text(cells, "comment"),
    };
    const expert = {
      expert: text(cells, "expert"),
      expertColumn: column("expert"),
      employer: text(cells, "employer"),
    };
    if (layout === "sheets_long") {
      const criterion = criterionOf(row, cells, only);
      if (!criterion) continue;
      marks.push({
        ...shared,
        ...expert,
        criterion,
        column: column("score"),
        text: text(cells, "score"),
        commentOf: "criterion",
      });
    } else if (layout === "sheets_wide") {
      for (const criterion of rubric.criteria)
        marks.push({
          ...shared,
          ...expert,
          criterion,
          column: column(`criterion:${criterion.key}`),
          text: text(cells, `criterion:${criterion.key}`),
          commentOf: "sheet",
        });
    } else {
      const whole = rubric.criteria.find(({ key }) => key === matrixCriterion) ?? only;
      const criterion = criterionOf(row, cells, whole);
      if (!criterion) {
        if (column("criterion") === null) break; // the same for every row
        continue;
      }
      mapping.forEach((role, at) => {
        if (role !== "expert_scores") return;
        marks.push({
          ...shared,
          expert: (table.headers[at] ?? "").trim(),
          expertColumn: null,
          employer: "",
          criterion,
          column: at,
          text: (cells[at] ?? "").trim(),
          commentOf: "sheet",
        });
      });
    }
  }
  return { marks, errors };
}
