import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import knexFactory, { type Knex } from "knex";
import SqliteClient from "knex/lib/dialects/sqlite3/index.js";
import PostgresClient from "knex/lib/dialects/postgres/index.js";
import SqliteTransaction from "knex/lib/dialects/sqlite3/execution/sqlite-transaction.js";
import pg from "pg";

/**
 * The one place that knows a database driver. Two knex instances over one database: `write` for
 * transactions, `read` for everything that only looks.
 */
export interface Database {
  readonly kind: "sqlite" | "postgresql";
  readonly read: Knex;
  readonly write: Knex;
  close(): Promise<void>;
}

export type DatabaseLocation =
  | { kind: "sqlite"; path: string }
  | { kind: "postgresql"; url: string; schema?: string };

/** A query's place: the reader, or the transaction at hand. */
export type Queryable = Knex;
export type Transaction = Knex.Transaction;

/** For the few statements that only one of the two databases has or needs. */
export function isPostgres(db: Queryable): boolean {
  return (db.client as { config: { client: unknown } }).config.client === "pg";
}

/**
 * A plain BEGIN takes the write lock at the first write, too late to wait for it: two processes
 * writing one file then lose transactions to SQLITE_BUSY in spite of a busy timeout.
 */
class ImmediateTransaction extends SqliteTransaction {
  override begin(connection: unknown) {
    return this.query(connection, "BEGIN IMMEDIATE;");
  }
}

/** knex takes a plucked column out of a row before the names are mapped, so it must ask for the stored name. */
function storedPluck(answer: { pluck?: unknown }): { pluck?: unknown } {
  if (typeof answer.pluck === "string") answer.pluck = toSnake(answer.pluck);
  return answer;
}

class ReaderClient extends SqliteClient {
  override processResponse(answer: { pluck?: unknown }, runner: unknown): unknown {
    return super.processResponse(storedPluck(answer), runner);
  }
}

class PgClient extends PostgresClient {
  override processResponse(answer: { pluck?: unknown }, runner: unknown): unknown {
    return super.processResponse(storedPluck(answer), runner);
  }
}

class WriterClient extends ReaderClient {
  override transaction(...args: unknown[]): Knex.Transaction {
    return new ImmediateTransaction(this, ...args) as unknown as Knex.Transaction;
  }
}

/*
 * `compileSqlOnError: false` below: an error tells the statement without its values, which are names,
 * texts and scores and would end up in the log.
 */

const BUSY_TIMEOUT_MS = 15_000;

interface SqliteHandle {
  exec(sql: string, done: (error: Error | null) => void): void;
}

function sqlite(path: string, mode: "write" | "read", mapNames: boolean): Knex {
  const pragmas = [
    `PRAGMA busy_timeout=${BUSY_TIMEOUT_MS}`,
    "PRAGMA foreign_keys=ON",
    // An acknowledged score or vote survives power loss.
    ...(mode === "write"
      ? ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"]
      : ["PRAGMA query_only=ON"]),
  ].join(";");
  return knexFactory({
    client: mode === "write" ? WriterClient : ReaderClient,
    connection: { filename: path },
    useNullAsDefault: true,
    compileSqlOnError: false,
    pool: {
      min: mode === "write" ? 1 : 2,
      max: mode === "write" ? 1 : 4,
      afterCreate: (handle: SqliteHandle, done: (error: Error | null) => void) =>
        handle.exec(pragmas, done),
    },
    acquireConnectionTimeout: 30_000,
    ...(mapNames ? nameMapping : {}),
  });
}

function postgresql(url: string, schema: string | undefined, mapNames: boolean, max: number): Knex {
  const knex = knexFactory({
    client: mapNames ? PgClient : "pg",
    connection: { connectionString: url },
    compileSqlOnError: false,
    ...(schema ? { searchPath: [schema] } : {}),
    pool: { min: 0, max },
    acquireConnectionTimeout: 30_000,
    ...(mapNames ? nameMapping : {}),
  });
  // For those who ask which database this is.
  (knex.client as { config: { client: unknown } }).config.client = "pg";
  return knex;
}

// Counts arrive as int8 text from PostgreSQL; ours stay far below 2^53.
pg.types.setTypeParser(20, Number);
pg.types.setTypeParser(1700, Number);

const snakeOf = new Map<string, string>();
const camelOf = new Map<string, string>();

function toSnake(name: string): string {
  let snake = snakeOf.get(name);
  if (snake === undefined) {
    snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    snakeOf.set(name, snake);
  }
  return snake;
}

function toCamel(name: string): string {
  let camel = camelOf.get(name);
  if (camel === undefined) {
    camel = name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
    camelOf.set(name, camel);
  }
  return camel;
}

function camelRow(row: unknown): unknown {
  if (row === null || typeof row !== "object" || Array.isArray(row)) return row;
  const out: Record<string, unknown> = {};
  for (const key in row) out[toCamel(key)] = (row as Record<string, unknown>)[key];
  return out;
}

interface PgResult {
  rows: unknown[];
  command?: string;
}

/** Columns are snake_case in the database and camelCase in the code; this is the only mapping. */
const nameMapping: Pick<Knex.Config, "wrapIdentifier" | "postProcessResponse"> = {
  wrapIdentifier: (value, wrap) => wrap(toSnake(value)),
  postProcessResponse: (result: unknown): unknown => {
    if (Array.isArray(result)) return result.map(camelRow);
    if (result && typeof result === "object" && Array.isArray((result as PgResult).rows)) {
      const answer = result as PgResult;
      return { ...answer, rows: answer.rows.map(camelRow) };
    }
    return camelRow(result);
  },
};

export function openDatabase(location: DatabaseLocation): Database {
  if (location.kind === "sqlite") {
    mkdirSync(dirname(location.path), { recursive: true });
    const write = sqlite(location.path, "write", true);
    const read = sqlite(location.path, "read", true);
    return {
      kind: "sqlite",
      read,
      write,
      close: async () => {
        await read.destroy();
        await write.destroy();
      },
    };
  }
  const knex = postgresql(location.url, location.schema, true, 10);
  return { kind: "postgresql", read: knex, write: knex, close: () => knex.destroy() };
}

/** Brings the schema up to date. knex's own bookkeeping needs unmapped names, hence a connection of its own. */
export async function migrate(
  location: DatabaseLocation,
  migrationSource: Knex.MigrationSource<unknown>,
): Promise<string[]> {
  if (location.kind === "sqlite") mkdirSync(dirname(location.path), { recursive: true });
  const knex =
    location.kind === "sqlite"
      ? sqlite(location.path, "write", false)
      : postgresql(location.url, location.schema, false, 2);
  try {
    const [, names] = (await knex.migrate.latest({ migrationSource })) as [number, string[]];
    return names;
  } finally {
    await knex.destroy();
  }
}
