import ExcelJS from "exceljs";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { numberText } from "~/platform/cell-text.server";
import { guarded, readTable, tableResponse } from "~/platform/spreadsheet.server";

async function workbook(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet("Sheet1"));
  return Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
}
const readBook = async (fill: (sheet: ExcelJS.Worksheet) => void) =>
  readTable({ name: "a.xlsx", bytes: await workbook(fill) });
const csv = (bytes: Buffer | string) =>
  readTable({ name: "a.csv", bytes: typeof bytes === "string" ? Buffer.from(bytes) : bytes });

describe("reading a workbook", () => {
  it("gives the header, the rows and the numbers Excel shows beside them", async () => {
    const table = await readBook((sheet) => {
      sheet.getCell("A2").value = "姓名";
      sheet.getCell("B2").value = " 单位 ";
      sheet.getCell("A5").value = "张三";
    });
    expect(table).toEqual({ headers: ["姓名", "单位"], rows: [{ row: 5, cells: ["张三"] }] });
  });

  it("reads dates, rich text, links and results of formulas as text", async () => {
    const { rows } = await readBook((sheet) => {
      sheet.addRow(["a", "b", "c", "d", "e", "f"]);
      const row = sheet.addRow([]);
      row.getCell(1).value = new Date("2026-03-04T00:00:00Z");
      row.getCell(2).value = { richText: [{ text: "主动" }, { text: "治理" }] };
      row.getCell(3).value = { text: "x@y.cn", hyperlink: "mailto:x@y.cn" };
      row.getCell(4).value = { formula: "1+1", result: 2 };
      row.getCell(5).value = new Date("2026-03-04T09:30:00Z");
      row.getCell(6).value = { error: "#REF!" };
    });
    expect(rows[0]?.cells).toEqual(["2026-03-04", "主动治理", "x@y.cn", "2", "2026-03-04 09:30"]);
  });

  it.each([
    [90.15000001, "0.00", "90.15"],
    [90.145, "0.00", "90.15"],
    [90.150000000000006, undefined, "90.15"],
    [0.1 + 0.2, "General", "0.3"],
    [202603040001, undefined, "202603040001"],
    [0.125, "0.0%", "12.5%"],
    [1234.5, "#,##0.00_ ", "1234.5"],
    [-2.5, "0", "-3"],
    [0.0000001, undefined, "0.0000001"],
  ])("shows the number %d under the format %s as %s", (value, format, text) => {
    expect(numberText(value, format)).toBe(text);
  });
});

describe("reading text", () => {
  it("reads UTF-8 with a mark, and GB18030 as Chinese Excel saves it", async () => {
    const text = "姓名,单位\r\n张三,示范医院\r\n";
    const expected = { headers: ["姓名", "单位"], rows: [{ row: 2, cells: ["张三", "示范医院"] }] };
    expect(await csv(`\ufeff${text}`)).toEqual(expected);
    expect(await csv(iconv.encode(text, "gb18030"))).toEqual(expected);
    expect(await csv(iconv.encode(text, "utf-16le", { addBOM: true }))).toEqual(expected);
  });

  it("keeps quoted commas and line breaks, finds the delimiter, skips empty lines", async () => {
    expect(await csv('a\tb\n\n"x\ty"\t"1\n2"\n')).toEqual({
      headers: ["a", "b"],
      rows: [{ row: 3, cells: ["x\ty", "1\n2"] }],
    });
  });
});

describe("what cannot be read", () => {
  it.each([
    ["nothing", Buffer.alloc(0), "file_empty"],
    ["empty lines", Buffer.from("\n\n"), "file_empty"],
    ["an old .xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), "file_old_excel"],
    ["a broken archive", Buffer.from("PK\u0003\u0004rubbish"), "file_unreadable"],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d", "hex"), "file_unreadable"],
    ["eleven megabytes", Buffer.alloc(11 * 1024 * 1024, 65), "file_too_big"],
  ])("refuses %s in words", async (_what, bytes, code) => {
    await expect(readTable({ name: "f", bytes })).rejects.toMatchObject({ refusal: { code } });
  });

  it("refuses an archive that unpacks to more than it says", async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(["名称"]);
      for (let row = 0; row < 2_000; row += 1) sheet.addRow(["一二三四五六七八九十".repeat(20)]);
    });
    // In the central directory and before each member: 24 and 22 bytes after the signature.
    for (const [signature, at] of [
      ["PK\u0001\u0002", 24],
      ["PK\u0003\u0004", 22],
    ] as const)
      for (let found = bytes.indexOf(signature, 0, "latin1"); found >= 0;)
        found =
          (bytes.writeUInt32LE(10, found + at), bytes.indexOf(signature, found + 4, "latin1"));
    await expect(readTable({ name: "a.xlsx", bytes })).rejects.toMatchObject({
      refusal: { code: "file_unreadable" },
    });
  });

  it("refuses an archive that says it unpacks to gigabytes", async () => {
    const bytes = await workbook((sheet) => sheet.addRow(["a"]));
    const entry = bytes.indexOf(Buffer.from("PK\u0001\u0002", "latin1"));
    bytes.writeUInt32LE(2_000_000_000, entry + 24);
    await expect(readTable({ name: "f", bytes })).rejects.toMatchObject({
      refusal: { code: "file_unreadable" },
    });
  });
});

describe("writing", () => {
  const sheets = [
    {
      name: "人员/表",
      columns: [{ header: "姓名", width: 20 }, { header: "分" }],
      rows: [
        ["=1+1", 90.15],
        ["李,四", null],
        ["-5", -5],
      ],
    },
  ];

  it("writes a .csv that Excel opens as UTF-8 and that runs no formula", async () => {
    const answer = await tableResponse("csv", "人员", sheets);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.toString()).toBe('\ufeff姓名,分\r\n\'=1+1,90.15\r\n"李,四",\r\n-5,-5\r\n');
    expect(answer.headers.get("Content-Disposition")).toContain(encodeURIComponent("人员.csv"));
    expect((await csv(bytes)).rows[0]?.cells).toEqual(["=1+1", "90.15"]);
  });

  it("writes a workbook that reads back the same", async () => {
    const answer = await tableResponse("xlsx", "people", sheets);
    const table = await readTable({
      name: "people.xlsx",
      bytes: Buffer.from(await answer.arrayBuffer()),
    });
    expect(table.headers).toEqual(["姓名", "分"]);
    expect(table.rows.map((row) => row.cells)).toEqual([
      ["=1+1", "90.15"],
      ["李,四"],
      ["-5", "-5"],
    ]);
  });

  it.each(["=a", "+a", "-a", "@a", "\ta"])("guards %j", (cell) => {
    expect(guarded(cell)).toBe(`'${cell}`);
  });
});
