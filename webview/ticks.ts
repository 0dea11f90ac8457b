const TIME_STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5,
  36e5,
];

/** The smallest step of 1, 2 or 5 times a power of ten that needs at most `count` of them for `span`. */
export function niceStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((f) => f * power >= raw * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/**
 * The step of a value axis, of `count` at most, or of `most` where fewer than two multiples would lie in [min, labelledTo]: one
 * label says nothing about the scale.
 */
export function valueStep(
  { min, max, labelledTo }: { min: number; max: number; labelledTo: number },
  count: number,
  most: number,
): number {
  const step = niceStep(max - min, count);
  if (count >= most || multiples(min, labelledTo, step).length >= 2) return step;
  return valueStep({ min, max, labelledTo }, count + 1, most);
}

/** The step of a time axis: steps that a clock face knows, down to the microsecond. */
export function timeStep(spanMs: number, count: number): number {
  const raw = spanMs / Math.max(1, count);
  if (raw <= 0.5) return Math.max(0.001, niceStep(spanMs, count));
  return TIME_STEPS_MS.find((step) => step >= raw) ?? Math.ceil(raw / 36e5) * 36e5;
}

/** All multiples of `step` in [min, max]; exact multiples, so that they never drift. */
export function multiples(min: number, max: number, step: number): number[] {
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  const count = Math.min(200, last - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step);
}

/** Digits behind the point that tell values apart which lie `step` apart. */
export function stepDigits(step: number): number {
  return Math.min(9, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** A scale for values in [lo, hi]: 5 % of air, never without height. */
export function roomyRange(lo: number, hi: number): { min: number; max: number } {
  if (!(lo <= hi)) return { min: 0, max: 1 };
  const height = hi - lo;
  const air = height > 0 ? height * 0.05 : Math.max(Math.abs(hi) * 0.05, 0.5);
  return { min: lo - air, max: hi + air };
}

/**
 * Keeps the present range while the data fits and fills at least half of it, so that the axis stands
 * still; else a roomy one.
 */
export function settledRange(
  present: { min: number; max: number } | undefined,
  lo: number,
  hi: number,
): { min: number; max: number } {
  if (present !== undefined && lo <= hi) {
    const fits = lo >= present.min && hi <= present.max;
    const height = present.max - present.min;
    const still = hi === lo ? height <= Math.max(Math.abs(hi) * 0.4, 4) : (hi - lo) * 2 >= height;
    if (fits && still) return present;
  }
  return roomyRange(lo, hi);
}
