import type { Database } from "~/data/connection.server";
import { deliverOutbox } from "~/data/outbox.server";
import { clock } from "./clock.server";
import { onCommit } from "./commits.server";
import { logError } from "./log.server";

const TICK_MS = 30_000;

/**
 * What the server does beside answering: empty the outbox after every commit and at every tick, and run
 * the jobs it is handed at every tick. Each job is safe to run in several processes at once.
 * @returns stops it and waits for what is under way
 */
export function startBackground(
  db: Database,
  jobs: readonly ((db: Database, now: string) => Promise<unknown>)[] = [],
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let queued = false;
  const run = (work: () => Promise<unknown>) => {
    running = running.then(work).then(
      () => undefined,
      (error: unknown) => logError(error, { where: "background" }),
    );
  };
  const deliver = () => {
    if (queued) return;
    queued = true;
    run(async () => {
      queued = false;
      while ((await deliverOutbox(db, clock())) > 0);
    });
  };
  const tick = () => {
    deliver();
    for (const job of jobs) run(() => job(db, clock()));
  };
  const unsubscribe = onCommit(deliver);
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  tick();
  return () => {
    clearInterval(timer);
    unsubscribe();
    return running;
  };
}
