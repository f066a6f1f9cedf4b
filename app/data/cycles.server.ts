import type { Knex } from "knex";
import { mayBeEdited, type Category, type CycleDates, type CycleKind, type CycleQuotas } from "~/domain/cycle";
import type { CycleState } from "~/domain/lifecycle/cycle-states";
import type { WorkflowOptions } from "~/domain/lifecycle/options";
import { isAdminRole, type Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import type { StandingRule } from "~/domain/standing/types";
import type { Queryable } from "./connection.server";
import { cycleOptions, loadCycleRow, type CycleRow } from "./facts/cycle-facts.server";
import { readPage, type Page } from "./keyset.server";
import { countUpTo, fromJson } from "./rows.server";
import { likePattern } from "./text.server";

const SCORERS: readonly string[] = ["expert", "panel_chair"];

/**
 * Cycles (alias `c`) that the acting role may see: those its organisation runs, those its hospital
 * takes part in, those named by its grant; of an expert the cycles of their panels.
 */
export function visibleCycles(actor: Actor) {
  return (where: Knex.QueryBuilder): void => {
    if (isAdminRole(actor.role)) {
      void where.whereRaw("1 = 0");
      return;
    }
    if (SCORERS.includes(actor.role)) {
      void where.whereExists((seat) => {
        void seat
          .from("panelMembers as vm")
          .join("rounds as vr", "vr.id", "vm.roundId")
          .where({ "vm.personId": actor.personId })
          .whereIn("vm.status", ["invited", "accepted"])
          .whereRaw("vr.cycle_id = c.id");
      });
      return;
    }
    const named = actor.scopes.filter((scope) => scope.kind === "cycle").map((scope) => scope.id);
    void where.whereIn("c.organisationId", [...actor.organisationIds]).orWhereIn("c.id", named);
    if (actor.hospitalId !== null && actor.role !== "centre_officer" && actor.role !== "appraiser") {
      void where.orWhere({ "c.organisationId": actor.hospitalId }).orWhereExists((part) => {
        void part
          .from("cycleParticipants as vp")
          .where({ "vp.organisationId": actor.hospitalId })
          .whereRaw("vp.cycle_id = c.id");
      });
    }
  };
}

export interface CycleListItem {
  id: string;
  kind: CycleKind;
  year: number;
  name: string;
  state: CycleState;
  organisationName: string;
  applyUntil: string;
  createdAt: string;
}

export interface CycleFilter {
  q: string;
  kind: string;
  state: string;
  sort: string;
  cursor: string | null;
}

const SORTS = { year: "c.year", name: "c.name", created: "c.createdAt" } as const;

export async function listCycles(db: Queryable, actor: Actor, filter: CycleFilter) {
  const query = db("cycles as c")
    .join("organisations as o", "o.id", "c.organisationId")
    .andWhere(visibleCycles(actor))
    .select("c.id", "c.kind", "c.year", "c.name", "c.state", "c.dates", "c.createdAt")
    .select("o.name as organisationName");
  if (filter.q)
    query.andWhere((where) => {
      void where
        .whereRaw("lower(c.name) like ? escape '\\'", [likePattern(filter.q)])
        .orWhereRaw("o.search_text like ? escape '\\'", [likePattern(filter.q)]);
    });
  if (filter.kind) query.andWhere({ "c.kind": filter.kind });
  if (filter.state) query.andWhere({ "c.state": filter.state });
  const key = filter.sort.replace(/^-/, "");
  const by = key === "name" || key === "created" ? key : "year";
  const direction = filter.sort && !filter.sort.startsWith("-") ? "asc" : "desc";
  const total = await countUpTo(db, query);
  type Row = CycleListItem & { dates: string };
  const page: Page<Row> = await readPage<Row>(
    query,
    { column: SORTS[by], id: "c.id", direction },
    filter.cursor,
    20,
    (row) => (by === "year" ? row.year : by === "name" ? row.name : row.createdAt),
  );
  const rows = page.rows.map(({ dates, ...row }) => ({
    ...row,
    applyUntil: fromJson<Partial<CycleDates>>(dates).applyUntil ?? "",
  }));
  return { page: { ...page, rows }, total };
}

/** A cycle in the shapes that pages and commands use. */
export interface Cycle {
  id: string;
  kind: CycleKind;
  organisationId: string;
  organisationName: string;
  year: number;
  name: string;
  state: CycleState;
  stateSince: string;
  workflowVersion: number;
  options: WorkflowOptions;
  dates: CycleDates;
  categories: Category[];
  quotas: CycleQuotas;
  rule: StandingRule;
  revision: number;
  participantIds: string[];
  mayBeEdited: boolean;
}

export async function toCycle(db: Queryable, row: CycleRow): Promise<Cycle> {
  const organisation = (await db("organisations")
    .where({ id: row.organisationId })
    .first("name")) as { name: string };
  const dates = fromJson<Partial<CycleDates>>(row.dates);
  const quotas = fromJson<Partial<CycleQuotas>>(row.quotas);
  const rule = fromJson<Partial<StandingRule>>(row.rule);
  const options = cycleOptions(row);
  return {
    id: row.id,
    kind: row.kind,
    organisationId: row.organisationId,
    organisationName: organisation.name,
    year: row.year,
    name: row.name,
    state: row.state,
    stateSince: row.stateSince,
    workflowVersion: row.workflowVersion,
    options,
    dates: {
      applyFrom: dates.applyFrom ?? "",
      applyUntil: dates.applyUntil ?? "",
      scoreUntil: dates.scoreUntil ?? "",
      reviewOn: dates.reviewOn ?? "",
    },
    categories: fromJson<Category[]>(row.categories),
    quotas: { applicationsPerDepartment: quotas.applicationsPerDepartment ?? null },
    rule: {
      aggregation: rule.aggregation ?? "mean",
      minimumSheets: rule.minimumSheets ?? options.minimumSheets,
      ties: rule.ties ?? [],
      tiers: rule.tiers ?? { basis: "overall", list: [] },
      groups: rule.groups ?? {
        entriesRequired: options.entriesPerOrganisation,
        incomplete: "after_complete",
      },
    },
    revision: row.revision,
    participantIds: (await db("cycleParticipants")
      .where({ cycleId: row.id })
      .pluck("organisationId")) as string[],
    mayBeEdited: mayBeEdited(row.kind, row.state),
  };
}

/** The cycle as the actor may see it. Refuses 404 not_found. */
export async function findCycle(db: Queryable, actor: Actor, id: string): Promise<Cycle> {
  const seen: unknown = await db("cycles as c")
    .where({ "c.id": id })
    .andWhere(visibleCycles(actor))
    .first("c.id");
  const row = seen ? await loadCycleRow(db, id) : undefined;
  return row ? toCycle(db, row) : refuse("not_found", {}, 404);
}

/** What `can` asks about a cycle. */
export const cycleSubject = (cycle: Pick<Cycle, "organisationId" | "kind" | "participantIds">) => ({
  organiserId: cycle.organisationId,
  hospitalId: cycle.kind === "hospital" ? cycle.organisationId : null,
  participantIds: cycle.participantIds,
});

export interface OrganisationChoice {
  id: string;
  name: string;
}

/** The hospitals a centre's cycle can invite. */
export function hospitalsOf(db: Queryable, centreId: string): Promise<OrganisationChoice[]> {
  return db("organisations")
    .where({ kind: "hospital", parentId: centreId })
    .whereNull("closedAt")
    .orderBy("sortKey")
    .select("id", "name") as Promise<OrganisationChoice[]>;
}

/** The organisations for which the acting role may set up cycles, with their kind. */
export async function organisationsToRun(
  db: Queryable,
  actor: Actor,
): Promise<(OrganisationChoice & { kind: "hospital" | "centre" })[]> {
  const kind = actor.role === "centre_officer" ? "centre" : "hospital";
  return (await db("organisations")
    .whereIn("id", [...actor.organisationIds])
    .where({ kind })
    .whereNull("closedAt")
    .orderBy("sortKey")
    .select("id", "name", "kind")) as (OrganisationChoice & { kind: "hospital" | "centre" })[];
}
