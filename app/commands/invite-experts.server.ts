import type { Transaction } from "~/data/connection.server";
import { newId } from "~/data/ids.server";
import { lockAccounts } from "~/data/locks.server";
import { tell } from "~/data/outbox.server";
import {
  administratorsAmong,
  mayBeInvited,
  setAutomaticRecusals,
  type Seat,
} from "~/data/panels.server";
import type { RoundWithCycle } from "~/data/rounds.server";
import { refuse } from "~/domain/refusal";
import { isAdminRole, type Role } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import type { Context } from "~/platform/context";
import { beforeFreeze, roundToManage } from "./round-access.server";
import { inTransaction } from "./transaction.server";

export interface Invitation {
  readonly roundId: string;
  readonly personIds: readonly string[];
  readonly seat: Seat;
}

interface Invited {
  id: string;
  name: string;
  employerId: string | null;
  employerName: string;
}

/**
 * Seats people with accounts on the panel and tells them. Their role comes with the seat, for the cycle
 * only. Refuses who administers the round or watches over it (organiser_on_panel), and whoever keeps
 * accounts, grants or logs (administrator_on_panel).
 */
export function inviteExperts(ctx: Context, input: Invitation): Promise<number> {
  const { roundId, seat } = input;
  return inTransaction(ctx, "round.invite", { kind: "round", id: roundId }, async (tx) => {
    const round = await roundToManage(tx, ctx, roundId);
    beforeFreeze(round);
    await lockAccounts(tx); // nobody becomes an administrator while being seated
    const people = await peopleToInvite(tx, round, input);
    if (people.length === 0) refuse("nobody_chosen", {}, 422, "q");
    await refuseAdministrators(tx, round, people, ctx.now);
    if (seat === "chair") await refuseSecondChair(tx, roundId, people);
    const [last] = (await tx("panelMembers").where({ roundId }).max({ n: "position" })) as {
      n: number | null;
    }[];
    let position = Number(last?.n ?? 0);
    for (const person of people) {
      position += 1;
      await tx("panelMembers").insert({
        id: newId(),
        roundId,
        personId: person.id,
        name: person.name,
        employerId: person.employerId,
        employerName: person.employerName,
        seat,
        status: "invited",
        invitedBy: ctx.actor.personId,
        invitedAt: ctx.now,
        position,
      });
      await grantSeat(tx, ctx, round.cycleId, person.id, seat);
    }
    await setAutomaticRecusals(tx, round, ctx.now);
    await tell(
      tx,
      people.map((person) => person.id),
      { kind: "invited_to_score", link: "/scoring", facts: { title: round.name } },
      ctx.now,
    );
    return people.length;
  });
}

async function peopleToInvite(
  tx: Transaction,
  round: RoundWithCycle,
  { roundId, personIds }: Invitation,
): Promise<Invited[]> {
  return (await tx("people as p")
    .join("organisations as o", "o.id", "p.organisationId")
    .leftJoin("organisations as h", "h.id", "p.hospitalId")
    .whereIn("p.id", [...new Set(personIds)])
    .whereNotNull("p.username")
    .modify(mayBeInvited(round))
    .whereNull("p.disabledAt")
    .whereNotExists(
      tx("panelMembers as m").whereRaw("m.person_id = p.id").where({ "m.roundId": roundId }),
    )
    .orderBy("p.sortKey")
    .orderBy("p.id")
    .select(
      "p.id",
      "p.name",
      tx.raw("coalesce(h.id, o.id) as employer_id"),
      tx.raw("coalesce(h.name, o.name) as employer_name"),
    )) as Invited[];
}

async function refuseAdministrators(
  tx: Transaction,
  round: RoundWithCycle,
  people: readonly Invited[],
  now: string,
): Promise<void> {
  const ids = people.map((person) => person.id);
  const names = (found: readonly { name: string }[]) => ({
    count: found.length,
    missing: found.map((person) => person.name).join(","),
  });
  const organisers = await administratorsAmong(tx, round.organiserId, round.cycleId, ids, now);
  if (organisers.length > 0) refuse("organiser_on_panel", names(organisers), 409);
  const grants = (await tx("roleGrants as g")
    .join("people as p", "p.id", "g.personId")
    .whereIn("g.personId", ids)
    .whereNull("g.revokedAt")
    .select("p.name", "g.role")) as { name: string; role: Role }[];
  const admins = grants.filter((grant) => isAdminRole(grant.role));
  if (admins.length > 0) refuse("administrator_on_panel", names(admins), 409);
}

async function refuseSecondChair(
  tx: Transaction,
  roundId: string,
  people: readonly Invited[],
): Promise<void> {
  const chair: unknown = await tx("panelMembers")
    .where({ roundId, seat: "chair" })
    .whereIn("status", ["invited", "accepted"])
    .first("id");
  if (chair || people.length > 1) refuse("one_chair", {}, 409, "seat");
}

/** The role that lets an expert in: for this cycle, from today, without asking a third hand for it. */
export async function grantSeat(
  tx: Transaction,
  ctx: Context,
  cycleId: string,
  personId: string,
  seat: Seat,
): Promise<void> {
  const role: Role = seat === "chair" ? "panel_chair" : "expert";
  const held: unknown = await tx("roleGrants")
    .where({ personId, role, scopeKind: "cycle", scopeId: cycleId })
    .whereNull("revokedAt")
    .first("id");
  if (held) return;
  await tx("roleGrants").insert({
    id: newId(),
    personId,
    role,
    scopeKind: "cycle",
    scopeId: cycleId,
    validFrom: shanghaiDate(ctx.now),
    validUntil: null,
    grantedBy: ctx.actor.personId,
    createdAt: ctx.now,
    revokedAt: null,
  });
}
