import { z } from "zod";
import { refuse } from "~/domain/refusal";
import type { Imported } from "~/domain/table-import";
import { MAX_FILE_BYTES, readTable, type SheetTable } from "./spreadsheet.server";

const MAX_BODY_BYTES = 2 * MAX_FILE_BYTES;
const MAX_ROWS = 3_000;

/** Reads a form with a small file; stops reading where it grows beyond what is accepted. */
async function limitedForm(request: Request): Promise<FormData> {
  const limit = { limit: MAX_FILE_BYTES / 1024 / 1024 };
  const declared = Number(request.headers.get("Content-Length") ?? 0);
  if (declared > MAX_BODY_BYTES) refuse("file_too_big", limit, 413, "file");
  if (!request.body) refuse("file_missing", {}, 400, "file");
  let size = 0;
  const counted = request.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size > MAX_BODY_BYTES) controller.error(new RangeError("too big"));
        else controller.enqueue(chunk);
      },
    }),
  );
  const headers = { "Content-Type": request.headers.get("Content-Type") ?? "" };
  try {
    return await new Response(counted, { headers }).formData();
  } catch {
    return size > MAX_BODY_BYTES
      ? refuse("file_too_big", limit, 413, "file")
      : refuse("file_missing", {}, 400, "file");
  }
}

const tableSchema = z.object({
  headers: z.array(z.string()),
  rows: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })).max(MAX_ROWS),
});

export interface ImportStep {
  /** A file to look at first, or the looked-at table to be written. */
  step: "preview" | "confirm";
  fileName: string;
  table: SheetTable;
}

/**
 * The preview carries the table it showed, so that what is written is what was looked at, without a
 * file left lying on the server. Refuses: file_missing, import_too_long, and what `readTable` refuses.
 */
export async function readImport(request: Request): Promise<ImportStep> {
  const form = await limitedForm(request);
  const looked = form.get("table");
  const name = form.get("fileName");
  if (typeof looked === "string")
    return {
      step: "confirm",
      fileName: typeof name === "string" ? name : "",
      table: parseLooked(looked),
    };
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) return refuse("file_missing", {}, 400, "file");
  const table = await readTable({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) });
  if (table.rows.length > MAX_ROWS)
    refuse("import_too_long", { rows: table.rows.length, limit: MAX_ROWS }, 413, "file");
  if (table.rows.length === 0) refuse("file_empty", {}, 400, "file");
  return { step: "preview", fileName: file.name, table };
}

function parseLooked(text: string): SheetTable {
  try {
    return tableSchema.parse(JSON.parse(text));
  } catch {
    return refuse("file_missing", {}, 400, "file");
  }
}

/** The result in the address, so that the page after the redirect can say it. */
export function importedQuery(counts: Imported): string {
  const { changed, present } = counts;
  return `?added=${counts.new}&changed=${changed}&present=${present}`;
}

export function importedFrom(url: URL): Imported | null {
  const count = (name: string) => Math.max(0, Math.trunc(Number(url.searchParams.get(name)) || 0));
  if (!url.searchParams.has("added")) return null;
  return { new: count("added"), changed: count("changed"), present: count("present") };
}
