import jstat from "jstat";

/* What two samples can say about a change: pure arithmetic on counts, distributions from jstat. */

const { normal, beta, gammaln } = jstat.jStat;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const Z95 = normal.inv(0.975, 0, 1);

export interface ProportionComparison {
  readonly first: number;
  readonly second: number;
  /** first − second */
  readonly difference: number;
  /** Newcombe's hybrid score interval, 95 %. */
  readonly interval: Interval;
  /** With the pooled share; null where both shares are 0 or both 1. */
  readonly z: number | null;
  /** Two-sided. */
  readonly p: number;
  readonly test: "z" | "fisher";
}

/** Wilson's score interval of one share, 95 %. */
export function wilson(count: number, total: number): Interval {
  const share = count / total;
  const z2 = Z95 * Z95;
  const centre = share + z2 / (2 * total);
  const half = Z95 * Math.sqrt((share * (1 - share)) / total + z2 / (4 * total * total));
  const scale = 1 + z2 / total;
  return { low: Math.max(0, (centre - half) / scale), high: Math.min(1, (centre + half) / scale) };
}

/** Compares a of m with c of n. Refuses (RangeError) counts that no sample can have. */
export function compareProportions(
  a: number,
  m: number,
  c: number,
  n: number,
): ProportionComparison {
  for (const [count, total] of [
    [a, m],
    [c, n],
  ] as const)
    if (
      !Number.isInteger(count) ||
      !Number.isInteger(total) ||
      total < 1 ||
      count < 0 ||
      count > total
    )
      throw new RangeError(`not a share: ${count} of ${total}`);
  const first = a / m;
  const second = c / n;
  const one = wilson(a, m);
  const two = wilson(c, n);
  const difference = first - second;
  const pooled = (a + c) / (m + n);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n));
  const z = spread > 0 ? difference / spread : null;
  // Cochran's rule: below five expected in any cell the normal approximation is not to be trusted.
  const smallest = Math.min(m, n) * Math.min(pooled, 1 - pooled);
  const small = smallest < 5 || z === null;
  return {
    first,
    second,
    difference,
    interval: {
      low: difference - Math.hypot(first - one.low, two.high - second),
      high: difference + Math.hypot(one.high - first, second - two.low),
    },
    z,
    p: small ? fisherExact(a, m, c, n) : 2 * normal.cdf(-Math.abs(z), 0, 1),
    test: small ? "fisher" : "z",
  };
}

const lnChoose = (n: number, k: number) => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);

/** Fisher's exact test, two-sided: all tables with these margins that are no likelier than this one. */
export function fisherExact(a: number, m: number, c: number, n: number): number {
  const events = a + c;
  const whole = lnChoose(m + n, events);
  const likelihood = (x: number) => Math.exp(lnChoose(m, x) + lnChoose(n, events - x) - whole);
  const seen = likelihood(a) * (1 + 1e-7);
  let p = 0;
  for (let x = Math.max(0, events - n); x <= Math.min(m, events); x += 1) {
    const one = likelihood(x);
    if (one <= seen) p += one;
  }
  return Math.min(1, p);
}

export interface RateComparison {
  /** Per 10,000. */
  readonly first: number;
  readonly second: number;
  /** first ÷ second; null where the second count is 0. */
  readonly ratio: number | null;
  /** Exact (conditional), 95 %; the high end is null where there is none. */
  readonly interval: { readonly low: number; readonly high: number | null };
  /** Exact, two-sided. */
  readonly p: number;
}

/**
 * Compares two rates of events per exposure (tickets per service contact). Given all events, those of
 * the first period are binomial, which gives an exact interval also for small counts.
 */
export function compareRates(
  events: number,
  exposure: number,
  otherEvents: number,
  otherExposure: number,
): RateComparison {
  for (const count of [events, otherEvents])
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`);
  if (!(exposure > 0 && otherExposure > 0)) throw new RangeError("an exposure must be above 0");
  const total = events + otherEvents;
  const perExposure = otherExposure / exposure;
  const odds = (share: number) => (share / (1 - share)) * perExposure;
  const low = events === 0 ? 0 : beta.inv(0.025, events, otherEvents + 1);
  const high = otherEvents === 0 ? null : beta.inv(0.975, events + 1, otherEvents);
  const share = exposure / (exposure + otherExposure);
  return {
    first: (events / exposure) * 10_000,
    second: (otherEvents / otherExposure) * 10_000,
    ratio: otherEvents === 0 ? null : (events / otherEvents) * perExposure,
    interval: { low: odds(low), high: high === null ? null : odds(high) },
    p: total === 0 ? 1 : binomialTwoSided(events, total, share),
  };
}

/** Twice the smaller tail, as the interval above is built. */
function binomialTwoSided(k: number, n: number, share: number): number {
  const atLeast = k === 0 ? 1 : beta.cdf(share, k, n - k + 1);
  const atMost = k === n ? 1 : 1 - beta.cdf(share, k + 1, n - k);
  return Math.min(1, 2 * Math.min(atLeast, atMost));
}

export type ShareCheck =
  | { readonly kind: "agrees" }
  | { readonly kind: "not_this_count"; readonly actual: string }
  | { readonly kind: "no_count"; readonly actual: string };

/**
 * A typed percentage beside its counts, as GRIM does: does this count give it at this total, and if
 * not, does any whole count? Rounded half up or half down: either way of rounding is believed.
 */
export function checkShare(typed: string, count: number, total: number): ShareCheck | null {
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(typed.replace(/[%％\s]/g, ""));
  if (!match || total < 1) return null;
  const decimals = (match[2] ?? "").length;
  const unit = 10n ** BigInt(decimals);
  const wanted = BigInt(`${match[1] ?? ""}${match[2] ?? ""}`);
  const n = BigInt(total);
  const gives = (k: bigint) => {
    const scaled = k * 100n * unit * 2n;
    const distance = scaled - wanted * 2n * n;
    return (distance < 0n ? -distance : distance) <= n;
  };
  if (gives(BigInt(count))) return { kind: "agrees" };
  const near = (wanted * n) / (100n * unit);
  const possible = [near - 1n, near, near + 1n, near + 2n].some(
    (k) => k >= 0n && k <= n && gives(k),
  );
  const actual = ((count / total) * 100).toFixed(decimals);
  return { kind: possible ? "not_this_count" : "no_count", actual };
}
