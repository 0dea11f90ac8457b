import type { ToWebview } from '../../../src/protocol';
import { SeriesStore } from '../../../webview/seriesStore';
import { CHANNELS, channelId } from './messages';
import type { Series } from '../../../webview/series';

type SeriesMessage = Extract<ToWebview, { type: 'series' }>;

/** What the references draw from: the same columns of the same feed, and the time they are of. */
export class HeldColumns {
  private readonly store = new SeriesStore();
  private offsetMs = 0;

  constructor(private readonly spanMs: number) {}

  get series(): Series[] {
    return Array.from({ length: CHANNELS }, (_, i) => this.store.of(channelId(i)));
  }

  /** What is in view at a moment of the page. */
  viewAt(pageMs: number): { fromMs: number; toMs: number } {
    const toMs = pageMs + this.offsetMs;
    return { fromMs: toMs - this.spanMs, toMs };
  }

  apply({ series, nowMs }: SeriesMessage): void {
    this.offsetMs = nowMs - performance.now();
    this.store.apply(series);
    this.store.trim(nowMs - 2 * this.spanMs);
  }
}
