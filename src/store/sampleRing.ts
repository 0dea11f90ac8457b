import type { SeriesColumns, Statistics } from '../model';
import { ColumnBuilder } from './decimate';
import { Pyramid } from './pyramid';
import { Segment } from './segment';
import { StatisticsBuilder, type IdleMs } from './statistics';

/**
 * One channel's samples in time order, as a ring of segments: appended at the newest, let go of whole
 * at the oldest. A NaN value is a gap. A time before the last one is raised to it, so none is lost.
 */
export class SampleRing {
  private readonly segments: Segment[] = [];
  private readonly pyramid = new Pyramid();
  private total = 0;
  /** Segments let go of so far. */
  private gone = 0;

  /** `makeSegment` gives an empty one. */
  constructor(private readonly makeSegment: () => Segment = () => new Segment()) {}

  /** Adds samples; returns how many segments were added to make room. */
  append(times: Float64Array, values: Float64Array): number {
    let added = 0;
    let lastMs = this.segments.at(-1)?.lastMs ?? -Infinity;
    for (let from = 0; from < times.length;) {
      let segment = this.segments.at(-1);
      if (segment === undefined || segment.isFull) {
        segment = this.makeSegment();
        this.segments.push(segment);
        added++;
      }
      from = segment.fill(times, values, from, lastMs);
      lastMs = segment.lastMs;
      if (segment.isFull) this.noteFull(segment);
    }
    this.total += times.length;
    return added;
  }

  /** Lets go of the oldest segment and gives it away; undefined when there is none to spare. */
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

  /** Samples ever added, gaps included: tells whether anything is new. */
  get appended(): number {
    return this.total;
  }

  /** Time of the oldest sample, NaN when empty. */
  get firstMs(): number {
    return this.segments.at(0)?.firstMs ?? NaN;
  }

  /** Time of the newest sample, NaN when empty. */
  get lastMs(): number {
    return this.segments.at(-1)?.lastMs ?? NaN;
  }

  /** Of the finite samples in [fromMs, toMs]; nodes and whole segments are not looked into. */
  statistics(fromMs: number, toMs: number, idleMs?: IdleMs): Statistics {
    const out = new StatisticsBuilder();
    for (let s = this.firstSegment(fromMs, false); s < this.segments.length;) {
      const skipped = this.addNode(out, s, fromMs, toMs);
      s += skipped;
      if (skipped > 0) continue;
      const segment = this.segments[s++];
      if (segment.firstMs > toMs) break;
      out.add(segment, segment.firstAt(fromMs), segment.firstAfter(toMs));
    }
    return out.finish(idleMs);
  }

  /**
   * Min and max per column of the absolute grid of `columnMs` over [fromMs, toMs). With `lead` also the
   * sample before and the one after, so that a line reaches the edges of the view. Costs a few nodes and
   * blocks per column, however many samples there are, and a look at each segment that holds a gap.
   */
  query(fromMs: number, toMs: number, columnMs: number, lead: boolean): SeriesColumns {
    const out = new ColumnBuilder(columnMs);
    for (let s = this.firstSegment(fromMs, lead); s < this.segments.length;) {
      const skipped = this.foldNode(out, s, fromMs, toMs);
      s += skipped;
      if (skipped > 0) continue;
      const segment = this.segments[s++];
      const from = segment.firstAt(fromMs);
      const to = segment.firstAt(toMs);
      segment.foldInto(out, lead && from > 0 ? from - 1 : from, to);
      if (to === segment.length) continue;
      if (lead) out.add(segment.times[to], segment.values[to]);
      break;
    }
    return out.finish();
  }

  private noteFull({ hasGap, min, max, moments }: Segment): void {
    this.pyramid.push({ min: hasGap ? NaN : min, max: hasGap ? NaN : max, moments });
  }

  /** Adds the widest node that begins with segment `s` and lies within the range; its segments, or 0. */
  private addNode(out: StatisticsBuilder, s: number, fromMs: number, toMs: number): number {
    const { segments } = this;
    if (segments[s].firstMs < fromMs) return 0;
    return this.pyramid.find(this.gone + s, (count, node) => {
      const last = segments[s + count - 1];
      if (last.lastMs > toMs) return false;
      out.addNode(node, segments[s], last);
      return true;
    });
  }

  /** Folds the widest node that begins with segment `s` and lies within range and column; its segments, or 0. */
  private foldNode(out: ColumnBuilder, s: number, fromMs: number, toMs: number): number {
    const { segments } = this;
    const { firstMs, length } = segments[s];
    if (firstMs < fromMs) return 0;
    return this.pyramid.find(this.gone + s, (count, { min, max }) => {
      const { lastMs } = segments[s + count - 1];
      return lastMs < toMs && out.addWhole(firstMs, lastMs, count * length, min, max);
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
