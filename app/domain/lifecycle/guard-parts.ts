import { type Refusal, refusal } from "~/domain/refusal";

/** A list as refusal facts: how many, and which, comma-joined (label keys or names). */
export function list(items: readonly string[]): { count: number; missing: string } {
  return { count: items.length, missing: items.join(",") };
}

/** A due day is kept until it is over; no due day cannot be missed. */
export function keepDueDay(today: string, dueOn: string | null): Refusal | null {
  return dueOn === null || today <= dueOn ? null : refusal("past_due", { due: dueOn });
}

export function awaitDueDay(today: string, dueOn: string | null): Refusal | null {
  if (dueOn === null) return refusal("no_due_date");
  return today > dueOn ? null : refusal("not_due_yet", { due: dueOn });
}
