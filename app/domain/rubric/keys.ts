import type { Criterion, Scale } from "~/domain/rubric/score";

const KEYS = 8;
/** Scales this short are shown whole: 0–5, 0–10. */
const SHORT = 10;

/**
 * The score keys offered on the scoring page, in units, ascending: whole values over the likely band
 * (from 80 % of the maximum to just below it), filled up with finer steps around the point where the
 * top band begins. 30 points by halves → 24 25 26 26.5 27 27.5 28 29; 40 → 32 … 39.
 * Anything else an expert types; every key is a score the criterion takes.
 */
export function likelyKeys(criterion: Criterion, scale: Scale): number[] {
  const { maximum, step } = criterion;
  if (maximum / step <= SHORT) return multiples(step, 0, maximum + 1);
  const steps = ladder(step, maximum, scale);
  const low = maximum * 0.8;
  const coarse = steps.findIndex((width) => multiples(width, low, maximum).length <= KEYS);
  const keys = multiples(steps[coarse] ?? step, low, maximum);
  const finer = steps[coarse - 1];
  if (finer !== undefined) {
    const focus = topBandStart(criterion);
    const between = multiples(finer, low, maximum)
      .filter((units) => !keys.includes(units))
      .sort((a, b) => Math.abs(a - focus) - Math.abs(b - focus) || a - b);
    keys.push(...between.slice(0, KEYS - keys.length));
  }
  for (let units = Math.min(...keys) - step; keys.length < KEYS && units >= 0; units -= step)
    keys.push(units);
  return keys.sort((a, b) => a - b);
}

/** Round widths (1, 2, 5, 10, … points and the parts of a point) that the criterion's step divides. */
function ladder(step: number, maximum: number, scale: Scale): number[] {
  const widths = new Set([step]);
  for (let power = 1; power <= maximum; power *= 10)
    for (const digit of [1, 2, 5]) widths.add(digit * power);
  return [...widths]
    .filter((width) => width % step === 0 && (width < scale || width % scale === 0))
    .sort((a, b) => a - b);
}

function multiples(width: number, from: number, below: number): number[] {
  const values: number[] = [];
  for (let units = Math.ceil(from / width) * width; units < below; units += width)
    values.push(units);
  return values;
}

function topBandStart(criterion: Criterion): number {
  const top = criterion.anchors.find((anchor) => anchor.to === criterion.maximum);
  return top?.from ?? criterion.maximum * 0.9;
}
