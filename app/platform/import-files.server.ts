import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { refuse } from "~/domain/refusal";
import type { Table } from "~/domain/table-import";
import { config } from "./config.server";

/*
 * A file on its way in is parsed once and lies as plain text beside the attachments until it is
 * confirmed or dropped: its cells hold scores, so nothing of it stays.
 */

const pathOf = (storageKey: string) => join(config().filesPath, "imports", `${storageKey}.json`);

export async function keepTable(storageKey: string, table: Table): Promise<void> {
  const path = pathOf(storageKey);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(table), { mode: 0o600 });
}

/** Refuses 404 import_file_gone when it was confirmed or dropped meanwhile. */
export async function readKeptTable(storageKey: string): Promise<Table> {
  try {
    return JSON.parse(await readFile(pathOf(storageKey), "utf8")) as Table;
  } catch {
    return refuse("import_file_gone", {}, 404);
  }
}

export async function dropTable(storageKey: string): Promise<void> {
  await rm(pathOf(storageKey), { force: true });
}
