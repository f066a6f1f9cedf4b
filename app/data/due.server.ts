import type { CycleDates } from "~/domain/cycle";
import { addDays, shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "./connection.server";
import { cycleOptions } from "./facts/cycle-facts.server";
import { fromJson } from "./rows.server";

/** A step that the calendar takes, not a person. */
export interface DueStep {
  readonly kind: "project" | "round" | "entry" | "cycle";
  readonly id: string;
  readonly state: string;
  readonly transition: string;
}

interface Found {
  id: string;
  state: string;
}

const step =
  (kind: DueStep["kind"], transition: string) =>
  ({ id, state }: Found): DueStep => ({ kind, id, state, transition });

/** Objections lodged or being checked that keep a notice, or one of its projects, from ending. */
function openObjections(db: Queryable, ofProject: boolean) {
  const query = db("objections as o")
    .whereIn("o.state", ["lodged", "checking"])
    .whereRaw("o.notice_id = n.id");
  if (ofProject)
    void query.andWhere((where) => {
      where.whereNull("o.projectId").orWhereRaw("o.project_id = p.id");
    });
  return query;
}

/**
 * What the day just begun has made due. Asks exactly what the guards will ask, so that nothing is tried
 * in vain at every tick.
 */
export async function findDueSteps(db: Queryable, now: string): Promise<DueStep[]> {
  const today = shanghaiDate(now);
  const returned = (await db("projects")
    .where({ state: "returned" })
    .andWhere("dueOn", "<", today)
    .select("id", "state", "dueOn", "options")) as (Found & { dueOn: string; options: string })[];
  const noticed = (await db("projects as p")
    .join("noticeProjects as l", "l.projectId", "p.id")
    .join("notices as n", "n.id", "l.noticeId")
    .where({ "p.state": "approved", "n.kind": "establishment" })
    .whereNull("l.withdrawnAt")
    .andWhere("n.endsOn", "<", today)
    .whereNotExists(openObjections(db, true))
    .distinct("p.id", "p.state")) as Found[];
  const rectifying = (await db("projects")
    .where({ state: "rectifying" })
    .andWhere("dueOn", "<", today)
    .select("id", "state")) as Found[];
  const rounds = (await db("rounds")
    .where({ state: "open" })
    .andWhere("dueOn", "<", today)
    .select("id", "state")) as Found[];
  const entries = (await db("entries")
    .where({ state: "returned" })
    .andWhere("dueOn", "<", today)
    .select("id", "state")) as Found[];
  const cycles = (await db("cycles")
    .where({ kind: "hospital", state: "collecting" })
    .select("id", "state", "dates")) as (Found & { dates: string })[];
  return [
    ...returned
      .filter((row) => addDays(row.dueOn, cycleOptions(row).graceDays) < today)
      .map(step("project", "lapse")),
    ...noticed.map(step("project", "end_notice")),
    ...rectifying.map(step("project", "lapse_rectification")),
    ...rounds.map(step("round", "close_on_time")),
    ...entries.map(step("entry", "lapse")),
    ...cycles
      .filter((row) => {
        const until = fromJson<Partial<CycleDates>>(row.dates).applyUntil ?? "";
        return until !== "" && until < today;
      })
      .map(step("cycle", "close_on_time")),
  ];
}

/** Notices whose last day is over and against which no objection is open. */
export async function findNoticesOver(db: Queryable, now: string): Promise<string[]> {
  return (await db("notices as n")
    .where({ "n.state": "open" })
    .andWhere("n.endsOn", "<", shanghaiDate(now))
    .whereNotExists(openObjections(db, false))
    .pluck("n.id")) as string[];
}
