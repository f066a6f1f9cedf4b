import { findImport, updateImport, type ReadingChoice } from "~/data/imports.server";
import { cleanMapping } from "~/domain/import/columns";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { readKeptTable } from "~/platform/import-files.server";
import { openImportSubject, readImport, reportOf } from "./import-subject.server";
import { inTransaction } from "./transaction.server";

/** Reads the file again with other columns, or against what has changed since. Imports nothing. */
export async function previewImport(
  ctx: Context,
  input: { cycleId: string; importId: string; columns: readonly string[]; criterion: string },
): Promise<void> {
  const record = await findImport(ctx.db.read, ctx.actor, input.cycleId, input.importId);
  if (record.state !== "previewed") refuse("import_over", {}, 409);
  const { layout, roundId } = record.reading;
  const subject = await openImportSubject(ctx.db.read, ctx.actor, input.cycleId, layout, roundId);
  const table = await readKeptTable(record.storageKey);
  const reading: ReadingChoice = {
    layout,
    roundId,
    columns: cleanMapping(layout, input.columns, table.headers.length, subject.rubric),
    criterion: subject.rubric?.criteria.some(({ key }) => key === input.criterion)
      ? input.criterion
      : "",
  };
  const found = await readImport(ctx.db.read, subject, table, reading);
  const report = reportOf(table, record.report.sha256, false, found);
  await inTransaction(
    ctx,
    "entry.import_preview",
    { kind: "cycle", id: input.cycleId },
    async (tx) => {
      const to = { state: "previewed" as const, reading, report };
      if (!(await updateImport(tx, record.id, ["previewed"], to))) refuse("import_over", {}, 409);
    },
  );
}
