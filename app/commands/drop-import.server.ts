import { findImport, updateImport } from "~/data/imports.server";
import { withoutCells } from "~/domain/import/report";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { dropTable } from "~/platform/import-files.server";
import { inTransaction } from "./transaction.server";

/** Ends an import that was not confirmed; what the file said is deleted. */
export async function dropImport(
  ctx: Context,
  input: { cycleId: string; importId: string },
): Promise<void> {
  unless(can(ctx.actor, "entry.import"));
  const record = await findImport(ctx.db.read, ctx.actor, input.cycleId, input.importId);
  await inTransaction(
    ctx,
    "entry.import_drop",
    { kind: "cycle", id: input.cycleId },
    async (tx) => {
      const { reading, report } = record;
      const to = {
        state: "failed" as const,
        reading,
        report: withoutCells(report),
        finishedAt: ctx.now,
      };
      if (!(await updateImport(tx, record.id, ["uploaded", "previewed"], to)))
        refuse("import_over", {}, 409);
    },
  );
  await dropTable(record.storageKey);
}
