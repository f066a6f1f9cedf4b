import type { Submission } from "@conform-to/react";
import { data } from "@remix-run/node";
import { Refused, type Refusal } from "~/domain/refusal";

type Reply = ReturnType<Submission<unknown>["reply"]>;

export interface Answer {
  reply?: Reply;
  refusal?: Refusal;
}

/** What a form shows when its fields are wrong; passwords never travel back. */
export function wrong<T>(submission: Submission<T>, hideFields: string[] = []) {
  const answer: Answer = { reply: submission.reply({ hideFields }) };
  return data(answer, { status: 400 });
}

/** Runs a form's command; when it is refused, what was typed comes back with the refusal. */
export async function carryOut<T, R>(
  submission: Submission<T>,
  work: () => Promise<R>,
  hideFields: string[] = [],
) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const answer: Answer = { reply: submission.reply({ hideFields }), refusal: error.refusal };
    return data(answer, { status: error.refusal.status });
  }
}
