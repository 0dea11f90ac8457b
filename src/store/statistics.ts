import type { Statistics } from '../model';
import { Moments } from './moments';
import type { Node } from './pyramid';
import type { Segment } from './segment';

/** How much of a time range the source could not send, however well it is: no time for a rate. */
export type IdleMs = (fromMs: number, toMs: number) => number;

/** Statistics of nothing. */
export const NO_STATISTICS: Statistics = {
  latest: NaN,
  min: NaN,
  max: NaN,
  mean: NaN,
  deviation: NaN,
  rate: NaN,
  count: 0,
};

/** Adds up runs of samples, in their order, finite values only. */
export class StatisticsBuilder {
  private readonly all = new Moments();
  private min = Infinity;
  private max = -Infinity;
  private firstMs = NaN;
  private lastMs = NaN;
  private latest = NaN;

  /** Adds samples `from` to `to - 1`; a whole segment is not looked into. */
  add(segment: Segment, from: number, to: number): void {
    const isWhole = from === 0 && to === segment.length;
    const part = isWhole ? segment.moments : momentsOf(segment, from, to);
    if (part.count === 0) return;
    this.all.merge(part);
    if (isWhole) this.extend(segment.min, segment.max);
    else for (let i = from; i < to; i++) this.extend(segment.values[i], segment.values[i]);
    this.reach(segment, from, to);
  }

  /** Adds segments in a row that hold no gap, from `first` to `last`, by what is known of them all. */
  addNode({ min, max, moments }: Node, first: Segment, last: Segment): void {
    this.all.merge(moments);
    this.extend(min, max);
    if (this.firstMs !== this.firstMs) this.firstMs = first.firstMs;
    this.lastMs = last.lastMs;
    this.latest = last.values[last.length - 1];
  }

  finish(idleMs: IdleMs = () => 0): Statistics {
    const { count, mean, deviation } = this.all;
    if (count === 0) return NO_STATISTICS;
    const { min, max, latest } = this;
    const lastedMs = this.lastMs - this.firstMs - idleMs(this.firstMs, this.lastMs);
    // The first sample begins the time that the others fill.
    const rate = lastedMs > 0 ? ((count - 1) * 1000) / lastedMs : NaN;
    return { latest, min, max, mean, deviation, rate, count };
  }

  private extend(min: number, max: number): void {
    if (min < this.min) this.min = min;
    if (max > this.max) this.max = max;
  }

  /** Looks for the first and the last finite value: there is one. */
  private reach({ times, values }: Segment, from: number, to: number): void {
    let first = from;
    while (this.firstMs !== this.firstMs && values[first] !== values[first]) first++;
    if (this.firstMs !== this.firstMs) this.firstMs = times[first];
    let last = to - 1;
    while (values[last] !== values[last]) last--;
    this.lastMs = times[last];
    this.latest = values[last];
  }
}

function momentsOf({ values }: Segment, from: number, to: number): Moments {
  const moments = new Moments();
  moments.add(values, from, to);
  return moments;
}
