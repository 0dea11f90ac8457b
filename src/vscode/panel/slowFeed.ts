import type { EventLog } from '../../device/eventLog';
import type { Statistics, TelemetryEvent } from '../../model';
import type { ToWebview } from '../../protocol';
import { pack, type ColumnSource, type Viewport } from './seriesFeed';

/** The part of the store that it pulls from. */
export interface StatisticsSource extends ColumnSource {
  statistics(channelId: string, fromMs: number, toMs: number): Statistics;
  firstMs(channelId: string): number;
}

/** A device's events, as the feed asks for them. */
export interface EventSource {
  readonly id: string;
  readonly events: Pick<EventLog, 'changedSince'>;
}

const OVERVIEW_MS = 1000;
/** More than any panel has pixels for. */
const OVERVIEW_COLUMNS = 800;
/** Several seconds of the worst storm; the rest comes with the next message. */
const MAX_EVENTS = 5000;

/**
 * What changes slower than the curves: numbers of the range in view, the outline of all that is stored, and events. Called with
 * every state message; gives only what the page lacks.
 */
export class SlowFeed {
  private readonly revisions = new Map<string, number>();
  private whole = true;
  private overviewMs = -Infinity;

  constructor(private readonly store: StatisticsSource) {}

  /** The page holds nothing: it is new, or was hidden. */
  restart(): void {
    this.revisions.clear();
    this.whole = true;
    this.overviewMs = -Infinity;
  }

  /** Events that are new or have grown, of all devices, oldest first; undefined when there are none. */
  events(devices: readonly EventSource[]): Extract<ToWebview, { type: 'events' }> | undefined {
    const changed: TelemetryEvent[] = [];
    for (const { id, events } of devices) {
      const since = events.changedSince(this.revisions.get(id) ?? 0);
      this.revisions.set(id, since.revision);
      for (const event of since.events) changed.push(event);
    }
    const { whole } = this;
    if (changed.length === 0 && !whole) return undefined;
    this.whole = false;
    changed.sort((a, b) => a.timeMs - b.timeMs);
    return { type: 'events', whole, events: changed.slice(-MAX_EVENTS) };
  }

  /** Of every channel over what is in view. */
  statistics(
    channelIds: readonly string[],
    view: Pick<Viewport, 'spanMs' | 'endMs'>,
    nowMs: number,
  ): Extract<ToWebview, { type: 'statistics' }> {
    const toMs = view.endMs ?? nowMs;
    const fromMs = toMs - view.spanMs;
    const rows = channelIds.map((channelId) => {
      return { channelId, ...this.store.statistics(channelId, fromMs, toMs) };
    });
    return { type: 'statistics', fromMs, toMs, rows };
  }

  /** The first channel over all that is stored, at most once a second; undefined when it is not due. */
  overview(
    channelIds: readonly string[],
    nowMs: number,
  ): Extract<ToWebview, { type: 'overview' }> | undefined {
    if (nowMs - this.overviewMs < OVERVIEW_MS) return undefined;
    this.overviewMs = nowMs;
    const firsts = channelIds.map((id) => this.store.firstMs(id)).filter((ms) => ms === ms);
    const fromMs = firsts.length === 0 ? NaN : Math.min(...firsts);
    const channelId = channelIds.at(0);
    if (channelId === undefined || fromMs !== fromMs) {
      return {
        type: 'overview',
        channelId: undefined,
        fromMs: NaN,
        toMs: NaN,
        rows: pack(NOTHING),
      };
    }
    const columnMs = Math.max(1, (nowMs - fromMs) / OVERVIEW_COLUMNS);
    const columns = this.store.query(channelId, fromMs, nowMs, columnMs);
    return { type: 'overview', channelId, fromMs, toMs: nowMs, rows: pack(columns) };
  }
}

const NOTHING = {
  times: new Float64Array(0),
  lo: new Float64Array(0),
  hi: new Float64Array(0),
};
