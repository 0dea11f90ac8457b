import type { SeriesColumns, Statistics } from '../model';
import { ColumnBuilder } from './decimate';
import { Moments } from './moments';

/** Samples a segment holds: 32 KiB, small enough for 64 slow channels, large enough to skip whole. */
export const SEGMENT_SAMPLES = 2048;
export const SEGMENT_BYTES = SEGMENT_SAMPLES * 16;

interface Segment {
  readonly times: Float64Array;
  readonly values: Float64Array;
  length: number;
  min: number;
  max: number;
  hasGap: boolean;
  readonly moments: Moments;
}

/**
 * One channel's samples in time order, as a ring of segments: appended at the newest, let go of whole
 * at the oldest. A NaN value is a gap. A time before the last one is raised to it, so none is lost.
 */
export class SampleRing {
  private readonly segments: Segment[] = [];
  private lastMs = -Infinity;

  /** Adds samples; returns how many segments were added to make room. */
  append(times: Float64Array, values: Float64Array): number {
    let added = 0;
    for (let from = 0; from < times.length;) {
      let segment = this.segments[this.segments.length - 1];
      if (this.segments.length === 0 || segment.length === SEGMENT_SAMPLES) {
        segment = newSegment();
        this.segments.push(segment);
        added++;
      }
      from = this.fill(segment, times, values, from);
    }
    return added;
  }

  /** Lets go of the oldest segment; false when there is none to spare. */
  evictOldest(): boolean {
    if (this.segments.length < 2) return false;
    this.segments.shift();
    return true;
  }

  /** Segments held. */
  get segmentCount(): number {
    return this.segments.length;
  }

  /** Time of the oldest sample, NaN when empty. */
  get firstMs(): number {
    return this.segments.length === 0 ? NaN : this.segments[0].times[0];
  }

  /** Time of the newest sample, NaN when empty. */
  get newestMs(): number {
    return this.segments.length === 0 ? NaN : this.lastMs;
  }

  /** Of the finite samples in [fromMs, toMs]; whole segments are not looked into. */
  statistics(fromMs: number, toMs: number): Statistics {
    const all = new Moments();
    let min = Infinity;
    let max = -Infinity;
    let latest = NaN;
    let firstMs = NaN;
    let lastMs = NaN;
    for (let s = this.firstSegment(fromMs, false); s < this.segments.length; s++) {
      const segment = this.segments[s];
      const { times, values, length } = segment;
      if (times[0] > toMs) break;
      const whole = times[0] >= fromMs && times[length - 1] <= toMs;
      const from = whole ? 0 : lowerBound(segment, fromMs);
      const to = whole ? length : upperBound(segment, toMs);
      if (from === to) continue;
      if (firstMs !== firstMs) firstMs = times[from];
      lastMs = times[to - 1];
      latest = values[to - 1];
      if (whole) {
        all.merge(segment.moments);
        min = Math.min(min, segment.min);
        max = Math.max(max, segment.max);
        continue;
      }
      for (let i = from; i < to; i++) {
        all.add(values[i]);
        if (values[i] < min) min = values[i];
        if (values[i] > max) max = values[i];
      }
    }
    const { count, mean, deviation } = all;
    const rate = count > 1 && lastMs > firstMs ? ((count - 1) * 1000) / (lastMs - firstMs) : NaN;
    const known = count > 0;
    return {
      latest,
      min: known ? min : NaN,
      max: known ? max : NaN,
      mean,
      deviation,
      rate,
      count,
    };
  }

  /**
   * Min and max per column of the absolute grid of `columnMs` over [fromMs, toMs). With `lead` also the
   * sample before and the one after, so that a line reaches the edges of the view.
   */
  query(fromMs: number, toMs: number, columnMs: number, lead: boolean): SeriesColumns {
    const out = new ColumnBuilder(columnMs);
    for (let s = this.firstSegment(fromMs, lead); s < this.segments.length; s++) {
      const segment = this.segments[s];
      const inside = segment.times[0] >= fromMs && segment.times[segment.length - 1] < toMs;
      if (inside && !segment.hasGap && out.addWhole(segment)) continue;
      let i = lowerBound(segment, fromMs);
      if (lead && i > 0) i--;
      for (; i < segment.length && segment.times[i] < toMs; i++) {
        out.add(segment.times[i], segment.values[i]);
      }
      if (i < segment.length) {
        if (lead) out.add(segment.times[i], segment.values[i]);
        break;
      }
    }
    return out.finish();
  }

  /** The first segment with a sample at or after `fromMs`; with `lead` the sample before counts too. */
  private firstSegment(fromMs: number, lead: boolean): number {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      const segment = this.segments[mid];
      if (segment.times[segment.length - 1] < fromMs) low = mid + 1;
      else high = mid;
    }
    const startsLater = low < this.segments.length && this.segments[low].times[0] >= fromMs;
    return lead && low > 0 && (startsLater || low === this.segments.length) ? low - 1 : low;
  }

  private fill(segment: Segment, times: Float64Array, values: Float64Array, from: number): number {
    const count = Math.min(times.length - from, SEGMENT_SAMPLES - segment.length);
    let { min, max } = segment;
    let last = this.lastMs;
    for (let i = 0; i < count; i++) {
      const value = values[from + i];
      if (times[from + i] > last) last = times[from + i];
      segment.times[segment.length + i] = last;
      segment.values[segment.length + i] = value;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value !== value) segment.hasGap = true;
      else segment.moments.add(value);
    }
    this.lastMs = last;
    segment.min = min;
    segment.max = max;
    segment.length += count;
    return from + count;
  }
}

function newSegment(): Segment {
  return {
    times: new Float64Array(SEGMENT_SAMPLES),
    values: new Float64Array(SEGMENT_SAMPLES),
    length: 0,
    min: Infinity,
    max: -Infinity,
    hasGap: false,
    moments: new Moments(),
  };
}

function lowerBound(segment: Segment, timeMs: number): number {
  let low = 0;
  let high = segment.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (segment.times[mid] < timeMs) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Index after the last sample at or before `timeMs`. */
function upperBound(segment: Segment, timeMs: number): number {
  let low = 0;
  let high = segment.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (segment.times[mid] <= timeMs) low = mid + 1;
    else high = mid;
  }
  return low;
}
