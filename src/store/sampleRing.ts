import type { SeriesColumns, Statistics } from '../model';
import { ColumnBuilder } from './decimate';
import { Moments } from './moments';
import { Pyramid } from './pyramid';
import { Segment } from './segment';

/**
 * One channel's samples in time order, as a ring of segments: appended at the newest, let go of whole
 * at the oldest. A NaN value is a gap. A time before the last one is raised to it, so none is lost.
 */
export class SampleRing {
  private readonly segments: Segment[] = [];
  private readonly pyramid = new Pyramid();
  /** Segments let go of so far. */
  private gone = 0;
  private newest = -Infinity;

  constructor(private readonly makeSegment: () => Segment = () => new Segment()) {}

  /** Adds samples; returns how many segments were added to make room. */
  append(times: Float64Array, values: Float64Array): number {
    let added = 0;
    for (let from = 0; from < times.length;) {
      let segment = this.segments.at(-1);
      if (segment === undefined || segment.isFull) {
        segment = this.makeSegment();
        this.segments.push(segment);
        added++;
      }
      from += segment.append(times, values, from, this.newest);
      this.newest = segment.lastMs;
      if (segment.isFull) this.noteFull(segment);
    }
    return added;
  }

  /** Lets go of the oldest segment, which is nobody's now; undefined when there is none to spare. */
  evictOldest(): Segment | undefined {
    if (this.segments.length < 2) return undefined;
    this.gone++;
    this.pyramid.drop(this.gone);
    return this.segments.shift();
  }

  /** Segments held. */
  get segmentCount(): number {
    return this.segments.length;
  }

  /** Time of the oldest sample, NaN when empty. */
  get firstMs(): number {
    return this.segments.length === 0 ? NaN : this.segments[0].firstMs;
  }

  /** Time of the newest sample, NaN when empty. */
  get newestMs(): number {
    return this.segments.length === 0 ? NaN : this.newest;
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
      const from = whole ? 0 : segment.lowerBound(fromMs);
      const to = whole ? length : segment.upperBound(toMs);
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
   * sample before and the one after, so that a line reaches the edges of the view. Costs what its columns cost,
   * whatever the number of samples.
   */
  query(fromMs: number, toMs: number, columnMs: number, lead: boolean): SeriesColumns {
    const out = new ColumnBuilder(columnMs);
    for (let s = this.firstSegment(fromMs, lead); s < this.segments.length;) {
      const skipped = this.addNode(out, s, fromMs, toMs);
      if (skipped > 0) {
        s += skipped;
        continue;
      }
      const segment = this.segments[s++];
      const first = segment.firstMs >= fromMs ? 0 : segment.lowerBound(fromMs);
      const from = lead && first > 0 ? first - 1 : first;
      const isLast = segment.lastMs >= toMs;
      // Where the range begins beyond this segment, its last sample is the lead.
      const to = Math.max(from, isLast ? segment.lowerBound(toMs) : segment.length);
      const whole = from === 0 && to === segment.length;
      if (!whole || !segment.addWholeTo(out)) {
        segment.addTo(out, from, to);
      }
      if (!isLast) continue;
      if (lead) out.add(segment.times[to], segment.values[to]);
      break;
    }
    return out.finish();
  }

  private noteFull({ hasGap, min, max }: Segment): void {
    this.pyramid.push(hasGap ? NaN : min, hasGap ? NaN : max);
  }

  /** Adds the widest node that begins with segment `s` and lies within range and column; its segments, or 0. */
  private addNode(out: ColumnBuilder, s: number, fromMs: number, toMs: number): number {
    const { segments } = this;
    const { firstMs, length } = segments[s];
    if (firstMs < fromMs) return 0;
    return this.pyramid.find(this.gone + s, (count, min, max) => {
      const { lastMs } = segments[s + count - 1];
      return lastMs < toMs && out.addRun(firstMs, lastMs, count * length, min, max);
    });
  }

  /** The first segment with a sample at or after `fromMs`; with `lead` the sample before counts too. */
  private firstSegment(fromMs: number, lead: boolean): number {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.segments[mid].lastMs < fromMs) low = mid + 1;
      else high = mid;
    }
    const startsLater = low < this.segments.length && this.segments[low].firstMs >= fromMs;
    return lead && low > 0 && (startsLater || low === this.segments.length) ? low - 1 : low;
  }
}
