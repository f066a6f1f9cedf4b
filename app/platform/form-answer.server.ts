import type { Submission } from "@conform-to/dom";
import { data } from "@remix-run/node";
import { Refused } from "~/domain/refusal";

/** What an action answers when its form has to be shown again: 400 for errors, 200 for a row added. */
export function again<T>(submission: Submission<T>) {
  const status = submission.status === "error" ? 400 : 200;
  return data({ reply: submission.reply() }, { status });
}

/**
 * Runs the command of a form. When it is refused, the answer carries what was typed beside the reason,
 * so that the form is whole again also without script.
 */
export async function keepForm<T, R>(submission: Submission<T>, work: () => Promise<R>) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return data(
      { refusal: error.refusal, reply: submission.reply() },
      { status: error.refusal.status },
    );
  }
}
