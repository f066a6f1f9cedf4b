import { createHash } from "node:crypto";
import { canonicalJson } from "~/domain/standing/canonical-json";
import type { Queryable, Transaction } from "./connection.server";
import { fromJson, insertMany } from "./rows.server";

/*
 * Every write of a sheet adds an event to the sheet's own chain: hash = sha256(previous + body). The
 * body holds the scores as they are from then on; free texts enter as digests, so that a chain can be
 * handed out for checking without what experts wrote.
 */

export type SheetEventKind =
  | "save"
  | "submit"
  | "late"
  | "reopen"
  | "decline"
  | "seal"
  | "unseal"
  | "accept_late"
  | "void"
  | "import"
  | "correct";

export type SheetState = "draft" | "submitted" | "declined" | "sealed" | "void";

/** A sheet as it stands after the write. */
export interface SheetContent {
  readonly id: string;
  readonly generation: number;
  readonly state: SheetState;
  readonly isLate: boolean;
  readonly scores: Readonly<Record<string, number | null>>;
  readonly comments: Readonly<Record<string, string>>;
  readonly reason: string;
}

/** Where the chain ended before the write; a new sheet's begins with `newChain`. */
export interface ChainEnd {
  readonly eventSeq: number;
  readonly head: string;
}

export const newChain: ChainEnd = { eventSeq: 0, head: "" };

export interface SheetWrite {
  readonly sheet: SheetContent;
  readonly end: ChainEnd;
  readonly kind: SheetEventKind;
  readonly actorId: string | null;
}

export const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

const digestOf = (text: string) => (text === "" ? "" : sha256(text));

function bodyOf({ sheet, kind, actorId, end }: SheetWrite, at: string): string {
  return canonicalJson({
    sheet: sheet.id,
    seq: end.eventSeq + 1,
    at,
    actor: actorId,
    kind,
    generation: sheet.generation,
    state: sheet.state,
    late: sheet.isLate,
    scores: sheet.scores,
    comments: Object.fromEntries(
      Object.entries(sheet.comments).map(([key, text]) => [key, digestOf(text)]),
    ),
    reason: digestOf(sheet.reason),
  });
}

export interface SheetEvent {
  sheetId: string;
  seq: number;
  at: string;
  actorId: string | null;
  kind: SheetEventKind;
  body: string;
  previous: string;
  hash: string;
}

/**
 * The event of one write. The caller stores `eventSeq: event.seq, head: event.hash` with the sheet, then
 * the event itself with `storeEvents`: an event refers to its sheet, so the sheet comes first.
 */
export function nextEvent(write: SheetWrite, now: string): SheetEvent {
  const body = bodyOf(write, now);
  return {
    sheetId: write.sheet.id,
    seq: write.end.eventSeq + 1,
    at: now,
    actorId: write.actorId,
    kind: write.kind,
    body,
    previous: write.end.head,
    hash: sha256(write.end.head + body),
  };
}

export async function storeEvents(tx: Transaction, events: readonly SheetEvent[]): Promise<void> {
  await insertMany(
    tx,
    "sheetEvents",
    events.map((event) => ({ ...event })),
  );
}

export interface ChainFault {
  readonly sheetId: string;
  /** The event at fault; 0 when the sheet itself differs from the end of its chain. */
  readonly seq: number;
  readonly fault: "gap" | "previous" | "hash" | "body" | "head" | "content";
}

interface EventRow {
  sheetId: string;
  seq: number;
  kind: string;
  body: string;
  previous: string;
  hash: string;
}

interface SheetRow {
  id: string;
  state: SheetState;
  generation: number;
  isLate: number;
  scores: string;
  comments: string;
  eventSeq: number;
  head: string;
}

interface EventBody {
  sheet: string;
  seq: number;
  kind: string;
  state: string;
  generation: number;
  late: boolean;
  scores: Record<string, number | null>;
  comments: Record<string, string>;
}

const SHEETS_AT_ONCE = 200;

/**
 * Recomputes the chains of a round's sheets (of all sheets without one) and compares their ends with
 * the sheets. Whoever changes a score in the database itself, in the sheet or in an event, shows here.
 */
export async function verifyChains(db: Queryable, roundId?: string): Promise<ChainFault[]> {
  const faults: ChainFault[] = [];
  for (let after = ""; ; ) {
    const query = db("sheets").where("id", ">", after).orderBy("id").limit(SHEETS_AT_ONCE);
    if (roundId !== undefined) query.andWhere({ roundId });
    const sheets = (await query.select(
      "id",
      "state",
      "generation",
      "isLate",
      "scores",
      "comments",
      "eventSeq",
      "head",
    )) as SheetRow[];
    const last = sheets[sheets.length - 1];
    if (!last) return faults;
    const events = (await db("sheetEvents")
      .whereIn(
        "sheetId",
        sheets.map((sheet) => sheet.id),
      )
      .orderBy(["sheetId", "seq"])) as EventRow[];
    const bySheet = new Map<string, EventRow[]>();
    for (const event of events)
      bySheet.set(event.sheetId, [...(bySheet.get(event.sheetId) ?? []), event]);
    for (const sheet of sheets) faults.push(...faultsOf(sheet, bySheet.get(sheet.id) ?? []));
    after = last.id;
  }
}

function faultsOf(sheet: SheetRow, events: readonly EventRow[]): ChainFault[] {
  const faults: ChainFault[] = [];
  const found = (seq: number, fault: ChainFault["fault"]) =>
    faults.push({ sheetId: sheet.id, seq, fault });
  let head = "";
  events.forEach((event, index) => {
    const body = fromJson<EventBody>(event.body);
    if (event.seq !== index + 1) found(event.seq, "gap");
    if (event.previous !== head) found(event.seq, "previous");
    if (event.hash !== sha256(event.previous + event.body)) found(event.seq, "hash");
    if (body.sheet !== sheet.id || body.seq !== event.seq || body.kind !== event.kind)
      found(event.seq, "body");
    head = event.hash;
  });
  if (sheet.head !== head || sheet.eventSeq !== events.length) found(0, "head");
  const end = events[events.length - 1];
  if (end && !sameContent(sheet, fromJson<EventBody>(end.body))) found(0, "content");
  return faults;
}

function sameContent(sheet: SheetRow, body: EventBody): boolean {
  const comments = Object.entries(fromJson<Record<string, string>>(sheet.comments)).map(
    ([key, text]) => [key, digestOf(text)],
  );
  return (
    sheet.state === body.state &&
    sheet.generation === body.generation &&
    (sheet.isLate === 1) === body.late &&
    canonicalJson(fromJson(sheet.scores)) === canonicalJson(body.scores) &&
    canonicalJson(Object.fromEntries(comments)) === canonicalJson(body.comments)
  );
}
