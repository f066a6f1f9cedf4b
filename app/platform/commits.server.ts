import { EventEmitter } from "node:events";

/** Says that something was committed, so that the outbox is emptied at once and not at the next tick. */
const commits = new EventEmitter();

export function announceCommit(): void {
  commits.emit("commit");
}

export function onCommit(listener: () => void): () => void {
  commits.on("commit", listener);
  return () => commits.off("commit", listener);
}
