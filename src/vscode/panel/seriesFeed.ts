import type { SeriesUpdate } from '../../protocol';
import type { SeriesColumns } from '../../model';

/** The part of the store the feed pulls from. */
export interface ColumnSource {
  query(
    channelId: string,
    fromMs: number,
    toMs: number,
    columnMs: number,
    lead?: boolean,
  ): SeriesColumns;
  /** Samples ever added to a channel. */
  appended(channelId: string): number;
  /** Time of the newest sample, NaN when there is none. */
  lastMs(channelId: string): number;
}

/** What the page holds of a channel. */
interface Sent {
  /** Up to where columns need not be sent again. */
  readonly toMs: number;
  readonly appended: number;
  /** Nothing that comes can change a frozen view any more. */
  readonly isFilled: boolean;
}

/** What the page shows; `endMs` undefined = live, right edge at now. */
export interface Viewport {
  readonly spanMs: number;
  readonly columnMs: number;
  readonly endMs: number | undefined;
}

/** Columns sent again with every update: the last was not full, and samples of one chunk may straddle. */
const RESENT_COLUMNS = 2;

/** The host's thread may be held for 10 ms: from here on no further channel is looked at over the whole view. */
const BUDGET_MS = 4;

/**
 * Decides which columns a page lacks. A new viewport or a new channel gets all columns in view, after that
 * only those from the last one sent: an update costs what is new, not what is shown. A channel without new samples costs
 * nothing, however fast others are.
 */
export class SeriesFeed {
  private view: Viewport | undefined;
  private readonly sent = new Map<string, Sent>();
  private behind = false;

  constructor(
    private readonly source: ColumnSource,
    private readonly clockMs: () => number = () => performance.now(),
  ) {}

  /** True when the last `next` left channels out because it had taken too long: ask again. */
  get isBehind(): boolean {
    return this.behind;
  }

  /** True once the page has said what it shows. */
  get ready(): boolean {
    return this.view !== undefined;
  }

  /** What the page last said it shows. */
  get viewport(): Viewport | undefined {
    return this.view;
  }

  get columnMs(): number {
    return this.view?.columnMs ?? 0;
  }

  /** Sets what the page shows; all columns will be sent anew. */
  setViewport(viewport: Viewport): void {
    this.view = viewport;
    this.restart();
  }

  /** Forgets what the page holds: it was hidden, or shows another device. */
  restart(): void {
    this.sent.clear();
  }

  /** What to send now; empty when the page lacks nothing; not all of it where that would take long. A channel left out is sent whole when it is back. */
  next(channelIds: readonly string[], nowMs: number): SeriesUpdate[] {
    if (this.view === undefined) return [];
    for (const known of this.sent.keys()) {
      if (!channelIds.includes(known)) this.sent.delete(known);
    }
    const updates: SeriesUpdate[] = [];
    const untilMs = this.clockMs() + BUDGET_MS;
    this.behind = false;
    for (const channelId of channelIds) {
      if (updates.length > 0 && !this.sent.has(channelId) && this.clockMs() > untilMs) {
        this.behind = true;
        continue;
      }
      const update = this.update(this.view, channelId, nowMs);
      if (update !== undefined) updates.push(update);
    }
    return updates;
  }

  private update(view: Viewport, channelId: string, nowMs: number): SeriesUpdate | undefined {
    const { columnMs, spanMs } = view;
    const endMs = view.endMs ?? Infinity;
    const before = this.sent.get(channelId);
    const appended = this.source.appended(channelId);
    if (before !== undefined && (before.isFilled || before.appended === appended)) return undefined;
    // What was measured before a view was frozen may be stored after it.
    const isFilled = this.source.lastMs(channelId) >= endMs;
    // Whole once more when the first sample behind the right edge has come: the line reaches up to it.
    const whole = before === undefined || isFilled;
    const fromMs = whole ? gridFloor((view.endMs ?? nowMs) - spanMs, columnMs) : before.toMs;
    const columns = this.source.query(channelId, fromMs, endMs, columnMs, whole);
    const lastMs = columns.times.at(-1) ?? fromMs;
    const toMs = Math.max(fromMs, gridFloor(lastMs, columnMs) - RESENT_COLUMNS * columnMs);
    this.sent.set(channelId, { toMs, appended, isFilled });
    if (columns.times.length === 0 && !whole) return undefined;
    return { channelId, replaceFromMs: whole ? -Infinity : fromMs, rows: pack(columns) };
  }
}

function gridFloor(timeMs: number, columnMs: number): number {
  return Math.floor(timeMs / columnMs) * columnMs;
}

/** Columns as the protocol carries them: time, lo, hi after each other. */
export function pack({ times, lo, hi }: SeriesColumns): ArrayBuffer {
  const rows = new Float64Array(times.length * 3);
  for (let i = 0; i < times.length; i++) {
    rows[3 * i] = times[i];
    rows[3 * i + 1] = lo[i];
    rows[3 * i + 2] = hi[i];
  }
  return rows.buffer;
}
