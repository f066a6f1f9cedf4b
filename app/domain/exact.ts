/**
 * Exact arithmetic for scores: fractions of integers, compared by cross multiplication and rounded
 * half up only when they are shown. Binary floats would put 90.145 at 90.14.
 */

/** A reduced fraction; `den` is always positive. */
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

/**
 * The same in plain numbers, for the hot path: both parts are safe integers, `den` is positive, and
 * it need not be reduced. Every function below falls back to bigints where a product would not be safe.
 */
export interface Ratio {
  readonly num: number;
  readonly den: number;
}

export type Exact = Fraction | Ratio;

function isRatio(value: Exact): value is Ratio {
  return typeof value.num === "number";
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function gcdNumber(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** Reduces; throws RangeError for a zero denominator or a number that is not a safe integer. */
export function fraction(num: bigint | number, den: bigint | number = 1n): Fraction {
  let n = wholeBigInt(num);
  let d = wholeBigInt(den);
  if (d === 0n) throw new RangeError("a fraction needs a denominator other than zero");
  if (d < 0n) [n, d] = [-n, -d];
  const common = gcd(n, d);
  return common > 1n ? { num: n / common, den: d / common } : { num: n, den: d };
}

function wholeBigInt(value: bigint | number): bigint {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new RangeError(`${value} is not a safe integer`);
  return BigInt(value);
}

export function toFraction(value: Exact): Fraction {
  return isRatio(value) ? fraction(value.num, value.den) : value;
}

export const ZERO: Fraction = { num: 0n, den: 1n };

export function add(a: Exact, b: Exact): Fraction {
  const x = toFraction(a);
  const y = toFraction(b);
  return fraction(x.num * y.den + y.num * x.den, x.den * y.den);
}

export function sub(a: Exact, b: Exact): Fraction {
  const x = toFraction(a);
  const y = toFraction(b);
  return fraction(x.num * y.den - y.num * x.den, x.den * y.den);
}

export function mul(a: Exact, b: Exact): Fraction {
  const x = toFraction(a);
  const y = toFraction(b);
  return fraction(x.num * y.num, x.den * y.den);
}

/** Throws RangeError when `b` is zero. */
export function div(a: Exact, b: Exact): Fraction {
  const x = toFraction(a);
  const y = toFraction(b);
  return fraction(x.num * y.den, x.den * y.num);
}

/** Negative, zero or positive, as Array.prototype.sort wants it. Never rounds. */
export function compare(a: Exact, b: Exact): number {
  if (isRatio(a) && isRatio(b)) {
    // One correctly rounded division keeps the order: only equal floats can hide a difference.
    const x = a.num / a.den;
    const y = b.num / b.den;
    if (x !== y) return x < y ? -1 : 1;
    const left = a.num * b.den;
    const right = b.num * a.den;
    if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return left - right;
  }
  const left = BigInt(a.num) * BigInt(b.den);
  const right = BigInt(b.num) * BigInt(a.den);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equals(a: Exact, b: Exact): boolean {
  return compare(a, b) === 0;
}

/**
 * Adds many values in plain numbers over their least common denominator for as long as that stays
 * safe, and in bigints from there on.
 */
export function sum(values: Iterable<Exact>): Exact {
  let spilled: Fraction | null = null;
  let num = 0;
  let den = 1;
  for (const value of values) {
    if (!isRatio(value)) {
      spilled = add(spilled ?? ZERO, value);
      continue;
    }
    const common = den % value.den === 0 ? den : (den / gcdNumber(den, value.den)) * value.den;
    const next = num * (common / den) + value.num * (common / value.den);
    if (Number.isSafeInteger(common) && Number.isSafeInteger(next)) {
      num = next;
      den = common;
    } else {
      spilled = add(spilled ?? ZERO, { num, den });
      num = value.num;
      den = value.den;
    }
  }
  return spilled ? add(spilled, { num, den }) : { num, den };
}

/** The arithmetic mean; null for no values, because nothing has no mean. */
export function mean(values: readonly Exact[]): Exact | null {
  if (values.length === 0) return null;
  const total = sum(values);
  if (isRatio(total) && Number.isSafeInteger(total.den * values.length))
    return { num: total.num, den: total.den * values.length };
  return div(total, { num: values.length, den: 1 });
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** "90.145" → 18029/200. Null for anything but digits with at most one point and one sign in front. */
export function parseDecimal(text: string): Fraction | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = "0", decimals = ""] = match;
  const num = BigInt(whole + decimals);
  return fraction(sign === "-" ? -num : num, 10n ** BigInt(decimals.length));
}

const POWERS = Array.from({ length: 16 }, (_, power) => 10 ** power);

/** |value| × 10^decimals as a whole number, rounded half up or cut off. */
function scaled(value: Exact, decimals: number, half: boolean): bigint | number {
  const power = POWERS[decimals];
  if (isRatio(value) && power !== undefined) {
    const den = half ? value.den * 2 : value.den;
    const num = Math.abs(value.num) * power * (half ? 2 : 1) + (half ? value.den : 0);
    if (Number.isSafeInteger(num) && Number.isSafeInteger(den)) return (num - (num % den)) / den;
  }
  const { num, den } = toFraction(value);
  const size = (num < 0n ? -num : num) * 10n ** BigInt(decimals);
  return half ? (2n * size + den) / (2n * den) : size / den;
}

function written(value: Exact, decimals: number, half: boolean): string {
  const digits = scaled(value, decimals, half);
  const text = String(digits).padStart(decimals + 1, "0");
  const point = text.length - decimals;
  const sign = value.num < 0 && Number(digits) !== 0 ? "-" : "";
  return decimals === 0 ? sign + text : `${sign}${text.slice(0, point)}.${text.slice(point)}`;
}

/**
 * Rounds to `decimals` places, half up: 90.145 → "90.15". For negatives the half goes away from zero
 * (-0.125 → "-0.13"), so that a difference reads the same from both sides; never "-0.00".
 */
export function formatHalfUp(value: Exact, decimals = 2): string {
  return written(value, decimals, true);
}

/** The expansion cut off (not rounded) after `digits` places: 1112.5 ÷ 12, 4 digits → "92.7083". */
export function toDecimalString(value: Exact, digits: number): string {
  return written(value, digits, false);
}

/** Whether `digits` places hold the value wholly. */
export function terminatesWithin(value: Exact, digits: number): boolean {
  const { num, den } = toFraction(value);
  return (num * 10n ** BigInt(digits)) % den === 0n;
}

/** As people write it: whole where it ends ("92.5"), else cut off with an ellipsis ("92.7083…"). */
export function toExpansion(value: Exact, digits: number): string {
  if (!terminatesWithin(value, digits)) return `${toDecimalString(value, digits)}…`;
  return digits === 0
    ? toDecimalString(value, 0)
    : toDecimalString(value, digits).replace(/\.?0+$/, "");
}

/** Reduced numerator and denominator as text, for JSON, which has no bigint. */
export function toFractionText(value: Exact): { num: string; den: string } {
  if (isRatio(value)) {
    const common = gcdNumber(value.num, value.den) || 1;
    return { num: String(value.num / common), den: String(value.den / common) };
  }
  return { num: String(value.num), den: String(value.den) };
}
