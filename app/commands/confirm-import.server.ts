import type { Transaction } from "~/data/connection.server";
import { storeEntries, storeExperts, storeSheets } from "~/data/import-rows.server";
import {
  findImport,
  importedBefore,
  rememberMapping,
  updateImport,
  type ImportRecord,
} from "~/data/imports.server";
import { withoutCells } from "~/domain/import/report";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { dropTable, readKeptTable } from "~/platform/import-files.server";
import {
  openImportSubject,
  readImport,
  reportOf,
  type ImportContent,
  type ImportSubject,
} from "./import-subject.server";
import { inTransaction } from "./transaction.server";

/**
 * All rows or none. What was shown is read again inside the transaction, because entries, experts and
 * sheets may have changed since the preview.
 * Refuses: import_over and import_done_before (409), import_has_errors (409).
 */
export async function confirmImport(
  ctx: Context,
  input: { cycleId: string; importId: string },
): Promise<void> {
  const record = await findImport(ctx.db.read, ctx.actor, input.cycleId, input.importId);
  if (record.state !== "previewed") refuse("import_over", {}, 409);
  const table = await readKeptTable(record.storageKey);
  const { reading } = record;
  await inTransaction(ctx, "entry.import", { kind: "cycle", id: input.cycleId }, async (tx) => {
    await lock(tx, record);
    const subject = await openImportSubject(
      tx,
      ctx.actor,
      input.cycleId,
      reading.layout,
      reading.roundId,
    );
    const before = await importedBefore(tx, input.cycleId, reading.layout, record.report.sha256);
    if (before) refuse("import_done_before", { ...before, file: before.fileName }, 409);
    const found = await readImport(tx, subject, table, reading);
    if (!found.content || found.errors.length > 0)
      return refuse("import_has_errors", { count: found.errors.length }, 409);
    await store(tx, ctx, subject, found.content, record);
    const report = withoutCells(
      reportOf(table, record.report.sha256, record.report.remembered, found),
    );
    const to = { state: "done" as const, reading, report, finishedAt: ctx.now };
    if (!(await updateImport(tx, record.id, ["previewed"], to))) refuse("import_over", {}, 409);
    const { organisationId } = subject.cycle;
    await rememberMapping(tx, organisationId, reading, table.headers, ctx.now);
  });
  await dropTable(record.storageKey);
}

/** On PostgreSQL two confirmations, or a confirmation and the closing of the round, take turns. */
async function lock(tx: Transaction, { cycleId, reading }: ImportRecord): Promise<void> {
  await tx("cycles").where({ id: cycleId }).forUpdate().first("id");
  if (reading.roundId !== "")
    await tx("rounds").where({ id: reading.roundId }).forUpdate().first("id");
}

async function store(
  tx: Transaction,
  ctx: Context,
  { cycle, round }: ImportSubject,
  content: ImportContent,
  record: ImportRecord,
): Promise<void> {
  const { actor, now } = ctx;
  if (content.kind === "entries") {
    await storeEntries(tx, cycle.id, content.entries, actor, record.id, now);
    return;
  }
  if (!round) return refuse("import_round_missing", {}, 422);
  if (content.kind === "experts")
    await storeExperts(tx, round, content.experts, actor.personId, now);
  else await storeSheets(tx, round, content.plan, actor.personId, record.fileName, now);
}
