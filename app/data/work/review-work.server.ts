import type { Actor } from "~/domain/people";
import { dated, type WorkItem } from "~/domain/work";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "../connection.server";

/* What waits in rounds, meetings, entries and objections. */

interface RoundLine {
  id: string;
  name: string;
  state: string;
  dueOn: string;
}

export async function expertWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  const seats = (await db("panelMembers as m")
    .join("rounds as r", "r.id", "m.roundId")
    .where({ "m.personId": actor.personId })
    .whereIn("m.status", ["invited", "accepted"])
    .whereNot({ "m.seat": "reserve" })
    .whereIn("r.state", ["preparing", "open"])
    .select("m.id as seatId", "m.status", "r.id", "r.name", "r.state", "r.dueOn", "r.generation")) as (RoundLine & {
    seatId: string;
    status: string;
    generation: number;
  })[];
  const items: WorkItem[] = [];
  for (const seat of seats) {
    if (seat.status === "invited")
      items.push({
        key: "answer_invitation",
        facts: { round: seat.name },
        link: "/scoring",
        dueOn: dated(seat.dueOn),
      });
    else if (seat.state === "open") {
      const [left] = (await db("entries as e")
        .where({ "e.roundId": seat.id, "e.isSetAside": 0 })
        .whereNotIn("e.state", ["withdrawn", "disqualified", "absent"])
        .whereNotExists((recused) => {
          void recused
            .from("recusals as x")
            .where({ "x.panelMemberId": seat.seatId })
            .whereNull("x.dismissedAt")
            .whereRaw("x.entry_id = e.id");
        })
        .whereNotExists((done) => {
          void done
            .from("sheets as s")
            .where({ "s.panelMemberId": seat.seatId, "s.generation": seat.generation })
            .whereIn("s.state", ["submitted", "declined", "sealed"])
            .whereRaw("s.entry_id = e.id");
        })
        .count({ n: "*" })) as { n: number }[];
      if (Number(left?.n ?? 0) > 0)
        items.push({
          key: "score",
          facts: { round: seat.name, count: Number(left?.n) },
          link: "/scoring",
          dueOn: dated(seat.dueOn),
        });
    }
  }
  return items;
}

/** Rounds of the organisations a person organises or witnesses, by what they wait for. */
export async function roundWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  const rounds = (await db("rounds as r")
    .join("cycles as c", "c.id", "r.cycleId")
    .whereIn("c.organisationId", [...actor.organisationIds])
    .whereIn("r.state", actor.role === "witness" ? ["closed"] : ["open", "closed", "frozen"])
    .orderBy("r.dueOn")
    .limit(20)
    .select("r.id", "r.name", "r.state", "r.dueOn")) as RoundLine[];
  const items: WorkItem[] = [];
  for (const round of rounds) {
    if (actor.role === "witness") {
      const asked: unknown = await db("consents")
        .where({ subjectKind: "round", subjectId: round.id, transition: "freeze" })
        .first("id");
      if (!asked) continue;
    }
    const key = actor.role === "witness" ? "witness_freeze" : `round_${round.state}`;
    items.push({
      key,
      facts: { round: round.name },
      link: `/rounds/${round.id}`,
      dueOn: round.state === "open" ? dated(round.dueOn) : null,
    });
  }
  return items;
}

export async function meetingWork(db: Queryable, actor: Actor, now: string): Promise<WorkItem[]> {
  if (!actor.hospitalId) return [];
  const query = db("meetings as m")
    .where({ "m.hospitalId": actor.hospitalId })
    .whereIn("m.state", ["preparing", "open"])
    .orderBy("m.startsAt")
    .limit(20)
    .select("m.id", "m.title", "m.state", "m.startsAt");
  if (actor.role !== "clerk")
    void query.whereExists((seat) => {
      void seat
        .from("meetingAttendance as a")
        .where({ "a.personId": actor.personId })
        .whereRaw("a.meeting_id = m.id");
    });
  const rows = (await query) as { id: string; title: string; state: string; startsAt: string }[];
  const today = shanghaiDate(now);
  return rows.map((row) => ({
    key: row.state === "open" ? "meeting_open" : "meeting_coming",
    facts: { title: row.title },
    link: `/meetings/${row.id}`,
    dueOn: row.state === "open" ? today : shanghaiDate(row.startsAt),
  }));
}

export async function clerkWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  if (!actor.hospitalId) return [];
  const [row] = (await db("projects")
    .where({ hospitalId: actor.hospitalId, state: "reviewed" })
    .count({ n: "*" })) as { n: number }[];
  const count = Number(row?.n ?? 0);
  return count > 0
    ? [{ key: "put_on_agenda", facts: { count }, link: "/meetings", dueOn: null }]
    : [];
}

export async function objectionWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  const rows = (await db("objections as o")
    .join("notices as n", "n.id", "o.noticeId")
    .whereIn("n.organisationId", [...actor.organisationIds])
    .whereIn("o.state", ["lodged", "checking"])
    .orderBy("o.lodgedAt")
    .limit(20)
    .select("o.id", "n.title", "n.endsOn")) as { id: string; title: string; endsOn: string }[];
  return rows.map((row) => ({
    key: "objection",
    facts: { title: row.title },
    link: `/objections/${row.id}`,
    dueOn: dated(row.endsOn),
  }));
}

export async function centreWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  const rows = (await db("entries as e")
    .join("cycles as c", "c.id", "e.cycleId")
    .whereIn("c.organisationId", [...actor.organisationIds])
    .where({ "e.state": "nominated", "c.kind": "municipal" })
    .groupBy("c.id", "c.name")
    .select("c.id", "c.name")
    .count({ n: "*" })) as { id: string; name: string; n: number }[];
  return rows.map((row) => ({
    key: "check_entries",
    facts: { cycle: row.name, count: Number(row.n) },
    link: `/cycles/${row.id}/entries`,
    dueOn: null,
  }));
}

/** Municipal cycles that still collect and to which this hospital owes entries. */
export async function nominationWork(db: Queryable, actor: Actor): Promise<WorkItem[]> {
  if (!actor.hospitalId) return [];
  const rows = (await db("cycles as c")
    .join("cycleParticipants as p", "p.cycleId", "c.id")
    .where({ "p.organisationId": actor.hospitalId, "c.state": "collecting", "c.kind": "municipal" })
    .select("c.id", "c.name", "c.options", "c.dates")) as {
    id: string;
    name: string;
    options: string;
    dates: string;
  }[];
  const items: WorkItem[] = [];
  for (const row of rows) {
    const wanted = (JSON.parse(row.options) as { entriesPerOrganisation?: number | null })
      .entriesPerOrganisation;
    const entries = (await db("entries")
      .where({ cycleId: row.id, organisationId: actor.hospitalId })
      .whereNotIn("state", ["withdrawn", "disqualified"])
      .select("id", "state", "dueOn", "title")) as {
      id: string;
      state: string;
      dueOn: string;
      title: string;
    }[];
    const missing = (wanted ?? 0) - entries.filter((entry) => entry.state !== "draft").length;
    if (missing > 0)
      items.push({
        key: "nominate",
        facts: { cycle: row.name, count: missing },
        link: `/cycles/${row.id}/nomination`,
        dueOn: (JSON.parse(row.dates) as { applyUntil?: string }).applyUntil || null,
      });
    for (const entry of entries.filter((each) => each.state === "returned"))
      items.push({
        key: "answer_entry_return",
        facts: { title: entry.title },
        link: `/entries/${entry.id}`,
        dueOn: dated(entry.dueOn),
      });
  }
  return items;
}
