import type { Knex } from "knex";
import { workflowOptionsSchema, type WorkflowOptions } from "~/domain/lifecycle/options";
import type { RoundState } from "~/domain/lifecycle/round-table";
import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import type { Rubric } from "~/domain/rubric/score";
import type { StandingRule } from "~/domain/standing/types";
import type { Queryable } from "./connection.server";
import { likePattern } from "./text.server";
import { fromJson } from "./rows.server";
import { readPage, type Page } from "./keyset.server";

export type RoundKind = "establishment" | "annual" | "closure" | "municipal";

export interface RoundRow {
  id: string;
  cycleId: string;
  kind: RoundKind;
  name: string;
  state: RoundState;
  stateSince: string;
  generation: number;
  rubricId: string;
  rule: string;
  recusalPolicy: "employer" | "department";
  affiliationsRecuse: number;
  minimumPanel: number;
  dueOn: string;
  eventSeq: number;
  createdAt: string;
}

/** A round with what every use of it needs of its cycle and rubric. */
export interface RoundWithCycle extends RoundRow {
  organiserId: string;
  cycleName: string;
  cycleKind: "hospital" | "municipal";
  options: string;
  workflowVersion: number;
  rubricBody: string;
  rubricFrozenAt: string | null;
}

export const NO_DUE_DATE = "9999-12-31";

export async function loadRound(db: Queryable, id: string): Promise<RoundWithCycle | undefined> {
  return (await db("rounds as r")
    .join("cycles as c", "c.id", "r.cycleId")
    .join("rubrics as b", "b.id", "r.rubricId")
    .where({ "r.id": id })
    .first(
      "r.*",
      "c.organisationId as organiserId",
      "c.name as cycleName",
      "c.kind as cycleKind",
      "c.options",
      "c.workflowVersion",
      "b.body as rubricBody",
      "b.frozenAt as rubricFrozenAt",
    )) as RoundWithCycle | undefined;
}

export const rubricOf = (row: { rubricBody: string }): Rubric => fromJson<Rubric>(row.rubricBody);
export const ruleOf = (row: { rule: string }): StandingRule => fromJson<StandingRule>(row.rule);
/** What `decide` reads: the cycle's options with the round's own minima. */
export function roundOptions(row: RoundWithCycle): WorkflowOptions {
  return {
    ...workflowOptionsSchema.parse(fromJson(row.options)),
    minimumPanel: row.minimumPanel,
    minimumSheets: ruleOf(row).minimumSheets,
  };
}

/** Rounds of the organisations the actor's role reaches; a witness of one cycle sees its rounds. */
export function visibleRounds(actor: Actor) {
  return (where: Knex.QueryBuilder): void => {
    const cycles = actor.scopes.filter((scope) => scope.kind === "cycle").map((scope) => scope.id);
    void where
      .whereIn("c.organisationId", [...actor.organisationIds])
      .orWhereIn("c.id", actor.role === "witness" ? cycles : []);
  };
}

/** The round as the actor may see it. Refuses 404 not_found. */
export async function findRound(
  db: Queryable,
  actor: Actor,
  id: string,
): Promise<RoundWithCycle> {
  const seen: unknown = await db("rounds as r")
    .join("cycles as c", "c.id", "r.cycleId")
    .where({ "r.id": id })
    .andWhere(visibleRounds(actor))
    .first("r.id");
  if (!seen) refuse("not_found", {}, 404);
  return (await loadRound(db, id)) ?? refuse("not_found", {}, 404);
}

export interface RoundListItem {
  id: string;
  name: string;
  kind: RoundKind;
  state: RoundState;
  cycleName: string;
  dueOn: string;
  createdAt: string;
  entries: number;
  experts: number;
  submitted: number;
}

export interface RoundFilter {
  q: string;
  state: string;
  cycleId: string;
  sort: string;
  cursor: string | null;
}

const SORTS = { name: "r.name", due: "r.dueOn", created: "r.createdAt" } as const;
type SortKey = keyof typeof SORTS;

export async function listRounds(
  db: Queryable,
  actor: Actor,
  filter: RoundFilter,
): Promise<Page<RoundListItem>> {
  const query = db("rounds as r")
    .join("cycles as c", "c.id", "r.cycleId")
    .where(visibleRounds(actor))
    .select(
      "r.id",
      "r.name",
      "r.kind",
      "r.state",
      "r.dueOn",
      "r.createdAt",
      "c.name as cycleName",
      db("entries as e")
        .whereRaw("e.round_id = r.id")
        .whereNot({ "e.state": "withdrawn" })
        .count()
        .as("entries"),
      db("panelMembers as m")
        .whereRaw("m.round_id = r.id")
        .where({ "m.status": "accepted" })
        .whereNot({ "m.seat": "reserve" })
        .count()
        .as("experts"),
      db("entries as e").whereRaw("e.round_id = r.id").sum("e.sheets_submitted").as("submitted"),
    );
  if (filter.q.trim() !== "")
    query.andWhere((where) => {
      const like = likePattern(filter.q);
      where
        .whereRaw("lower(r.name) like ? escape '\\'", [like])
        .orWhereRaw("lower(c.name) like ? escape '\\'", [like]);
    });
  if (filter.state !== "") query.andWhere({ "r.state": filter.state });
  if (filter.cycleId !== "") query.andWhere({ "r.cycleId": filter.cycleId });
  const named = filter.sort.replace(/^-/, "");
  const key: SortKey = Object.hasOwn(SORTS, named) ? (named as SortKey) : "created";
  const direction = filter.sort === "" || filter.sort.startsWith("-") ? "desc" : "asc";
  const keyOf = (row: RoundListItem) =>
    key === "name" ? row.name : key === "due" ? row.dueOn : row.createdAt;
  const page = await readPage<RoundListItem>(
    query,
    { column: SORTS[key], id: "r.id", direction },
    filter.cursor,
    50,
    keyOf,
  );
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, submitted: Number(row.submitted ?? 0) })),
  };
}

export interface RoundEntry {
  id: string;
  code: string;
  title: string;
  organisationName: string;
  category: string;
  state: string;
  isSetAside: boolean;
  projectId: string | null;
  /** How many sheets are submitted, of how many experts who may score it: counts and no more. */
  submitted: number;
  expected: number;
  recused: number;
}

export async function roundEntries(db: Queryable, round: RoundRow): Promise<RoundEntry[]> {
  const rows = (await db("entries as e")
    .where({ "e.roundId": round.id })
    .whereNot({ "e.state": "withdrawn" })
    .orderBy("e.position")
    .orderBy("e.code")
    .orderBy("e.id")
    .select(
      "e.id",
      "e.code",
      "e.title",
      "e.organisationName",
      "e.category",
      "e.state",
      "e.isSetAside",
      "e.projectId",
      "e.sheetsSubmitted as submitted",
      db("recusals as x")
        .join("panelMembers as m", "m.id", "x.panelMemberId")
        .whereRaw("x.entry_id = e.id")
        .whereNull("x.dismissedAt")
        .where({ "m.status": "accepted" })
        .whereNot({ "m.seat": "reserve" })
        .count()
        .as("recused"),
    )) as (Omit<RoundEntry, "isSetAside" | "expected"> & { isSetAside: number })[];
  const [panel] = (await db("panelMembers")
    .where({ roundId: round.id, status: "accepted" })
    .whereNot({ seat: "reserve" })
    .count({ n: "*" })) as { n: number }[];
  const seated = Number(panel?.n ?? 0);
  return rows.map((row) => ({
    ...row,
    isSetAside: row.isSetAside === 1,
    recused: Number(row.recused),
    expected: Math.max(Number(row.submitted), seated - Number(row.recused)),
  }));
}

export interface HistoryItem {
  id: string;
  at: string;
  transition: string;
  fromState: string;
  toState: string;
  reason: string;
  role: string;
  name: string | null;
}

export function roundHistory(db: Queryable, roundId: string): Promise<HistoryItem[]> {
  return db("events as e")
    .leftJoin("people as p", "p.id", "e.actorId")
    .where({ "e.subjectKind": "round", "e.subjectId": roundId })
    .orderBy("e.seq", "desc")
    .limit(100)
    .select(
      "e.id",
      "e.at",
      "e.transition",
      "e.fromState",
      "e.toState",
      "e.reason",
      "e.actorRole as role",
      "p.name",
    ) as Promise<HistoryItem[]>;
}
