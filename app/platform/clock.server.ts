let frozen: string | null = null;

/** Now, as UTC ISO text. Commands take it from their context; only the edge reads it. */
export function clock(): string {
  return frozen ?? new Date().toISOString();
}

/** For tests and the demo's generator: time stands where it is put, or runs again with null. */
export function setClock(instant: string | null): void {
  frozen = instant;
}
