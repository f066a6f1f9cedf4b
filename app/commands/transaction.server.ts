import type { Database, Transaction } from "~/data/connection.server";
import { appendAudit } from "~/data/audit.server";
import type { Actor } from "~/domain/people";
import { Refused } from "~/domain/refusal";
import { announceCommit } from "~/platform/commits.server";

/** A command's surroundings; the scheduler acts without a person. */
export interface CommandContext {
  readonly db: Database;
  readonly actor: Actor | null;
  readonly now: string;
}

export interface AuditSubject {
  readonly kind: string;
  readonly id: string;
}

/**
 * One command, one transaction: all of `work` or nothing. The audit log gets a row either way — done, or
 * refused with the refusal's code — and never a score or a text. Inside, only `tx` may be queried.
 */
export async function inTransaction<T>(
  ctx: CommandContext,
  action: string,
  subject: AuditSubject,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const audit = (outcome: string) => ({
    at: ctx.now,
    personId: ctx.actor?.personId ?? null,
    role: ctx.actor?.role ?? "system",
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    outcome,
  });
  try {
    const result = await ctx.db.write.transaction(async (tx) => {
      const answer = await work(tx);
      await appendAudit(tx, audit("done"));
      return answer;
    });
    announceCommit();
    return result;
  } catch (error) {
    if (error instanceof Refused)
      await appendAudit(ctx.db.write, audit(`refused:${error.refusal.code}`));
    throw error;
  }
}
