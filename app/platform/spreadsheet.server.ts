import ExcelJS from "exceljs";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import iconv from "iconv-lite";
import yauzl from "yauzl";
import { refuse, Refused } from "~/domain/refusal";
import { cellText } from "./cell-text.server";

/** A sheet as people see it: the first row that holds anything, and what is below it. */
export interface SheetTable {
  headers: string[];
  /** `row` is the number at the left edge in Excel. Empty rows are left out. */
  rows: { row: number; cells: string[] }[];
}

export interface OutputSheet {
  name: string;
  columns: { header: string; width?: number }[];
  rows: (string | number | null)[][];
}

export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 150 * 1024 * 1024;
const MAX_ROWS = 100_000;
const MAX_COLUMNS = 300;

const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * Reads the first sheet of an .xlsx, or a .csv in UTF-8, UTF-16 or GB18030. The content decides, not
 * the name. Refuses: file_empty, file_too_big, file_old_excel, file_unreadable, file_too_many_rows.
 */
export async function readTable(file: { name: string; bytes: Buffer }): Promise<SheetTable> {
  const { bytes } = file;
  if (bytes.length === 0) refuse("file_empty", {}, 400, "file");
  if (bytes.length > MAX_FILE_BYTES)
    refuse("file_too_big", { limit: MAX_FILE_BYTES / 1024 / 1024 }, 413, "file");
  if (bytes.subarray(0, 4).toString("hex") === "d0cf11e0")
    refuse("file_old_excel", {}, 400, "file");
  const zipped = bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004", "latin1"));
  const lines = zipped ? await readWorkbook(bytes) : readText(bytes);
  const [first, ...rest] = lines;
  if (!first) refuse("file_empty", {}, 400, "file");
  return { headers: first.cells, rows: rest };
}

type Lines = SheetTable["rows"];

async function readWorkbook(bytes: Buffer): Promise<Lines> {
  try {
    await refuseBombs(bytes);
    const book = new ExcelJS.Workbook();
    // exceljs declares a Buffer type of its own, older than Node's.
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    const sheet = book.worksheets.find((one) => one.state === "visible" && one.actualRowCount > 0);
    if (!sheet) return [];
    if (sheet.rowCount > MAX_ROWS) refuse("file_too_many_rows", { limit: MAX_ROWS }, 413, "file");
    const lines: Lines = [];
    sheet.eachRow((row, number) => {
      const cells: string[] = [];
      const width = Math.min(row.cellCount, MAX_COLUMNS);
      for (let column = 1; column <= width; column += 1) cells.push(cellText(row.getCell(column)));
      keep(lines, number, cells);
    });
    return lines;
  } catch (error) {
    if (error instanceof Refused) throw error;
    return refuse("file_unreadable", {}, 400, "file");
  }
}

/**
 * A small file can hold gigabytes, and say that it does not: what it declares is added up, and then
 * unpacked once into nothing, because the reader stops where an entry outgrows what was declared.
 */
async function refuseBombs(bytes: Buffer): Promise<void> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject).on("end", resolve);
    zip.on("entry", (entry: yauzl.Entry) => {
      size += entry.uncompressedSize;
      if (size > MAX_UNPACKED_BYTES) {
        reject(new RangeError("too large unpacked"));
        return;
      }
      zip.openReadStream(entry, (error, stream) => {
        if (error) reject(error);
        else
          stream
            .on("error", reject)
            .on("end", () => zip.readEntry())
            .resume();
      });
    });
    zip.readEntry();
  });
}

function readText(bytes: Buffer): Lines {
  const text = decode(bytes);
  const firstLine = text.slice(0, Math.max(0, text.search(/\r|\n|$/)));
  const delimiter = ["\t", ";", ","].reduce((best, sign) =>
    firstLine.split(sign).length > firstLine.split(best).length ? sign : best,
  );
  try {
    const records: string[][] = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
    });
    if (records.length > MAX_ROWS) refuse("file_too_many_rows", { limit: MAX_ROWS }, 413, "file");
    const lines: Lines = [];
    records.forEach((cells, index) =>
      keep(lines, index + 1, cells.slice(0, MAX_COLUMNS).map(unguarded)),
    );
    return lines;
  } catch (error) {
    if (error instanceof Refused) throw error;
    return refuse("file_unreadable", {}, 400, "file");
  }
}

/** UTF-8 proves itself; what is neither it nor marked UTF-16 is what Chinese Excel saves as CSV. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(bytes, "utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(bytes, "utf-16be");
  if (bytes.subarray(0, 4096).includes(0)) refuse("file_unreadable", {}, 400, "file");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, "gb18030");
  }
}

function keep(lines: Lines, row: number, cells: string[]): void {
  const trimmed = cells.map((cell) => cell.trim());
  while (trimmed.length > 0 && trimmed[trimmed.length - 1] === "") trimmed.pop();
  if (trimmed.length > 0) lines.push({ row, cells: trimmed });
}

const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Excel runs a .csv cell that begins like a formula; an apostrophe makes it text. */
export function guarded(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** Takes back what `guarded` put in front, so that an export can be imported again. */
function unguarded(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** A download: every sheet as .xlsx, or the first one as .csv that Excel opens as UTF-8. */
export async function tableResponse(
  format: "xlsx" | "csv",
  fileName: string,
  sheets: readonly OutputSheet[],
): Promise<Response> {
  const body = format === "csv" ? csvOf(sheets[0]) : await workbookOf(sheets);
  const name = `${fileName}.${format}`;
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  return new Response(new Uint8Array(body), {
    headers: {
      "Content-Type": format === "csv" ? "text/csv; charset=utf-8" : XLSX_TYPE,
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

function csvOf(sheet: OutputSheet | undefined): Buffer {
  if (!sheet) return Buffer.from("\ufeff");
  const rows = [sheet.columns.map((column) => column.header), ...sheet.rows].map((row) =>
    row.map((cell) => (typeof cell === "string" ? guarded(cell) : cell)),
  );
  return Buffer.from(stringify(rows, { bom: true, record_delimiter: "windows" }));
}

async function workbookOf(sheets: readonly OutputSheet[]): Promise<ArrayBuffer> {
  const book = new ExcelJS.Workbook();
  for (const { name, columns, rows } of sheets) {
    const sheet = book.addWorksheet(name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31), {
      views: [{ state: "frozen", ySplit: 1 }],
    });
    sheet.columns = columns.map(({ header, width }) => ({ header, width: width ?? 16 }));
    sheet.getRow(1).font = { bold: true };
    // A text cell is never a formula in this format, so nothing needs a guard here.
    for (const row of rows) sheet.addRow(row);
    if (columns.length > 0)
      sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  }
  return (await book.xlsx.writeBuffer()) as ArrayBuffer;
}
