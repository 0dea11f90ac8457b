import type { SeriesUpdate } from '../src/protocol';
import { Series } from './series';

/** The columns of all plotted channels that the page holds. */
export class SeriesStore {
  private readonly series = new Map<string, Series>();

  /** Rows held over all channels. */
  get points(): number {
    return [...this.series.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** The channel's columns; none yet for one that is new. */
  of(channelId: string): Series {
    let series = this.series.get(channelId);
    if (series === undefined) {
      series = new Series();
      this.series.set(channelId, series);
    }
    return series;
  }

  /** Takes new columns. */
  apply(updates: readonly SeriesUpdate[]): void {
    for (const { channelId, replaceFromMs, rows } of updates) {
      this.of(channelId).apply(replaceFromMs, new Float64Array(rows));
    }
  }

  /** Lets go of all other channels; true when one was let go of and must come whole when it is back. */
  retain(channelIds: ReadonlySet<string>): boolean {
    let dropped = false;
    for (const id of this.series.keys()) {
      if (channelIds.has(id)) continue;
      this.series.delete(id);
      dropped = true;
    }
    return dropped;
  }

  /** Lets go of columns before `timeMs`. */
  trim(timeMs: number): void {
    for (const series of this.series.values()) series.trim(timeMs);
  }
}
