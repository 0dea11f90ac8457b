import type { ColumnBuilder } from './decimate';
import { Moments } from './moments';

/** Small enough for 64 slow channels, large enough to skip whole. */
export const SEGMENT_SAMPLES = 2048;

/** Samples a node of the two levels covers; powers of two. */
const FINE = 16;
const COARSE = 128;

/** Times, values, and both levels' extremes. */
export const SEGMENT_BYTES =
  16 * (SEGMENT_SAMPLES + SEGMENT_SAMPLES / FINE + SEGMENT_SAMPLES / COARSE);

/**
 * Some of a channel's samples in time order, with the extremes of every 16 and every 128 of them: a query that
 * wants a few columns of a segment looks at 40 nodes instead of 2,048 samples.
 *
 *     values  [. . . . 16 . . . | . . . . 16 . . . | ...     fine    [lo hi | lo hi | ...     NaN = holds a gap
 */
export class Segment {
  readonly times = new Float64Array(SEGMENT_SAMPLES);
  readonly values = new Float64Array(SEGMENT_SAMPLES);
  readonly moments = new Moments();
  length = 0;
  /** Over the finite values. */
  min = Infinity;
  max = -Infinity;
  /** True when a value is NaN. */
  hasGap = false;
  private readonly fine = new Float64Array((2 * SEGMENT_SAMPLES) / FINE);
  private readonly coarse = new Float64Array((2 * SEGMENT_SAMPLES) / COARSE);

  get isFull(): boolean {
    return this.length === SEGMENT_SAMPLES;
  }

  get firstMs(): number {
    return this.times[0];
  }

  get lastMs(): number {
    return this.times[this.length - 1];
  }

  /** Forgets all samples; the memory is used again. */
  clear(): void {
    this.length = 0;
    this.min = Infinity;
    this.max = -Infinity;
    this.hasGap = false;
    this.moments.clear();
  }

  /** Takes samples from `from` on until it is full; times before `lastMs` are raised to it. Returns how many. */
  append(times: Float64Array, values: Float64Array, from: number, lastMs: number): number {
    const count = Math.min(times.length - from, SEGMENT_SAMPLES - this.length);
    let last = lastMs;
    for (let done = 0; done < count;) {
      const run = Math.min(count - done, FINE - (this.length & (FINE - 1)));
      last = this.appendRun(times, values, from + done, run, last);
      done += run;
    }
    this.moments.addAll(values, from, from + count);
    return count;
  }

  /** Adds all samples as one run; false when they hold a gap or do not lie within one column. */
  addWholeTo(out: ColumnBuilder): boolean {
    const { hasGap, length, min, max } = this;
    return !hasGap && out.addRun(this.firstMs, this.lastMs, length, min, max);
  }

  /** Adds the samples of [from, to) to the columns, whole nodes where one lies within a column. */
  addTo(out: ColumnBuilder, from: number, to: number): void {
    const { times, values, fine, coarse } = this;
    for (let i = from; i < to;) {
      if ((i & (COARSE - 1)) === 0 && i + COARSE <= to) {
        const node = (2 * i) / COARSE;
        const lastMs = times[i + COARSE - 1];
        if (out.addRun(times[i], lastMs, COARSE, coarse[node], coarse[node + 1])) {
          i += COARSE;
          continue;
        }
      }
      if ((i & (FINE - 1)) === 0 && i + FINE <= to) {
        const node = (2 * i) / FINE;
        if (out.addRun(times[i], times[i + FINE - 1], FINE, fine[node], fine[node + 1])) {
          i += FINE;
          continue;
        }
      }
      out.add(times[i], values[i]);
      i++;
    }
  }

  /** Index of the first sample at or after `timeMs`. */
  lowerBound(timeMs: number): number {
    return this.bound((ms) => ms >= timeMs);
  }

  /** Index behind the last sample at or before `timeMs`. */
  upperBound(timeMs: number): number {
    return this.bound((ms) => ms > timeMs);
  }

  /** At most FINE samples, all of one fine node. */
  private appendRun(
    times: Float64Array,
    values: Float64Array,
    from: number,
    count: number,
    lastMs: number,
  ): number {
    const { times: ownTimes, values: ownValues, length } = this;
    let last = lastMs;
    let lo = Infinity;
    let hi = -Infinity;
    let hasGap = false;
    for (let i = 0; i < count; i++) {
      const value = values[from + i];
      const timeMs = times[from + i];
      if (timeMs > last) last = timeMs;
      ownTimes[length + i] = last;
      ownValues[length + i] = value;
      if (value < lo) lo = value;
      if (value > hi) hi = value;
      if (value !== value) hasGap = true;
    }
    if (lo < this.min) this.min = lo;
    if (hi > this.max) this.max = hi;
    if (hasGap) this.hasGap = true;
    if (hasGap) lo = hi = NaN;
    widen(this.fine, length, FINE, lo, hi);
    widen(this.coarse, length, COARSE, lo, hi);
    this.length = length + count;
    return last;
  }

  private bound(isBehind: (timeMs: number) => boolean): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (isBehind(this.times[mid])) high = mid;
      else low = mid + 1;
    }
    return low;
  }
}

/** Takes extremes of samples from `at` on into their node; NaN stays. */
function widen(level: Float64Array, at: number, width: number, lo: number, hi: number): void {
  const node = 2 * Math.floor(at / width);
  const isFirst = (at & (width - 1)) === 0;
  level[node] = isFirst ? lo : Math.min(level[node], lo);
  level[node + 1] = isFirst ? hi : Math.max(level[node + 1], hi);
}
