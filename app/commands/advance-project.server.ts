import type { Context } from "~/platform/context";
import { advance, type Advanced, type PressInput } from "./advance.server";
import { inTransaction } from "./transaction.server";

export interface ProjectPress {
  projectId: string;
  transition: string;
  expectedState: string;
  reason: string;
  input?: PressInput;
}

/** A person presses a button of the project page. Refuses whatever the lifecycle table refuses. */
export function advanceProject(ctx: Context, press: ProjectPress): Promise<Advanced> {
  return inTransaction(
    ctx,
    `project.${press.transition}`,
    { kind: "project", id: press.projectId },
    (tx) =>
      advance(tx, ctx, {
        kind: "project",
        id: press.projectId,
        transition: press.transition,
        expectedState: press.expectedState,
        reason: press.reason,
        ...(press.input ? { input: press.input } : {}),
      }),
  );
}
