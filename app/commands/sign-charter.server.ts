import { findCharter } from "~/data/charters.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { advance, type Advanced } from "./advance.server";
import { inTransaction } from "./transaction.server";

/**
 * One party signs the text they have read: refuses (409) when it was changed since `revision`. The last
 * of the parties, in whatever order they come, starts the execution.
 */
export function signCharter(
  ctx: Context,
  input: { projectId: string; revision: number; expectedState: string },
): Promise<Advanced> {
  const { projectId } = input;
  return inTransaction(
    ctx,
    "project.sign_charter",
    { kind: "project", id: projectId },
    async (tx) => {
      const signed = await advance(tx, ctx, {
        kind: "project",
        id: projectId,
        transition: "sign_charter",
        expectedState: input.expectedState,
      });
      const charter = await findCharter(tx, projectId);
      if (charter && charter.revision !== input.revision) refuse("charter_changed", {}, 409);
      return signed;
    },
  );
}
