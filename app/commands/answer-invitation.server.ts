import { setAutomaticRecusals } from "~/data/panels.server";
import { loadRound } from "~/data/rounds.server";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { beforeFreeze } from "./round-access.server";
import { inTransaction } from "./transaction.server";

export interface Answer {
  readonly memberId: string;
  readonly answer: "accepted" | "declined";
  readonly reason: string;
}

interface MemberRow {
  id: string;
  roundId: string;
  personId: string | null;
  status: string;
  answeredAt: string | null;
}

/** Accepts or declines a seat, declining with a reason. A second answer is refused, with the first. */
export function answerInvitation(
  ctx: Context,
  { memberId, answer, reason }: Answer,
): Promise<void> {
  return inTransaction(ctx, "panel.answer", { kind: "panel_member", id: memberId }, async (tx) => {
    const member = (await tx("panelMembers")
      .where({ id: memberId, personId: ctx.actor.personId })
      .first("id", "roundId", "personId", "status", "answeredAt")) as MemberRow | undefined;
    if (!member) refuse("not_found", {}, 404);
    unless(can(ctx.actor, "panel.answer", { personId: member.personId }));
    if (member.status === answer) return;
    if (member.status !== "invited")
      refuse("answered_already", { at: member.answeredAt ?? "–" }, 409);
    if (answer === "declined" && reason.trim() === "") refuse("reason_required", {}, 422, "reason");
    const round = (await loadRound(tx, member.roundId)) ?? refuse("not_found", {}, 404);
    // Whoever joins is recused where the rules say so, which a frozen standing has counted already.
    if (answer === "accepted") beforeFreeze(round);
    await tx("panelMembers")
      .where({ id: memberId, status: "invited" })
      .update({
        status: answer,
        declineReason: answer === "declined" ? reason.trim().slice(0, 2000) : "",
        answeredAt: ctx.now,
      });
    if (answer === "accepted") await setAutomaticRecusals(tx, round, ctx.now);
  });
}
