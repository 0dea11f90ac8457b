import type { DeviceView } from '../../../src/protocol';
import { Store } from '../../../src/store/store';
import { SeriesFeed } from '../../../src/vscode/panel/seriesFeed';
import { SlowFeed } from '../../../src/vscode/panel/slowFeed';
import { UpdateWindow } from '../../../src/vscode/panel/updateWindow';
import { boardView, stateOf } from './board';
import { CHANNELS, channelId, type FromHost, type ToHost } from './messages';
import { SharedSamples, STORED } from './sharedSamples';

/** As PlotPanel paces it. */
const STATE_MS = 250;
/** Batches of a busy link. */
const BATCH_MS = 5;
/** One turn of this many values is repeated, so that making samples costs little beside storing them. */
const NOISE = new Float64Array(1 << 16);
const BYTES_PER_SAMPLE = 17;

const ids = Array.from({ length: CHANNELS }, (_, i) => channelId(i));
const originMs = 1e6;

/** Stands for the extension host, in a worker of the page: the real store and feeds, with PlotPanel's pace. */
class Host {
  private readonly store: Store;
  private readonly feed: SeriesFeed;
  private readonly slow: SlowFeed;
  private readonly device: DeviceView = boardView(ids);
  private readonly stepMs: number;
  private made: number;
  private readonly window = new UpdateWindow();
  private isDue = false;

  constructor(points: number, spanMs: number) {
    for (let i = 0, x = 1; i < NOISE.length; i++) {
      x = (Math.imul(x, 1103515245) + 12345) | 0;
      NOISE[i] = 50 + 30 * Math.sin((i / NOISE.length) * 2 * Math.PI) + (x >> 16) / 8000;
    }
    this.store = new Store((points / CHANNELS) * BYTES_PER_SAMPLE + (32 << 20));
    const samples = new SharedSamples(this.store);
    this.feed = new SeriesFeed(samples);
    this.slow = new SlowFeed(samples);
    this.stepMs = (spanMs * CHANNELS) / points;
    this.made = Math.floor((this.nowMs - spanMs) / this.stepMs);
    // New memory is slow: what came due meanwhile is made from what was evicted, and soon caught up with.
    while (this.made < Math.floor((this.nowMs - BATCH_MS) / this.stepMs)) this.makeUntilNow();
  }

  /** Begins to send. */
  start(): void {
    this.sendState();
    setInterval(() => {
      this.makeUntilNow();
      this.schedule();
    }, BATCH_MS);
    setInterval(() => {
      this.sendState();
    }, STATE_MS);
  }

  /** The page is another one, and holds nothing. */
  private restart(): void {
    this.feed.restart();
    this.slow.restart();
    this.window.restart();
    this.sendState();
  }

  receive(request: Extract<ToHost, { type: 'page' }>['message']): void {
    if (request.type === 'ready') this.restart();
    if (request.type === 'viewport') {
      this.feed.setViewport({ ...request, endMs: request.endMs });
      this.schedule();
    }
    if (request.type === 'drawn' && this.window.answered(request.sequence)) this.schedule();
  }

  private get nowMs(): number {
    return originMs + performance.now();
  }

  private makeUntilNow(): void {
    const due = Math.floor(this.nowMs / this.stepMs);
    while (this.made < due) {
      const from = this.made % NOISE.length;
      const count = Math.min(due - this.made, NOISE.length - from);
      const first = this.made;
      const times = new Float64Array(count);
      for (let i = 0; i < count; i++) times[i] = (first + i) * this.stepMs;
      const values = NOISE.subarray(from, from + count);
      this.store.append(STORED, times, values);
      this.made += count;
    }
  }

  private schedule(): void {
    const waitMs = this.window.waitMs(this.nowMs, () => 0);
    if (waitMs === undefined || this.isDue || !this.feed.ready) return;
    this.isDue = true;
    setTimeout(() => {
      this.isDue = false;
      this.sendSeries();
    }, waitMs);
  }

  private sendSeries(): void {
    const { nowMs } = this;
    const series = this.feed.next(ids, nowMs);
    if (series.length === 0) return;
    const sequence = this.window.send(nowMs);
    post({
      type: 'host',
      message: { type: 'series', sequence, nowMs, columnMs: this.feed.columnMs, series },
    });
  }

  private sendState(): void {
    const { nowMs } = this;
    post({ type: 'host', message: stateOf(this.device, ids, nowMs) });
    const view = this.feed.viewport;
    const slow = [
      this.slow.overview(ids, nowMs),
      view === undefined ? undefined : this.slow.statistics(ids, view, nowMs),
    ];
    for (const message of slow) if (message !== undefined) post({ type: 'host', message });
  }
}

function post(message: FromHost): void {
  self.postMessage(message);
}

let host: Host | undefined;

self.onmessage = ({ data }: MessageEvent<ToHost>) => {
  if (data.type === 'page') {
    host?.receive(data.message);
    return;
  }
  host = new Host(data.points, data.spanMs);
  post({ type: 'full' });
  host.start();
};
