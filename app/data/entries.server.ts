import type { Knex } from "knex";
import type { Category } from "~/domain/cycle";
import type { EntrySnapshot } from "~/domain/entry-snapshot";
import { available } from "~/domain/lifecycle/decide";
import type { EntryState } from "~/domain/lifecycle/entry-table";
import { workflow } from "~/domain/lifecycle/workflow";
import { isAdminRole, type Actor, type Role } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import type { Queryable } from "./connection.server";
import { cycleOptions } from "./facts/cycle-facts.server";
import { loadEntryFacts, loadEntryRow } from "./facts/entry-facts.server";
import { listHistory } from "./history.server";
import { readPage, type Page } from "./keyset.server";
import { stepsOf } from "./offered-steps.server";
import { countUpTo, fromJson } from "./rows.server";
import { likePattern } from "./text.server";

const ORGANISING: readonly Role[] = ["office", "centre_officer", "witness"];
/** Roles that see what their hospital puts forward. */
const HOSPITAL_EYES: readonly Role[] = [
  "office",
  "leader_in_charge",
  "secretary",
  "committee_member",
  "clerk",
  "witness",
  "qc_officer",
  "liaison",
];
/** States in which an entry is out of the review, or was never in it. */
const OUT: readonly EntryState[] = ["draft", "disqualified", "withdrawn"];

/**
 * Entries (alias `e`, their cycle `c`) that the acting role may see: the organiser all that were
 * nominated, a hospital its own, a lead the one of their project; the others' only once the result is
 * published. Experts read theirs on the scoring pages.
 */
export function visibleEntries(actor: Actor) {
  return (where: Knex.QueryBuilder): void => {
    if (isAdminRole(actor.role)) {
      void where.whereRaw("1 = 0");
      return;
    }
    void where.whereExists((lead) => {
      void lead
        .from("projects as vp")
        .where({ "vp.leadId": actor.personId })
        .whereRaw("vp.id = e.project_id");
    });
    if (ORGANISING.includes(actor.role)) {
      const named = actor.scopes.filter((scope) => scope.kind === "cycle").map(({ id }) => id);
      void where.orWhere((organiser) => {
        void organiser
          .where((run) => {
            void run
              .whereIn("c.organisationId", [...actor.organisationIds])
              .orWhereIn("c.id", named);
          })
          .andWhere((stage) => {
            void stage.where({ "c.kind": "hospital" }).orWhereNot({ "e.state": "draft" });
          });
      });
    }
    if (HOSPITAL_EYES.includes(actor.role) && actor.hospitalId !== null)
      void where.orWhere({ "e.organisationId": actor.hospitalId });
    void where.orWhere((published) => {
      void published
        .whereIn("c.state", ["published", "archived"])
        .where({ "c.kind": "municipal" })
        .whereNotIn("e.state", [...OUT])
        .andWhere((part) => {
          if (actor.role === "appraiser")
            void part.whereIn("c.organisationId", [...actor.organisationIds]);
          else
            void part.whereExists((own) => {
              void own
                .from("cycleParticipants as vc")
                .where({ "vc.organisationId": actor.hospitalId })
                .whereRaw("vc.cycle_id = c.id");
            });
        });
    });
  };
}

export interface EntryListItem {
  id: string;
  code: string;
  title: string;
  organisationName: string;
  category: string;
  state: EntryState;
  position: number;
  dueOn: string;
  sortKey: string;
  updatedAt: string;
}

export interface EntryFilter {
  q: string;
  organisationId: string;
  category: string;
  state: string;
  sort: string;
  cursor: string | null;
}

const SORTS = {
  code: "e.code",
  title: "e.sortKey",
  organisation: "e.organisationName",
  position: "e.position",
  updated: "e.updatedAt",
} as const;
type SortKey = keyof typeof SORTS;

function sortOf(text: string): { by: SortKey; direction: "asc" | "desc" } {
  const key = text.replace(/^-/, "");
  const by = Object.hasOwn(SORTS, key) ? (key as SortKey) : "code";
  return { by, direction: text.startsWith("-") ? "desc" : "asc" };
}

const KEY_OF: Readonly<Record<SortKey, (row: EntryListItem) => string | number>> = {
  code: (row) => row.code,
  title: (row) => row.sortKey,
  organisation: (row) => row.organisationName,
  position: (row) => row.position,
  updated: (row) => row.updatedAt,
};

function entriesOf(db: Queryable, actor: Actor, cycleId: string, filter: EntryFilter) {
  const query = db("entries as e")
    .join("cycles as c", "c.id", "e.cycleId")
    .where({ "e.cycleId": cycleId })
    .andWhere(visibleEntries(actor))
    .select("e.id", "e.code", "e.title", "e.organisationName", "e.category", "e.state")
    .select("e.position", "e.dueOn", "e.sortKey", "e.updatedAt");
  if (filter.q) query.whereRaw("e.search_text like ? escape '\\'", [likePattern(filter.q)]);
  if (filter.organisationId) query.andWhere({ "e.organisationId": filter.organisationId });
  if (filter.category) query.andWhere({ "e.category": filter.category });
  if (filter.state) query.andWhere({ "e.state": filter.state });
  return query;
}

/** One page of a cycle's entries, with counts by category and the hospitals to filter by. */
export async function listEntries(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  filter: EntryFilter,
) {
  const query = entriesOf(db, actor, cycleId, filter);
  const { by, direction } = sortOf(filter.sort);
  const total = await countUpTo(db, query);
  const page: Page<EntryListItem> = await readPage<EntryListItem>(
    query,
    { column: SORTS[by], id: "e.id", direction },
    filter.cursor,
    50,
    KEY_OF[by],
  );
  return {
    page,
    total,
    categories: await countByCategory(db, actor, cycleId),
    organisations: (await db("entries as e")
      .join("cycles as c", "c.id", "e.cycleId")
      .where({ "e.cycleId": cycleId })
      .whereNotNull("e.organisationId")
      .andWhere(visibleEntries(actor))
      .distinct("e.organisationId as id", "e.organisationName as name")
      .orderBy("name")) as { id: string; name: string }[],
  };
}

/** How many entries each category has, of those the actor sees and that are in the review. */
export async function countByCategory(
  db: Queryable,
  actor: Actor,
  cycleId: string,
): Promise<{ category: string; count: number }[]> {
  const rows = (await db("entries as e")
    .join("cycles as c", "c.id", "e.cycleId")
    .where({ "e.cycleId": cycleId })
    .whereNotIn("e.state", [...OUT])
    .andWhere(visibleEntries(actor))
    .groupBy("e.category")
    .select("e.category")
    .count({ n: "*" })) as { category: string; n: number }[];
  return rows.map((row) => ({ category: row.category, count: Number(row.n) }));
}

export interface ExportedEntry extends EntryListItem {
  snapshot: EntrySnapshot;
}

/** All entries the list would page through, for a file. */
export async function exportEntries(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  filter: EntryFilter,
): Promise<ExportedEntry[]> {
  const rows = (await entriesOf(db, actor, cycleId, filter)
    .select("e.snapshot")
    .orderBy("e.code")
    .orderBy("e.id")
    .limit(10_000)) as (EntryListItem & { snapshot: string })[];
  return rows.map((row) => ({ ...row, snapshot: fromJson<EntrySnapshot>(row.snapshot) }));
}

/** The entry's row as the actor may see it. Refuses 404 not_found. */
export async function findEntryRow(db: Queryable, actor: Actor, id: string) {
  const seen: unknown = await db("entries as e")
    .join("cycles as c", "c.id", "e.cycleId")
    .where({ "e.id": id })
    .andWhere(visibleEntries(actor))
    .first("e.id");
  const row = seen ? await loadEntryRow(db, id) : undefined;
  return row ?? refuse("not_found", {}, 404);
}

/** The page of one entry: its snapshot, the buttons for this person, its history. */
export async function findEntry(db: Queryable, actor: Actor, id: string, now: string) {
  const row = await findEntryRow(db, actor, id);
  const facts = await loadEntryFacts(db, row, actor, now);
  const own = row.organisationId !== null && row.organisationId === actor.hospitalId;
  const organises = actor.organisationIds.includes(row.organiserId);
  const replacement = row.replacedById
    ? ((await db("entries").where({ id: row.replacedById }).first("id", "code", "title")) as {
        id: string;
        code: string;
        title: string;
      })
    : null;
  const seesAll = own || organises;
  return {
    entry: {
      id: row.id,
      code: row.code,
      title: row.title,
      category: row.category,
      organisationName: row.organisationName,
      state: row.state,
      dueOn: row.dueOn,
      position: row.position,
      revision: row.revision,
      snapshot: fromJson<EntrySnapshot>(row.snapshot),
    },
    cycle: {
      id: row.cycleId,
      name: row.cycleName,
      kind: row.cycleKind,
      categories: fromJson<Category[]>(row.categories),
    },
    steps: stepsOf(
      available(workflow(row.workflowVersion).machines.entry, cycleOptions(row), facts, actor),
    ),
    missing: seesAll ? facts.formMissing : [],
    returned: seesAll ? await lastReturn(db, row.id, row.state) : null,
    replacement: seesAll ? replacement : null,
    versions: seesAll ? await listVersions(db, row.id) : [],
    history: seesAll ? await listHistory(db, "entry", row.id) : [],
    mayEdit:
      own && actor.role === "office" && (row.state === "draft" || row.state === "returned"),
  };
}

export interface EntryReturn {
  reason: string;
  fields: { field: string; reason: string }[];
}

/** Why it was sent back, while it is. */
async function lastReturn(
  db: Queryable,
  id: string,
  state: EntryState,
): Promise<EntryReturn | null> {
  if (state !== "returned") return null;
  const event = (await db("events")
    .where({ subjectKind: "entry", subjectId: id, transition: "return" })
    .orderBy("seq", "desc")
    .first("reason", "facts")) as { reason: string; facts: string } | undefined;
  if (!event) return null;
  const facts = fromJson<{ fieldReasons?: EntryReturn["fields"] }>(event.facts);
  return { reason: event.reason, fields: facts.fieldReasons ?? [] };
}

export interface EntryVersion {
  id: string;
  number: number;
  digest: string;
  stampedAt: string;
  stampedBy: string | null;
}

function listVersions(db: Queryable, entryId: string): Promise<EntryVersion[]> {
  return db("entryVersions as v")
    .leftJoin("people as p", "p.id", "v.stampedBy")
    .where({ "v.entryId": entryId })
    .orderBy("v.number", "desc")
    .select("v.id", "v.number", "v.digest", "v.stampedAt", "p.name as stampedBy") as Promise<
    EntryVersion[]
  >;
}

/** The filter of the list's address. */
export function entryFilterOf(params: URLSearchParams): EntryFilter {
  return {
    q: params.get("q") ?? "",
    organisationId: params.get("organisation") ?? "",
    category: params.get("category") ?? "",
    state: params.get("state") ?? "",
    sort: params.get("sort") ?? "",
    cursor: params.get("cursor"),
  };
}
