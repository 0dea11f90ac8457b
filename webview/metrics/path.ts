import { niceStep } from '../ticks';

/** The values of several lines that a picture has to hold. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

type Points = readonly (readonly [agoMs: number, value: number])[];

/** A round range around all values, from 0 where they are not far from it; [0, 1] when there are none. */
export function rangeOf(lines: readonly Points[]): ValueRange {
  let lo = Infinity;
  let hi = -Infinity;
  for (const line of lines) {
    for (const [, value] of line) {
      lo = Math.min(lo, value);
      hi = Math.max(hi, value);
    }
  }
  if (!(lo <= hi)) return { min: 0, max: 1 };
  const fromZero = lo >= 0 && lo < 0.5 * hi;
  const low = fromZero || lo === hi ? Math.min(0, lo) : lo;
  if (low === hi) return { min: low, max: low + 1 };
  const step = niceStep(hi - low, 2);
  return { min: Math.floor(low / step) * step, max: Math.ceil(hi / step) * step };
}

/** An SVG path through the points, `spanMs` wide, in a box of this size; empty when there are none. */
export function pathOf(
  points: Points,
  { min, max }: ValueRange,
  box: { readonly spanMs: number; readonly width: number; readonly height: number },
): string {
  return points
    .map(([agoMs, value], i) => {
      const x = (1 - agoMs / box.spanMs) * box.width;
      const y = (1 - (value - min) / (max - min)) * box.height;
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
