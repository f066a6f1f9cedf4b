import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as build from "virtual:remix/server-build";
import type { ServerBuild } from "@remix-run/node";
import { runDueTransitions } from "~/commands/run-due-transitions.server";
import { ensureSetUpLink } from "~/commands/set-up.server";
import { config } from "~/platform/config.server";
import { database, migrateDatabase } from "~/platform/database.server";
import { log } from "~/platform/log.server";
import { startBackground } from "~/platform/background.server";
import { createApp } from "./express.server";

const here = dirname(fileURLToPath(import.meta.url));
const clientFolder = join(here, "..", "client");
if (!existsSync(clientFolder)) throw new Error(`No client build at ${clientFolder}: run the build`);

const settings = config();
await migrateDatabase();
const db = database();
const app = createApp(build as unknown as ServerBuild, settings, clientFolder);
const server = createServer(app);
const stopBackground = startBackground(db, [runDueTransitions]);

server.listen(settings.port, settings.host, () => {
  const address = settings.publicUrl?.origin ?? `http://localhost:${settings.port}`;
  log.info({ address, database: db.kind }, "listening");
  void ensureSetUpLink(db, address).then((link) => {
    if (link)
      process.stdout.write(
        `\nThis installation is empty. Set it up at (valid once):\n  ${link}\n\n`,
      );
  });
  process.stdout.write(`Xianban is ready at ${address}\n`);
});

let stopping = false;
/** Answers what is under way, takes nothing new, then lets go of the database. */
function stop(signal: string): void {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "stopping");
  setTimeout(() => process.exit(1), 10_000).unref();
  server.close(() => {
    void stopBackground()
      .then(() => db.close())
      .then(() => process.exit(0));
  });
  server.closeIdleConnections();
}
process.on("SIGTERM", () => stop("SIGTERM"));
process.on("SIGINT", () => stop("SIGINT"));
