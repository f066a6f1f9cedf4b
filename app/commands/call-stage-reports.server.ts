import { newId } from "~/data/ids.server";
import { tell } from "~/data/outbox.server";
import { isDay } from "~/domain/application";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/** The office calls for stage reports from all running projects of one of its cycles. */
export function callStageReports(
  ctx: Context,
  input: { cycleId: string; number: number; title: string; dueOn: string },
): Promise<{ callId: string; projects: number }> {
  const { cycleId, number, title, dueOn } = input;
  return inTransaction(ctx, "report.call", { kind: "cycle", id: cycleId }, async (tx) => {
    unless(can(ctx.actor, "report.call"));
    const cycle = (await tx("cycles")
      .where({ id: cycleId, kind: "hospital" })
      .first("organisationId")) as { organisationId: string } | undefined;
    if (!cycle || can(ctx.actor, "report.call", { organiserId: cycle.organisationId }))
      refuse("not_found", {}, 404);
    const today = shanghaiDate(ctx.now);
    if (!isDay(dueOn)) refuse("due_date_invalid", {}, 422, "dueOn");
    if (dueOn < today) refuse("due_date_past", { today }, 422, "dueOn");
    const callId = newId();
    const added = (await tx("reportCalls")
      .insert({
        id: callId,
        cycleId,
        number,
        title,
        dueOn,
        calledBy: ctx.actor.personId,
        calledAt: ctx.now,
      })
      .onConflict(["cycleId", "number"])
      .ignore()
      .returning("id")) as unknown[];
    if (added.length !== 1) {
      const there = (await tx("reportCalls").where({ cycleId, number }).first("title", "dueOn")) as
        { title: string; dueOn: string } | undefined;
      refuse(
        "call_exists",
        { number, title: there?.title ?? "–", due: there?.dueOn ?? "–" },
        409,
        "number",
      );
    }
    const running = (await tx("projects")
      .where({ cycleId, state: "executing" })
      .select("id", "leadId", "title")) as { id: string; leadId: string; title: string }[];
    for (const project of running)
      await tell(
        tx,
        [project.leadId],
        {
          kind: "report_called",
          link: `/projects/${project.id}/reports/${callId}`,
          facts: { title: project.title, report: title, due: dueOn },
        },
        ctx.now,
      );
    return { callId, projects: running.length };
  });
}
