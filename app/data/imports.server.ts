import type { Layout, Mapping } from "~/domain/import/columns";
import { kindOf } from "~/domain/import/columns";
import type { ImportReport } from "~/domain/import/report";
import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import type { Queryable, Transaction } from "./connection.server";
import { fromJson } from "./rows.server";
import { sha256 } from "./sheet-chain.server";

export type ImportState = "uploaded" | "previewed" | "done" | "failed";

/** How the file is read: kept with the import, and offered again for files with the same headings. */
export interface ReadingChoice {
  readonly layout: Layout;
  readonly columns: Mapping;
  /** The round that sheets and experts go to; "" for entries. */
  readonly roundId: string;
  /** For a matrix without a column of criteria. */
  readonly criterion: string;
}

export interface ImportRecord {
  id: string;
  cycleId: string;
  fileName: string;
  storageKey: string;
  state: ImportState;
  reading: ReadingChoice;
  report: ImportReport;
  createdBy: string;
  createdAt: string;
  finishedAt: string | null;
}

interface Row extends Omit<ImportRecord, "reading" | "report"> {
  mapping: string;
  report: string;
}

const toRecord = ({ mapping, ...row }: Row): ImportRecord => ({
  ...row,
  reading: fromJson<ReadingChoice>(mapping),
  report: fromJson<ImportReport>(row.report),
});

const COLUMNS = [
  "id",
  "cycleId",
  "fileName",
  "storageKey",
  "state",
  "mapping",
  "report",
  "createdBy",
  "createdAt",
  "finishedAt",
] as const;

/** An import of one's own: what the file says (scores among it) is for who uploaded it. Refuses 404. */
export async function findImport(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  id: string,
): Promise<ImportRecord> {
  const row = (await db("imports")
    .where({ id, cycleId, createdBy: actor.personId })
    .first(...COLUMNS)) as Row | undefined;
  return row ? toRecord(row) : refuse("not_found", {}, 404);
}

export interface ImportListItem {
  id: string;
  kind: string;
  fileName: string;
  state: ImportState;
  createdAt: string;
  finishedAt: string | null;
  by: string;
  mine: boolean;
  counts: ImportReport["counts"];
}

/** The imports of a cycle, latest first. Callers have checked that the actor runs the cycle. */
export async function listImports(
  db: Queryable,
  actor: Actor,
  cycleId: string,
): Promise<ImportListItem[]> {
  const rows = (await db("imports as i")
    .join("people as p", "p.id", "i.createdBy")
    .where({ "i.cycleId": cycleId })
    .orderBy("i.createdAt", "desc")
    .orderBy("i.id")
    .limit(30)
    .select(
      "i.id",
      "i.kind",
      "i.fileName",
      "i.state",
      "i.createdAt",
      "i.finishedAt",
      "i.createdBy",
      "i.report",
      "p.name as by",
    )) as (Omit<ImportListItem, "counts" | "mine"> & { report: string; createdBy: string })[];
  return rows.map(({ report, createdBy, ...row }) => ({
    ...row,
    mine: createdBy === actor.personId,
    counts: row.state === "done" ? fromJson<ImportReport>(report).counts : {},
  }));
}

export async function insertImport(
  tx: Transaction,
  record: Omit<ImportRecord, "finishedAt">,
  organisationId: string,
): Promise<void> {
  const { reading, report, ...row } = record;
  await tx("imports").insert({
    ...row,
    kind: kindOf(reading.layout),
    organisationId,
    mapping: JSON.stringify(reading),
    report: JSON.stringify(report),
    finishedAt: null,
  });
}

/** Guarded by the state it was decided on; false when another press was first. */
export async function updateImport(
  tx: Transaction,
  id: string,
  expected: readonly ImportState[],
  to: {
    state: ImportState;
    reading: ReadingChoice;
    report: ImportReport;
    finishedAt?: string;
  },
): Promise<boolean> {
  const changed = await tx("imports")
    .where({ id })
    .whereIn("state", [...expected])
    .update({
      state: to.state,
      mapping: JSON.stringify(to.reading),
      report: JSON.stringify(to.report),
      ...(to.finishedAt === undefined ? {} : { finishedAt: to.finishedAt }),
    });
  return changed === 1;
}

export interface EarlierImport {
  by: string;
  at: string;
  fileName: string;
}

/** The same file, to the byte, imported into the cycle before as the same kind. */
export async function importedBefore(
  db: Queryable,
  cycleId: string,
  layout: Layout,
  digest: string,
): Promise<EarlierImport | null> {
  const rows = (await db("imports as i")
    .join("people as p", "p.id", "i.createdBy")
    .where({ "i.cycleId": cycleId, "i.state": "done", "i.kind": kindOf(layout) })
    .orderBy("i.createdAt")
    .select("p.name as by", "i.finishedAt as at", "i.fileName", "i.report")) as (EarlierImport & {
    report: string;
  })[];
  const found = rows.find(({ report }) => fromJson<ImportReport>(report).sha256 === digest);
  return found ? { by: found.by, at: found.at, fileName: found.fileName } : null;
}

const headersDigest = (headers: readonly string[]) =>
  sha256(JSON.stringify(headers.map((one) => one.normalize("NFKC").trim().toLowerCase())));

export async function recallMapping(
  db: Queryable,
  organisationId: string,
  layout: Layout,
  headers: readonly string[],
): Promise<Pick<ReadingChoice, "columns" | "criterion"> | null> {
  const row = (await db("importMappings")
    .where({ organisationId, kind: layout, headersDigest: headersDigest(headers) })
    .first("mapping")) as { mapping: string } | undefined;
  return row ? fromJson(row.mapping) : null;
}

export async function rememberMapping(
  tx: Transaction,
  organisationId: string,
  { layout, columns, criterion }: ReadingChoice,
  headers: readonly string[],
  now: string,
): Promise<void> {
  await tx("importMappings")
    .insert({
      organisationId,
      kind: layout,
      headersDigest: headersDigest(headers),
      mapping: JSON.stringify({ columns, criterion }),
      usedAt: now,
    })
    .onConflict(["organisationId", "kind", "headersDigest"])
    .merge();
}
