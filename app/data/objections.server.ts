import { available } from "~/domain/lifecycle/decide";
import { workflow } from "~/domain/lifecycle/workflow";
import type { ObjectionLine, ObjectionView } from "~/domain/notice-views";
import type { Actor } from "~/domain/people";
import { can } from "~/domain/permissions";
import { refuse } from "~/domain/refusal";
import type { Queryable } from "./connection.server";
import { cycleOptions } from "./facts/cycle-facts.server";
import { loadObjection, loadObjectionFacts } from "./facts/objection-facts.server";
import { readPage, type Page } from "./keyset.server";
import { stepsOf, type OfferedStep } from "./offered-steps.server";
import { likePattern } from "./text.server";

/** Objections against notices of the organisations an organiser or witness works for; nobody else's. */
function visibleObjections(db: Queryable, actor: Actor) {
  const query = db("objections as o")
    .join("notices as n", "n.id", "o.noticeId")
    .join("organisations as g", "g.id", "n.organisationId")
    .leftJoin("projects as p", "p.id", "o.projectId")
    .leftJoin("entries as e", "e.id", "o.entryId");
  if (can(actor, "objection.list")) return query.whereRaw("1 = 0");
  return query.whereIn("n.organisationId", [...actor.organisationIds]);
}

export interface ObjectionQuery {
  q: string;
  state: string;
  cursor: string | null;
}

export async function listObjections(
  db: Queryable,
  actor: Actor,
  { q, state, cursor }: ObjectionQuery,
): Promise<Page<ObjectionLine>> {
  const rows = visibleObjections(db, actor);
  if (q.trim() !== "") {
    const pattern = likePattern(q);
    void rows.andWhere((where) => {
      where
        .whereRaw("lower(n.title) like ? escape '\\'", [pattern])
        .orWhereRaw("lower(p.title) like ? escape '\\'", [pattern])
        .orWhereRaw("lower(o.text) like ? escape '\\'", [pattern]);
    });
  }
  if (state) void rows.where({ "o.state": state });
  void rows.select(
    "o.id",
    "o.state",
    "n.title as notice",
    "g.name as organisation",
    "p.title as project",
    "e.title as entry",
    "o.lodgedAt",
    "n.endsOn",
  );
  type Found = Omit<ObjectionLine, "about"> & { project: string | null; entry: string | null };
  const page = await readPage<Found>(
    rows,
    { column: "o.lodgedAt", id: "o.id", direction: "desc" },
    cursor,
    20,
    (row) => row.lodgedAt,
  );
  return {
    ...page,
    rows: page.rows.map(({ project, entry, ...row }) => ({ ...row, about: project ?? entry ?? "" })),
  };
}

/** One objection with the buttons of this actor. 404 for another organiser's. */
export async function findObjection(
  db: Queryable,
  actor: Actor,
  id: string,
  now: string,
): Promise<{ objection: ObjectionView; steps: OfferedStep[] }> {
  const seen = (await visibleObjections(db, actor)
    .where({ "o.id": id })
    .first("n.kind", "n.endsOn", "p.title as project", "e.title as entry")) as
    | { kind: ObjectionView["noticeKind"]; endsOn: string; project: string | null; entry: string | null }
    | undefined;
  const loaded = seen && (await loadObjection(db, id));
  if (!seen || !loaded) refuse("not_found", {}, 404);
  const { row, notice } = loaded;
  const facts = await loadObjectionFacts(db, row, notice, actor, now, {});
  const machine = workflow(notice.workflowVersion).machines.objection;
  const offers = available(machine, cycleOptions(notice), facts, actor);
  const round =
    row.state === "upheld" && row.flaw === "scoring"
      ? ((await db("rounds as r")
          .join("entries as e", "e.roundId", "r.id")
          .where(row.projectId ? { "e.projectId": row.projectId } : { "r.cycleId": notice.cycleId })
          .orderBy("r.createdAt", "desc")
          .first("r.id")) as { id: string } | undefined)
      : undefined;
  return {
    objection: {
      id,
      state: row.state,
      noticeId: row.noticeId,
      noticeKind: seen.kind,
      notice: notice.title,
      endsOn: seen.endsOn,
      projectId: row.projectId,
      about: seen.project ?? seen.entry ?? "",
      text: row.text,
      contactName: row.contactName,
      contact: row.contact,
      flaw: row.flaw,
      recheck: row.recheck,
      answer: row.answer,
      lodgedAt: row.lodgedAt,
      answeredAt: row.answeredAt,
      roundId: round?.id ?? null,
      isFixed: Object.values(facts.consents).some((given) => given.length > 0),
      mayWrite: can(actor, "objection.check", { organiserId: notice.organisationId }) === null,
    },
    steps: stepsOf(offers.filter(({ transition }) => transition !== "withdraw")),
  };
}
