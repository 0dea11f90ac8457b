/** A range of values: [lowest, highest]. */
export type ValueRange = readonly [min: number, max: number];

/** Narrower than this share of its values a range holds no two numbers apart. */
const FINEST = 1e-12;

/** The range with its height multiplied; `about` keeps its place, the middle where it is left out. */
export function zoomRange(range: ValueRange, factor: number, about?: number): ValueRange {
  const [min, max] = range;
  const at = about ?? (min + max) / 2;
  const zoomed = [at - (at - min) * factor, at + (max - at) * factor] as const;
  const least = Math.max(Math.abs(zoomed[0]), Math.abs(zoomed[1])) * FINEST;
  const sound = Number.isFinite(zoomed[0]) && Number.isFinite(zoomed[1]);
  return sound && zoomed[1] - zoomed[0] > least ? zoomed : range;
}

/** The range moved by a share of its height. */
export function moveRange([min, max]: ValueRange, share: number): ValueRange {
  const by = (max - min) * share;
  return [min + by, max + by];
}
