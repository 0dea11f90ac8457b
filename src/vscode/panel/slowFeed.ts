import type { EventLog } from '../../device/eventLog';
import type { Statistics, TelemetryEvent } from '../../model';
import type { ToWebview } from '../../protocol';
import type { IdleMs } from '../../store/statistics';
import { pack, type ColumnSource, type Viewport } from './seriesFeed';

/** The part of the store that it pulls from. */
export interface StatisticsSource extends ColumnSource {
  statistics(channelId: string, fromMs: number, toMs: number, idleMs?: IdleMs): Statistics;
  firstMs(channelId: string): number;
}

/** A device's events, as the feed asks for them. */
export interface EventSource {
  readonly events: Pick<EventLog, 'changedSince'>;
}

type EventsMessage = Extract<ToWebview, { type: 'events' }>;
type StatisticsMessage = Extract<ToWebview, { type: 'statistics' }>;
type OverviewMessage = Extract<ToWebview, { type: 'overview' }>;

/** As many as a panel has pixels for. */
const OVERVIEW_COLUMNS = 800;
/** What a page begins with: the newest of all devices. */
const MAX_EVENTS = 5000;

/**
 * What changes slower than the curves: numbers of the range in view, the outline of all that is stored, and events. Gives only what
 * the page lacks; how often it is asked is the panel's to say.
 */
export class SlowFeed {
  private revisions = new Map<EventSource['events'], number>();
  private whole = true;
  private statisticsSent: StatisticsMessage | undefined;
  private overviewKey = '';

  /** `idleOf`: when the device of a channel was halted by a debugger; rates are over the rest. */
  constructor(
    private readonly store: StatisticsSource,
    private readonly idleOf: (channelId: string) => IdleMs | undefined = () => undefined,
  ) {}

  /** The page holds nothing: it is new, or was hidden. */
  restart(): void {
    this.revisions.clear();
    this.whole = true;
    this.statisticsSent = undefined;
    this.overviewKey = '';
  }

  /** Events that are new or have grown, of all devices, oldest first; undefined when there are none. */
  events(devices: readonly EventSource[]): EventsMessage | undefined {
    const logs = new Set(devices.map(({ events }) => events));
    // A device that went, or was made anew with the same id: the page is to forget its events.
    if ([...this.revisions.keys()].some((known) => !logs.has(known))) {
      this.revisions.clear();
      this.whole = true;
    }
    const changed: TelemetryEvent[] = [];
    for (const log of logs) {
      const since = log.changedSince(this.revisions.get(log) ?? 0);
      this.revisions.set(log, since.revision);
      for (const event of since.events) changed.push(event);
    }
    const { whole } = this;
    if (changed.length === 0 && !whole) return undefined;
    this.whole = false;
    changed.sort((a, b) => a.timeMs - b.timeMs || a.number - b.number);
    return { type: 'events', whole, events: whole ? changed.slice(-MAX_EVENTS) : changed };
  }

  /** Of every channel over what is in view; undefined when no number has changed. */
  statistics(
    channelIds: readonly string[],
    view: Pick<Viewport, 'spanMs' | 'endMs'>,
    nowMs: number,
  ): StatisticsMessage | undefined {
    const toMs = view.endMs ?? nowMs;
    const fromMs = toMs - view.spanMs;
    const rows = channelIds.map((channelId) => {
      return {
        channelId,
        ...this.store.statistics(channelId, fromMs, toMs, this.idleOf(channelId)),
      };
    });
    const before = this.statisticsSent;
    const moved = view.endMs !== undefined && (before?.fromMs !== fromMs || before.toMs !== toMs);
    if (before !== undefined && !moved && sameRows(before.rows, rows)) return undefined;
    this.statisticsSent = { type: 'statistics', fromMs, toMs, rows };
    return this.statisticsSent;
  }

  /** The first channel over all that is stored; undefined when nothing of it is new. */
  overview(channelIds: readonly string[], nowMs: number): OverviewMessage | undefined {
    const firsts = channelIds.map((id) => this.store.firstMs(id)).filter((ms) => ms === ms);
    const fromMs = Math.min(...firsts);
    const channelId = channelIds.at(0);
    const appended = channelIds.map((id) => this.store.appended(id));
    const key = JSON.stringify([channelId, fromMs, appended]);
    if (key === this.overviewKey) return undefined;
    this.overviewKey = key;
    if (channelId === undefined || firsts.length === 0) {
      const rows = pack(NOTHING);
      return { type: 'overview', channelId: undefined, fromMs: NaN, toMs: NaN, rows };
    }
    const columns = this.store.query(channelId, fromMs, nowMs, outlineColumnMs(nowMs - fromMs));
    return { type: 'overview', channelId, fromMs, toMs: nowMs, rows: pack(columns) };
  }
}

/** Of at most 800 columns, at least 560: the grid stays for a while, so that the outline does not flicker as it grows. */
function outlineColumnMs(spanMs: number): number {
  return 2 ** (Math.ceil(2 * Math.log2(Math.max(1, spanMs / OVERVIEW_COLUMNS))) / 2);
}

type Rows = StatisticsMessage['rows'];

function sameRows(a: Rows, b: Rows): boolean {
  return a.length === b.length && a.every((row, i) => sameRow(row, b[i]));
}

function sameRow(a: Rows[number], b: Rows[number]): boolean {
  const keys = Object.keys(a) as (keyof Rows[number])[];
  // NaN is the same as NaN.
  return keys.every((key) => Object.is(a[key], b[key]));
}

const NOTHING = {
  times: new Float64Array(0),
  lo: new Float64Array(0),
  hi: new Float64Array(0),
};
