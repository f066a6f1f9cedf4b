import { newId } from "~/data/ids.server";
import {
  importedBefore,
  insertImport,
  recallMapping,
  type ReadingChoice,
} from "~/data/imports.server";
import { cleanMapping, guessMapping, kindOf, type Layout } from "~/domain/import/columns";
import { refuse } from "~/domain/refusal";
import type { Table } from "~/domain/table-import";
import type { Context } from "~/platform/context";
import { dropTable, keepTable } from "~/platform/import-files.server";
import { openImportSubject, readImport, reportOf } from "./import-subject.server";
import { inTransaction } from "./transaction.server";

export interface StartImport {
  readonly cycleId: string;
  readonly layout: Layout;
  /** "" for entries. */
  readonly roundId: string;
  readonly file: { readonly name: string; readonly sha256: string; readonly table: Table };
}

/**
 * Takes a file in for a look: columns proposed (as last time for the same headings), everything checked,
 * nothing imported. Refuses 409 import_done_before for a file that was imported already.
 * @returns the id of the import
 */
export async function startImport(ctx: Context, input: StartImport): Promise<string> {
  const { cycleId, layout, file } = input;
  const { table } = file;
  const roundId = kindOf(layout) === "entries" ? "" : input.roundId;
  const subject = await openImportSubject(ctx.db.read, ctx.actor, cycleId, layout, roundId);
  const before = await importedBefore(ctx.db.read, cycleId, layout, file.sha256);
  if (before) refuse("import_done_before", { ...before, file: before.fileName }, 409, "file");
  const { organisationId } = subject.cycle;
  const known = await recallMapping(ctx.db.read, organisationId, layout, table.headers);
  const { headers } = table;
  const reading: ReadingChoice = {
    layout,
    roundId,
    columns: known
      ? cleanMapping(layout, known.columns, headers.length, subject.rubric)
      : guessMapping(layout, headers, subject.rubric),
    criterion: known?.criterion ?? "",
  };
  const found = await readImport(ctx.db.read, subject, table, reading);
  const report = reportOf(table, file.sha256, known !== null, found);
  const id = newId();
  await keepTable(id, table);
  try {
    await inTransaction(ctx, "entry.import_preview", { kind: "cycle", id: cycleId }, (tx) =>
      insertImport(
        tx,
        {
          id,
          cycleId,
          fileName: file.name,
          storageKey: id,
          state: "previewed",
          reading,
          report,
          createdBy: ctx.actor.personId,
          createdAt: ctx.now,
        },
        organisationId,
      ),
    );
  } catch (error) {
    await dropTable(id);
    throw error;
  }
  return id;
}
