import { tell } from "~/data/outbox.server";
import { NO_DUE_DATE } from "~/data/rounds.server";
import { panelOf } from "~/data/panels.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { roundToManage, stateFact } from "./round-access.server";
import { inTransaction } from "./transaction.server";

/**
 * 催办: reminds exactly those who are late, be it with the answer to the invitation or with sheets.
 * Who was reminded is left in peace for twelve hours.
 * @returns the names of those reminded
 */
export function remindExperts(ctx: Context, roundId: string): Promise<string[]> {
  return inTransaction(ctx, "round.remind", { kind: "round", id: roundId }, async (tx) => {
    const round = await roundToManage(tx, ctx, roundId);
    if (round.state !== "preparing" && round.state !== "open")
      refuse("round_not_open", stateFact(round), 409);
    const panel = (await panelOf(tx, round)).filter((member) => member.personId !== null);
    const unanswered = panel.filter((member) => member.status === "invited");
    const unfinished =
      round.state === "open"
        ? panel.filter(
            (member) =>
              member.status === "accepted" &&
              member.seat !== "reserve" &&
              member.submitted < member.expected,
          )
        : [];
    const since = new Date(Date.parse(ctx.now) - REST_MS).toISOString();
    const fresh = (member: { remindedAt: string | null }) =>
      member.remindedAt === null || member.remindedAt < since;
    const late = [...unanswered, ...unfinished];
    const reminded = late.filter(fresh);
    if (late.length === 0) refuse("nobody_late", {}, 409);
    if (reminded.length === 0) refuse("reminded_just_now", {}, 409);
    for (const member of reminded)
      await tell(
        tx,
        [member.personId ?? ""],
        {
          kind: member.status === "invited" ? "remind_answer" : "remind_sheets",
          link: "/scoring",
          facts: {
            title: round.name,
            left: member.expected - member.submitted,
            due: round.dueOn === NO_DUE_DATE ? "–" : round.dueOn,
          },
        },
        ctx.now,
      );
    await tx("panelMembers")
      .whereIn(
        "id",
        reminded.map((member) => member.id),
      )
      .update({ remindedAt: ctx.now });
    return reminded.map((member) => member.name);
  });
}

const REST_MS = 12 * 3_600_000;
