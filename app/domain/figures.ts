/** Figures as people type them. They are stored as typed and judged here, so that a draft keeps all of it. */

const FIGURE = /^-?\d{1,12}(\.\d{1,6})?$/;
const SCALE = 1_000_000n;

const plain = (typed: string) => typed.replace(/[,，\s]/g, "");

export const isFigure = (typed: string): boolean => FIGURE.test(plain(typed));

export const isCount = (typed: string): boolean => /^\d{1,12}$/.test(plain(typed));

/** null for what is empty or no figure: never zero. */
export function readFigure(typed: string): number | null {
  return isFigure(typed) ? Number(plain(typed)) : null;
}

/** null for what is no whole number from 0. */
export function readCount(typed: string): number | null {
  return isCount(typed) ? Number(plain(typed)) : null;
}

/** In millionths, for comparisons that must not depend on binary fractions. */
function millionths(typed: string): bigint | null {
  if (!isFigure(typed)) return null;
  const text = plain(typed);
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole) * SCALE + BigInt(fraction.padEnd(6, "0"));
  return text.startsWith("-") ? -size : size;
}

/**
 * Whether a figure moved by more than `percent` of the old one; exactly that much is not more. A figure
 * that appears, vanishes or was zero has moved beyond any share.
 */
export function movedBeyond(before: string, after: string, percent: number): boolean {
  if (plain(before) === plain(after)) return false;
  const from = millionths(before);
  const to = millionths(after);
  if (from === null || to === null) return true;
  if (from === to) return false;
  const size = (value: bigint) => (value < 0n ? -value : value);
  return size(to - from) * 100n > size(from) * BigInt(percent);
}
