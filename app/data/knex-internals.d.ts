/* knex publishes no types for its dialect classes; these are the parts `connection.server.ts` extends. */
declare module "knex/lib/dialects/sqlite3/index.js" {
  import { Knex } from "knex";
  class Client_SQLite3 extends Knex.Client {
    transaction(...args: unknown[]): Knex.Transaction;
    processResponse(answer: object, runner: unknown): unknown;
  }
  export default Client_SQLite3;
}
declare module "knex/lib/dialects/postgres/index.js" {
  import { Knex } from "knex";
  class Client_PG extends Knex.Client {
    processResponse(answer: object, runner: unknown): unknown;
  }
  export default Client_PG;
}
declare module "knex/lib/dialects/sqlite3/execution/sqlite-transaction.js" {
  class Transaction_Sqlite {
    constructor(client: unknown, ...args: unknown[]);
    query(connection: unknown, sql: string): unknown;
    begin(connection: unknown): unknown;
  }
  export default Transaction_Sqlite;
}
