import type { RoundState } from "~/domain/lifecycle/round-table";
import { refuse } from "~/domain/refusal";
import type { Rubric } from "~/domain/rubric/score";
import { isPostgres, type Queryable, type Transaction } from "./connection.server";
import { newId } from "./ids.server";
import type { MemberStatus, Seat } from "./panels.server";
import { fromJson, insertMany } from "./rows.server";
import {
  newChain,
  nextEvent,
  storeEvents,
  type SheetContent,
  type SheetEventKind,
  type SheetState,
} from "./sheet-chain.server";

export interface SheetRow {
  id: string;
  roundId: string;
  entryId: string;
  panelMemberId: string;
  generation: number;
  state: SheetState;
  scores: string;
  comments: string;
  declineReason: string;
  voidReason: string;
  isLate: number;
  revision: number;
  savedAt: string;
  submittedAt: string | null;
  eventSeq: number;
  head: string;
}

/** An expert before an entry: all that a write of their sheet has to know, read in one statement. */
export interface Desk {
  entryId: string;
  entryState: string;
  isSetAside: number;
  roundId: string;
  roundState: RoundState;
  generation: number;
  rubricId: string;
  rubric: Rubric;
  rubricFrozen: boolean;
  memberId: string;
  seat: Seat;
  status: MemberStatus;
  recused: boolean;
  sheet: SheetRow | null;
}

const SHEET_COLUMNS = [
  "id",
  "state",
  "scores",
  "comments",
  "declineReason",
  "voidReason",
  "isLate",
  "revision",
  "savedAt",
  "submittedAt",
  "eventSeq",
  "head",
] as const;

/**
 * Takes turns with the same expert's other writes and with the closing of the round. SQLite has one
 * writer anyway; on PostgreSQL a submission might otherwise slip behind the sealing.
 */
export async function lockDesk(tx: Transaction, entryId: string, personId: string): Promise<void> {
  if (!isPostgres(tx)) return;
  await tx.raw(
    `select m.id from panel_members m join entries e on e.round_id = m.round_id
       join rounds r on r.id = m.round_id
     where e.id = ? and m.person_id = ? for update of m for share of r`,
    [entryId, personId],
  );
}

/** Undefined when the person is not on the panel of the entry's round. */
export async function loadDesk(
  db: Queryable,
  entryId: string,
  personId: string,
): Promise<Desk | undefined> {
  const row = (await db("entries as e")
    .join("rounds as r", "r.id", "e.roundId")
    .join("rubrics as b", "b.id", "r.rubricId")
    .join("panelMembers as m", "m.roundId", "r.id")
    .leftJoin("recusals as x", (join) => {
      join.on("x.panelMemberId", "m.id").andOn("x.entryId", "e.id").andOnNull("x.dismissedAt");
    })
    .leftJoin("sheets as s", (join) => {
      join
        .on("s.entryId", "e.id")
        .andOn("s.panelMemberId", "m.id")
        .andOn("s.generation", "r.generation");
    })
    .where({ "e.id": entryId, "m.personId": personId })
    .first(
      "e.id as entryId",
      "e.state as entryState",
      "e.isSetAside",
      "r.id as roundId",
      "r.state as roundState",
      "r.generation",
      "b.id as rubricId",
      "b.body as rubricBody",
      "b.frozenAt",
      "m.id as memberId",
      "m.seat",
      "m.status",
      "x.id as recusalId",
      ...SHEET_COLUMNS.map((column) => `s.${column} as sheet_${column}`),
    )) as Record<string, unknown> | undefined;
  if (!row) return undefined;
  const sheet: Record<string, unknown> = {
    roundId: row.roundId,
    entryId: row.entryId,
    panelMemberId: row.memberId,
    generation: row.generation,
  };
  for (const column of SHEET_COLUMNS)
    sheet[column] = row[`sheet${column.charAt(0).toUpperCase()}${column.slice(1)}`];
  return {
    ...(row as unknown as Desk),
    rubric: fromJson<Rubric>(row.rubricBody as string),
    rubricFrozen: row.frozenAt !== null,
    recused: row.recusalId !== null,
    sheet: sheet.id === null ? null : (sheet as unknown as SheetRow),
  };
}

export interface SheetChange {
  readonly kind: SheetEventKind;
  readonly state: SheetState;
  readonly scores: Readonly<Record<string, number | null>>;
  readonly comments: Readonly<Record<string, string>>;
  readonly declineReason?: string;
  readonly isLate?: boolean;
}

const counts = (state: string, isLate: boolean) =>
  (state === "submitted" || state === "sealed") && !isLate;

/** Stores what an expert did to their sheet, with its event; the entry's count follows. */
export async function storeSheet(
  tx: Transaction,
  desk: Desk,
  change: SheetChange,
  actorId: string | null,
  now: string,
): Promise<{ id: string; revision: number }> {
  const { sheet } = desk;
  const id = sheet?.id ?? newId();
  const isLate = change.isLate ?? false;
  const declineReason = change.declineReason ?? "";
  const content: SheetContent = {
    id,
    generation: desk.generation,
    state: change.state,
    isLate,
    scores: change.scores,
    comments: change.comments,
    reason: declineReason,
  };
  const event = nextEvent(
    { sheet: content, end: sheet ?? newChain, kind: change.kind, actorId },
    now,
  );
  const revision = (sheet?.revision ?? 0) + 1;
  const values = {
    state: change.state,
    scores: JSON.stringify(change.scores),
    comments: JSON.stringify(change.comments),
    declineReason,
    voidReason: "",
    isLate: isLate ? 1 : 0,
    revision,
    savedAt: now,
    submittedAt: change.state === "submitted" || change.state === "declined" ? now : null,
    eventSeq: event.seq,
    head: event.hash,
  };
  if (sheet) {
    const changed = await tx("sheets").where({ id, eventSeq: sheet.eventSeq }).update(values);
    if (changed !== 1) refuse("sheet_changed_meanwhile", {}, 409);
  } else {
    await tx("sheets").insert({
      id,
      roundId: desk.roundId,
      entryId: desk.entryId,
      panelMemberId: desk.memberId,
      generation: desk.generation,
      source: "portal",
      ...values,
    });
    if (!desk.rubricFrozen)
      await tx("rubrics").where({ id: desk.rubricId }).whereNull("frozenAt").update({ frozenAt: now });
  }
  await storeEvents(tx, [event]);
  const before = sheet !== null && counts(sheet.state, sheet.isLate === 1);
  const after = counts(change.state, isLate);
  if (before !== after)
    await tx("entries")
      .where({ id: desk.entryId })
      .increment("sheetsSubmitted", after ? 1 : -1);
  return { id, revision };
}

/** Moves whole sets of sheets (sealing, voiding …), each with its event; scores stay as they are. */
export async function moveSheets(
  tx: Transaction,
  sheets: readonly SheetRow[],
  to: {
    kind: SheetEventKind;
    state: SheetState;
    isLate?: boolean;
    reason?: string;
    sealedAt?: string | null;
  },
  actorId: string | null,
  now: string,
): Promise<void> {
  const events = [];
  for (const sheet of sheets) {
    const isLate = to.isLate ?? sheet.isLate === 1;
    const event = nextEvent(
      {
        sheet: {
          id: sheet.id,
          generation: sheet.generation,
          state: to.state,
          isLate,
          scores: fromJson(sheet.scores),
          comments: fromJson(sheet.comments),
          reason: to.reason ?? "",
        },
        end: sheet,
        kind: to.kind,
        actorId,
      },
      now,
    );
    events.push(event);
    await tx("sheets")
      .where({ id: sheet.id })
      .update({
        state: to.state,
        isLate: isLate ? 1 : 0,
        eventSeq: event.seq,
        head: event.hash,
        revision: sheet.revision + 1,
        ...(to.state === "void" ? { voidReason: to.reason ?? "" } : {}),
        ...(to.sealedAt === undefined ? {} : { sealedAt: to.sealedAt }),
      });
    const before = counts(sheet.state, sheet.isLate === 1);
    const after = counts(to.state, isLate);
    if (before !== after)
      await tx("entries")
        .where({ id: sheet.entryId })
        .increment("sheetsSubmitted", after ? 1 : -1);
  }
  await storeEvents(tx, events);
}

export function sheetsWhere(
  db: Queryable,
  where: Partial<
    Pick<SheetRow, "roundId" | "generation" | "entryId" | "panelMemberId" | "isLate">
  >,
  states: readonly SheetState[],
): Promise<SheetRow[]> {
  return db("sheets").where(where).whereIn("state", [...states]).orderBy("id") as unknown as Promise<
    SheetRow[]
  >;
}

export interface ImportedSheet {
  readonly entryId: string;
  readonly panelMemberId: string;
  readonly scores: Readonly<Record<string, number | null>>;
  readonly comments?: Readonly<Record<string, string>>;
}

/**
 * Sheets of an import file, submitted as they come, each with its chain. The caller has checked scores
 * against the rubric and that no sheet stands in the way. The rubric is frozen from then on.
 */
export async function insertImportedSheets(
  tx: Transaction,
  round: { id: string; generation: number; rubricId: string },
  imported: readonly ImportedSheet[],
  actorId: string,
  now: string,
  state: "submitted" | "sealed" = "submitted",
): Promise<void> {
  const events = [];
  const rows = [];
  const perEntry = new Map<string, number>();
  for (const one of imported) {
    const id = newId();
    const comments = one.comments ?? {};
    const event = nextEvent(
      {
        sheet: {
          id,
          generation: round.generation,
          state,
          isLate: false,
          scores: one.scores,
          comments,
          reason: "",
        },
        end: newChain,
        kind: "import",
        actorId,
      },
      now,
    );
    events.push(event);
    rows.push({
      id,
      roundId: round.id,
      entryId: one.entryId,
      panelMemberId: one.panelMemberId,
      generation: round.generation,
      state,
      sealedAt: state === "sealed" ? now : null,
      scores: JSON.stringify(one.scores),
      comments: JSON.stringify(comments),
      source: "import",
      revision: 1,
      savedAt: now,
      submittedAt: now,
      eventSeq: event.seq,
      head: event.hash,
    });
    perEntry.set(one.entryId, (perEntry.get(one.entryId) ?? 0) + 1);
  }
  await insertMany(tx, "sheets", rows);
  await storeEvents(tx, events);
  for (const [id, n] of perEntry) await tx("entries").where({ id }).increment("sheetsSubmitted", n);
  await tx("rubrics").where({ id: round.rubricId }).whereNull("frozenAt").update({ frozenAt: now });
}
