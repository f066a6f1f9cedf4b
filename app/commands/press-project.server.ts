import { peopleOf } from "~/data/audience.server";
import { projectAtHand } from "~/data/execution-projects.server";
import { newId } from "~/data/ids.server";
import { tell } from "~/data/outbox.server";
import { isOffered, type PressLevel } from "~/domain/pressing";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/**
 * 督办 by the office (reminder, supervision notice, talk) or 督促 by the witness, to the lead and the
 * head of the department. It is kept with its words; it changes no state.
 */
export function pressProject(
  ctx: Context,
  input: { projectId: string; level: PressLevel; text: string },
): Promise<void> {
  const { projectId, level } = input;
  return inTransaction(
    ctx,
    `project.press.${level}`,
    { kind: "project", id: projectId },
    async (tx) => {
      const project = await projectAtHand(tx, ctx.actor, projectId, "project.press");
      if (!isOffered(level, ctx.actor.role)) refuse("press_level_refused", {}, 403, "level");
      const text = input.text.trim();
      if (text === "") refuse("reason_required", {}, 422, "text");
      await tx("presses").insert({
        id: newId(),
        projectId,
        level,
        text,
        pressedBy: ctx.actor.personId,
        pressedAs: ctx.actor.role,
        pressedAt: ctx.now,
      });
      const { hospitalId, departmentId, leadId, cycleId } = project;
      const people = await peopleOf(
        tx,
        ["lead", "department_head"],
        {
          hospitalId,
          organiserId: hospitalId,
          departmentId,
          leadId,
          projectId,
          cycleId,
          roundId: null,
        },
        [],
        ctx.now,
      );
      await tell(
        tx,
        people.filter((id) => id !== ctx.actor.personId),
        {
          kind: `press_${level}`,
          link: `/projects/${projectId}/execution`,
          facts: { title: project.title, text, by: ctx.actor.name },
        },
        ctx.now,
      );
    },
  );
}
