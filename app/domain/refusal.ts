/**
 * A refusal explains itself: `code` names the text in the `refusals` locale namespace, `facts` fill
 * that text (who, when, how many are missing), `status` is the HTTP status it travels with, and
 * `field` the form field it belongs to, if any.
 */
export interface Refusal {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly status: 400 | 403 | 404 | 409 | 413 | 422 | 429;
  readonly field?: string;
}

export function refusal(
  code: string,
  facts: Refusal["facts"] = {},
  status: Refusal["status"] = 403,
  field?: string,
): Refusal {
  return field === undefined ? { code, facts, status } : { code, facts, status, field };
}

/** Thrown inside a transaction so that the driver rolls it back; caught at the route's edge. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
    this.name = "Refused";
  }
}

/** Ends the running command with a refusal. */
export function refuse(
  code: string,
  facts: Refusal["facts"] = {},
  status: Refusal["status"] = 403,
  field?: string,
): never {
  throw new Refused(refusal(code, facts, status, field));
}

/** Ends the running command when a rule returned a refusal. */
export function unless(rule: Refusal | null): void {
  if (rule) throw new Refused(rule);
}
