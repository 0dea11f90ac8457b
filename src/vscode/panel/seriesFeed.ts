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
}

/** What the page shows; `endMs` undefined = live, right edge at now. */
export interface Viewport {
  readonly spanMs: number;
  readonly columnMs: number;
  readonly endMs: number | undefined;
}

/** Columns sent again with every update: the last was not full, and samples of one chunk may straddle. */
const RESENT_COLUMNS = 2;

/**
 * Decides which columns a page lacks. A new viewport or a new channel gets all columns in view, after that
 * only those from the last one sent: an update costs what is new, not what is shown.
 */
export class SeriesFeed {
  private view: Viewport | undefined;
  private readonly sentToMs = new Map<string, number>();

  constructor(private readonly source: ColumnSource) {}

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
    this.sentToMs.clear();
  }

  /** What to send now; empty when the page lacks nothing. A channel left out is sent whole when it is back. */
  next(channelIds: readonly string[], nowMs: number): SeriesUpdate[] {
    if (this.view === undefined) return [];
    for (const known of this.sentToMs.keys()) {
      if (!channelIds.includes(known)) this.sentToMs.delete(known);
    }
    const updates: SeriesUpdate[] = [];
    for (const channelId of channelIds) {
      const update = this.update(this.view, channelId, nowMs);
      if (update !== undefined) updates.push(update);
    }
    return updates;
  }

  private update(view: Viewport, channelId: string, nowMs: number): SeriesUpdate | undefined {
    const { columnMs, spanMs } = view;
    const endMs = view.endMs ?? Infinity;
    const sentMs = this.sentToMs.get(channelId);
    const whole = sentMs === undefined;
    // A frozen view that has been filled lacks nothing.
    if (!whole && sentMs >= endMs) return undefined;
    const fromMs = whole ? gridFloor((view.endMs ?? nowMs) - spanMs, columnMs) : sentMs;
    const columns = this.source.query(channelId, fromMs, endMs, columnMs, whole);
    const { times } = columns;
    if (times.length === 0 && !whole) return undefined;
    const lastMs = times.length === 0 ? fromMs : times[times.length - 1];
    this.sentToMs.set(
      channelId,
      view.endMs ?? Math.max(fromMs, gridFloor(lastMs, columnMs) - RESENT_COLUMNS * columnMs),
    );
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
