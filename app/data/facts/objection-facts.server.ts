import type { ObjectionFacts } from "~/domain/lifecycle/facts";
import type { ObjectionState } from "~/domain/lifecycle/objection-table";
import type { Relation } from "~/domain/lifecycle/parties";
import type { Flaw } from "~/domain/notice-views";
import type { Actor } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import type { Queryable } from "../connection.server";
import { covers, loadPast } from "./shared.server";

export interface ObjectionRow {
  id: string;
  noticeId: string;
  projectId: string | null;
  entryId: string | null;
  state: ObjectionState;
  text: string;
  contactName: string;
  contact: string;
  receipt: string;
  personId: string | null;
  flaw: Flaw | "";
  recheck: string;
  answer: string;
  eventSeq: number;
  lodgedAt: string;
  answeredAt: string | null;
}

/** The notice it is about: who published it, of which cycle. */
export interface ObjectedNotice {
  cycleId: string;
  organisationId: string;
  organisationKind: string;
  title: string;
  workflowVersion: number;
  options: string;
}

export async function loadObjection(
  db: Queryable,
  id: string,
): Promise<{ row: ObjectionRow; notice: ObjectedNotice } | undefined> {
  const row = (await db("objections").where({ id }).first()) as ObjectionRow | undefined;
  if (!row) return undefined;
  const notice = (await db("notices as n")
    .join("cycles as c", "c.id", "n.cycleId")
    .join("organisations as g", "g.id", "n.organisationId")
    .where({ "n.id": row.noticeId })
    .first(
      "n.cycleId",
      "n.organisationId",
      "n.title",
      "g.kind as organisationKind",
      "c.workflowVersion",
      "c.options",
    )) as ObjectedNotice;
  return { row, notice };
}

/** `receipt` is the hash of the receipt a visitor shows; a person who was signed in needs none. */
export async function loadObjectionFacts(
  db: Queryable,
  row: ObjectionRow,
  notice: ObjectedNotice,
  actor: Actor | null,
  now: string,
  press: { flaw?: Flaw; receipt?: string },
): Promise<ObjectionFacts> {
  const past = await loadPast(db, "objection", row.id);
  const relations: Relation[] = [];
  if (actor?.organisationIds.includes(notice.organisationId)) relations.push("organiser");
  if ((actor && actor.personId === row.personId) || press.receipt === row.receipt)
    relations.push("objector");
  const flaw = press.flaw ?? row.flaw;
  return {
    state: row.state,
    today: shanghaiDate(now),
    relations,
    inScope: covers(actor, { organisationIds: [notice.organisationId], cycleId: notice.cycleId }),
    conditions: [],
    consents: past.consents,
    lastEvent: past.lastEvent,
    choices: flaw === "" ? {} : { flaw },
    resumeTo: null,
    recheckWritten: row.recheck.trim() !== "",
  };
}
