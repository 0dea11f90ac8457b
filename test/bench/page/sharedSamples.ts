import type { SeriesColumns, Statistics } from '../../../src/model';
import type { Store } from '../../../src/store/store';
import type { StatisticsSource } from '../../../src/vscode/panel/slowFeed';
import { CHANNELS, channelId } from './messages';

/** The one channel that is stored. */
export const STORED = 'stored';
const APART = 4;

/**
 * Eight channels that have the samples of one, each a little higher than the one before. Every query is made for each
 * of them, so a view costs what eight stored ones would; but 100 M points need 0.2 GB instead of 1.7 GB, and memory that
 * is touched for the first time was what filled the view: it took longer than 90 s on a machine with 23 GiB.
 */
export class SharedSamples implements StatisticsSource {
  private readonly shifts = new Map(
    Array.from({ length: CHANNELS }, (_, i) => [channelId(i), (i - CHANNELS / 2) * APART]),
  );

  constructor(private readonly store: Store) {}

  query(id: string, fromMs: number, toMs: number, columnMs: number, lead?: boolean): SeriesColumns {
    const columns = this.store.query(STORED, fromMs, toMs, columnMs, lead);
    const shift = this.shifts.get(id) ?? 0;
    for (let i = 0; i < columns.times.length; i++) {
      columns.lo[i] += shift;
      columns.hi[i] += shift;
    }
    return columns;
  }

  statistics(_: string, fromMs: number, toMs: number): Statistics {
    return this.store.statistics(STORED, fromMs, toMs);
  }

  appended(): number {
    return this.store.appended(STORED);
  }

  firstMs(): number {
    return this.store.firstMs(STORED);
  }

  lastMs(): number {
    return this.store.lastMs(STORED);
  }
}
