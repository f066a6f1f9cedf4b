const usual = "postgres://postgres@127.0.0.1:5432/test";

/**
 * The address of the PostgreSQL server to test on, or null: TEST_DATABASE_URL as it stands (the
 * tests then fail where it does not answer; "none" leaves them out), otherwise the usual local
 * test database where one answers.
 * @param {number} patience milliseconds to wait for an answer
 * @returns {Promise<string | null>}
 */
export async function findPostgres(patience = 500) {
  const named = process.env.TEST_DATABASE_URL;
  if (named) return named === "none" ? null : named;
  // Imported late: the launchers load this file before anything is installed.
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: usual, connectionTimeoutMillis: patience });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return usual;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
