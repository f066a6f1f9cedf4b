import { tell } from "~/data/outbox.server";
import { setAutomaticRecusals, type Seat } from "~/data/panels.server";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { grantSeat } from "./invite-experts.server";
import { beforeFreeze, roundToManage } from "./round-access.server";
import { inTransaction } from "./transaction.server";

interface MemberRow {
  id: string;
  personId: string | null;
  name: string;
  seat: Seat;
  status: string;
}

/**
 * A reserve takes the seat of an expert who drops out. Sheets already handed in stand; drafts stay with
 * whoever wrote them and count for nothing.
 */
export function replaceExpert(
  ctx: Context,
  { roundId, memberId, reserveId }: { roundId: string; memberId: string; reserveId: string },
): Promise<void> {
  return inTransaction(ctx, "panel.replace", { kind: "panel_member", id: memberId }, async (tx) => {
    const round = await roundToManage(tx, ctx, roundId);
    beforeFreeze(round);
    const find = (id: string) =>
      tx("panelMembers")
        .where({ id, roundId })
        .first("id", "personId", "name", "seat", "status") as Promise<MemberRow | undefined>;
    const leaving = (await find(memberId)) ?? refuse("not_found", {}, 404);
    const reserve = (await find(reserveId)) ?? refuse("reserve_missing", {}, 422, "reserveId");
    if (leaving.status === "replaced") refuse("replaced_already", { name: leaving.name }, 409);
    if (leaving.seat === "reserve" || reserve.seat !== "reserve")
      refuse("reserve_missing", {}, 422, "reserveId");
    if (reserve.status !== "invited" && reserve.status !== "accepted")
      refuse("reserve_not_ready", { name: reserve.name }, 409, "reserveId");
    await tx("panelMembers")
      .where({ id: leaving.id })
      .update({ status: "replaced", replacedById: reserve.id });
    await tx("panelMembers").where({ id: reserve.id }).update({ seat: leaving.seat });
    if (reserve.personId) {
      await grantSeat(tx, ctx, round.cycleId, reserve.personId, leaving.seat);
      await tell(
        tx,
        [reserve.personId],
        { kind: "moved_up_from_reserve", link: "/scoring", facts: { title: round.name } },
        ctx.now,
      );
    }
    await setAutomaticRecusals(tx, round, ctx.now);
  });
}
