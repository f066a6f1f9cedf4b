import { likelyKeys } from "~/domain/rubric/keys";
import type { RoundState } from "~/domain/lifecycle/round-table";
import { formatTotal, missingCriteria, totalOf, type Rubric } from "~/domain/rubric/score";
import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import type { Queryable } from "./connection.server";
import { ENTRIES_TO_SCORE, type MemberStatus, type Seat } from "./panels.server";
import { fromJson } from "./rows.server";
import { loadDesk } from "./sheets.server";
import type { SheetState } from "./sheet-chain.server";

/** What an expert sees of a round: their seat, their entries, their own sheets and nothing else. */
export interface ExpertRound {
  memberId: string;
  seat: Seat;
  status: MemberStatus;
  invitedAt: string;
  id: string;
  name: string;
  kind: string;
  state: RoundState;
  dueOn: string;
  cycleName: string;
  entries: ExpertEntry[];
}

export interface ExpertEntry {
  id: string;
  code: string;
  title: string;
  organisationName: string;
  recusal: string | null;
  sheet: SheetState | null;
  isLate: boolean;
  /** Of the own sheet. */
  total: string | null;
}

interface MembershipRow extends Omit<ExpertRound, "entries"> {
  generation: number;
  rubricBody: string;
}

interface EntryRow {
  id: string;
  roundId: string;
  code: string;
  title: string;
  organisationName: string;
  recusal: string | null;
  sheet: SheetState | null;
  isLate: number | null;
  scores: string | null;
}

function memberships(db: Queryable, actor: Actor) {
  return db("panelMembers as m")
    .join("rounds as r", "r.id", "m.roundId")
    .join("cycles as c", "c.id", "r.cycleId")
    .join("rubrics as b", "b.id", "r.rubricId")
    .where({ "m.personId": actor.personId })
    .whereIn("m.status", ["invited", "accepted"]);
}

function entriesOf(db: Queryable, memberId: string, round: { id: string; generation: number }) {
  return db("entries as e")
    .leftJoin("recusals as x", (join) => {
      join
        .on("x.entryId", "e.id")
        .andOnVal("x.panelMemberId", memberId)
        .andOnNull("x.dismissedAt");
    })
    .leftJoin("sheets as s", (join) => {
      join
        .on("s.entryId", "e.id")
        .andOnVal("s.panelMemberId", memberId)
        .andOnVal("s.generation", round.generation);
    })
    .where({ "e.roundId": round.id, "e.isSetAside": 0 })
    .whereIn("e.state", ENTRIES_TO_SCORE)
    .orderBy("e.position")
    .orderBy("e.code")
    .orderBy("e.id")
    .select(
      "e.id",
      "e.roundId",
      "e.code",
      "e.title",
      "e.organisationName",
      "x.kind as recusal",
      "s.state as sheet",
      "s.isLate",
      "s.scores",
    ) as unknown as Promise<EntryRow[]>;
}

function expertEntry(row: EntryRow, rubric: Rubric): ExpertEntry {
  const { id, code, title, organisationName, recusal, sheet } = row;
  const scores = row.scores ? fromJson<Record<string, number | null>>(row.scores) : null;
  const scored = scores !== null && sheet !== "declined" && sheet !== "void";
  const begun = scored && missingCriteria(rubric, scores).length < rubric.criteria.length;
  return {
    id,
    code,
    title,
    organisationName,
    recusal,
    sheet,
    isLate: row.isLate === 1,
    total: begun ? formatTotal(rubric, totalOf(rubric, scores)) : null,
  };
}

/** Rounds the actor is invited to or sits in, the newest first, with their own progress. */
export async function expertRounds(db: Queryable, actor: Actor): Promise<ExpertRound[]> {
  const rows = (await memberships(db, actor)
    .orderBy("r.createdAt", "desc")
    .limit(20)
    .select(
      "m.id as memberId",
      "m.seat",
      "m.status",
      "m.invitedAt",
      "r.id",
      "r.name",
      "r.kind",
      "r.state",
      "r.dueOn",
      "r.generation",
      "c.name as cycleName",
      "b.body as rubricBody",
    )) as MembershipRow[];
  const rounds: ExpertRound[] = [];
  for (const { generation, rubricBody, ...row } of rows) {
    const rubric = fromJson<Rubric>(rubricBody);
    const entries = await entriesOf(db, row.memberId, { id: row.id, generation });
    rounds.push({ ...row, entries: entries.map((entry) => expertEntry(entry, rubric)) });
  }
  return rounds;
}

/** The scoring page: an entry's material, the rubric with its keys, the own sheet and the own strip. */
export async function findScoringPage(db: Queryable, actor: Actor, entryId: string) {
  const desk = (await loadDesk(db, entryId, actor.personId)) ?? refuse("not_found", {}, 404);
  const seated = desk.status === "accepted" && desk.seat !== "reserve";
  if (!seated) refuse(desk.status === "accepted" ? "expert_in_reserve" : `expert_${desk.status}`);
  const entry = (await db("entries as e")
    .join("rounds as r", "r.id", "e.roundId")
    .where({ "e.id": entryId })
    .first(
      "e.id",
      "e.code",
      "e.title",
      "e.organisationName",
      "e.category",
      "e.snapshot",
      "r.id as roundId",
      "r.name as roundName",
      "r.state as roundState",
      "r.dueOn",
    )) as {
    id: string;
    code: string;
    title: string;
    organisationName: string;
    category: string;
    snapshot: string;
    roundId: string;
    roundName: string;
    roundState: RoundState;
    dueOn: string;
  };
  const { rubric } = desk;
  const all = await entriesOf(db, desk.memberId, { id: entry.roundId, generation: desk.generation });
  const own = all.map((row) => expertEntry(row, rubric));
  const mine = own.filter((one) => one.recusal === null);
  const position = mine.findIndex((one) => one.id === entryId);
  const open = (one: ExpertEntry) => one.sheet === null || one.sheet === "draft";
  const after = [...mine.slice(position + 1), ...mine.slice(0, Math.max(position, 0))];
  const { snapshot, ...rest } = entry;
  // Before the round opens, and to who is recused, the material itself is not shown.
  const hidden = desk.recused || desk.roundState === "preparing";
  return {
    entry: rest,
    material: hidden ? null : fromJson<Record<string, unknown>>(snapshot),
    files: hidden ? [] : await filesOf(db, entryId, fromJson(snapshot)),
    rubric: {
      ...rubric,
      criteria: rubric.criteria.map((criterion) => ({
        ...criterion,
        keys: likelyKeys(criterion, rubric.scale),
      })),
    },
    recused: own.find((one) => one.id === entryId)?.recusal ?? null,
    isSetAside: desk.isSetAside === 1,
    sheet: desk.sheet,
    place: { at: position + 1, of: mine.length },
    strip: mine
      .filter((one) => one.total !== null)
      .map(({ id, title, total }) => ({ id, title, total: total ?? "" })),
    nextId: after.find(open)?.id ?? null,
    previousId: mine[position - 1]?.id ?? null,
    followingId: mine[position + 1]?.id ?? null,
    left: mine.filter(open).length,
  };
}

export type ScoringPageData = Awaited<ReturnType<typeof findScoringPage>>;

interface FileRow {
  id: string;
  name: string;
  size: number;
}

/** Files of the entry itself, and those of its project on the day it was listed. */
async function filesOf(
  db: Queryable,
  entryId: string,
  snapshot: { files?: readonly FileRow[] },
): Promise<FileRow[]> {
  const own = (await db("attachments")
    .where({ subjectKind: "entry", subjectId: entryId })
    .whereNull("removedAt")
    .orderBy("uploadedAt")
    .select("id", "name", "size")) as FileRow[];
  return [...own, ...(snapshot.files ?? [])];
}
