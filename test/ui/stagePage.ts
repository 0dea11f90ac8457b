import type { Browser, Locator, Page } from 'playwright-core';
import type {
  ChannelView,
  DeviceView,
  FromWebview,
  PageCommand,
  PlotView,
  SeriesUpdate,
  ToWebview,
} from '../../src/protocol';
import { NO_SCORE } from '../../src/fault/noScore';
import { Store } from '../../src/store/store';
import { SeriesFeed } from '../../src/vscode/panel/seriesFeed';
import { COUNTERS } from '../fixtures/counters';
import { serveStage } from './stageServer';
import { untilTaken } from './taken';
import type { ThemeName } from './themes';

type Sent<T extends FromWebview['type']> = Extract<FromWebview, { type: T }>;

/** The channels of the devices of a stage page: name, unit, what they measure. */
const CHANNELS = [
  ['temp_motor', 'degC', 73],
  ['temp_mcu', 'degC', 46],
  ['rpm', 'rpm', 2996],
  ['current', 'mA', 1146],
  ['vbus', 'V', 23.98],
  ['duty', '%', 41.5],
] as const;

/** What channel `i` measures: slow swings, each in a range of its own. */
export function valueAt(i: number, timeMs: number): number {
  const [, , scale] = CHANNELS[i];
  const swing = Math.sin(timeMs / (7000 + 1900 * i) + i) * 0.08;
  return scale * (1 + swing + Math.sin(timeMs * 12.9898 + i) * 0.0008);
}

/** Options of a page. */
export interface StagePageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  readonly touch?: boolean;
  readonly reducedMotion?: boolean;
}

/**
 * The stage alone in Chromium, fed by the real store and the real feed. The test is the host: it says what is
 * measured, which plots there are, and acts on what the page asks for.
 */
export class StagePage {
  readonly sent: FromWebview[] = [];
  readonly console: string[] = [];
  readonly store = new Store(64 * 1024 * 1024);
  /** The stack as the host holds it; `arrange` and `plot` change it. */
  plots: readonly PlotView[] = [];
  /** What differs from a device that measures. */
  deviceChanges: Partial<DeviceView> = {};
  private readonly feed = new SeriesFeed(this.store);
  private sequence = 0;
  private holdsAnswers = false;
  private underWay: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly page: Page,
    private readonly close: () => Promise<void>,
  ) {
    page.on('console', (message) => {
      // Reading pixels back is what a test does.
      if (!message.text().startsWith('Canvas2D')) this.console.push(message.text());
    });
    page.on('pageerror', (error) => this.console.push(String(error)));
  }

  static async open(browser: Browser, options: StagePageOptions = {}): Promise<StagePage> {
    const { theme = 'dark', width = 1000, height = 700, scale = 1, touch = false } = options;
    const server = await serveStage(theme);
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      hasTouch: touch,
      reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
      locale: 'en-US',
      timezoneId: 'UTC',
    });
    const page = await context.newPage();
    const stage = new StagePage(page, async () => {
      await context.close();
      server.close();
    });
    await page.exposeFunction('telemetryhubReceive', (message: FromWebview) => {
      stage.receive(message);
    });
    await page.goto(server.origin);
    return stage;
  }

  /** Milliseconds on the host's clock. */
  get nowMs(): number {
    return performance.now() + 1e6;
  }

  async dispose(): Promise<void> {
    await this.close();
  }

  /** The channels, as the host tells them. */
  channels(): ChannelView[] {
    const plotted = new Set(this.plots.flatMap(({ channelIds }) => channelIds));
    return CHANNELS.map(([name, unit], i) => ({
      id: `motor/${name}`,
      name,
      unit,
      latest: valueAt(i, 1234),
      latestMs: this.nowMs,
      colour: i % 8,
      plotted: plotted.has(`motor/${name}`),
    }));
  }

  /** Puts channels, by their names, on plots. */
  stack(...names: (readonly string[])[]): void {
    this.plots = names.map((list, i) => ({
      id: `p${String(i + 1)}`,
      channelIds: list.map((name) => `motor/${name}`),
      share: 1,
      ranges: {},
    }));
  }

  /** The last `spanMs` of all channels, `stepMs` apart; the first has a hole between `holeMs` ago. */
  fill(spanMs: number, holeMs: readonly [number, number] = [0, 0], stepMs = 10): number {
    const endMs = this.nowMs;
    CHANNELS.forEach(([name], i) => {
      const times = Float64Array.from(
        { length: Math.floor(spanMs / stepMs) },
        (_, k) => endMs - spanMs + stepMs * k,
      );
      const inHole = (t: number) => i === 0 && endMs - t < holeMs[0] && endMs - t > holeMs[1];
      this.store.append(
        `motor/${name}`,
        times,
        times.map((t) => (inHole(t) ? NaN : valueAt(i, t))),
      );
    });
    return endMs;
  }

  /** The device, as the host tells of it. */
  device(): DeviceView {
    return {
      id: 'motor',
      name: 'Motor board',
      state: 'measuring',
      cause: 'started',
      sinceMs: this.nowMs - 60_000,
      link: { kind: 'open' },
      linkLabel: '/dev/ttyACM0',
      linkDetail: '115200 8N1',
      samplesPerSecond: 1000,
      counters: COUNTERS,
      channels: this.channels(),
      faults: [],
      score: NO_SCORE,
      canFault: true,
      canBreakLink: true,
      canGlitch: true,
      limits: [],
      alarms: [],
      commands: [],
      sentLines: [],
      format: 'key:value, detected (0.98)',
      queueBlocks: 3,
      queueBlocksMax: 1000,
      ...this.deviceChanges,
    };
  }

  /** Tells the page the state of devices and plots, and what the store holds. */
  async show(...others: DeviceView[]): Promise<void> {
    const device = this.device();
    const first = this.store.firstMs('motor/temp_motor');
    await this.send({
      type: 'state',
      devices: [device, ...others],
      focusedId: device.id,
      plots: this.plots,
      metrics: {
        latency: { p50: 0.21, p95: 0.38, p99: 0.71 },
        poolBusy: 1,
        poolSize: 4,
        hostLoad: 0.06,
        storeBytes: 1e6,
        storeBytesMax: 256e6,
      },
      wallOffsetMs: Date.UTC(2026, 0, 5, 14, 32, 20) - 1e6,
      nowMs: this.nowMs,
    });
    const rows = new ArrayBuffer(0);
    await this.send({
      type: 'overview',
      channelId: 'motor/temp_motor',
      fromMs: first,
      toMs: this.nowMs,
      rows,
    });
  }

  /** Sends the columns the page lacks and waits until they are drawn. */
  async draw(): Promise<Sent<'drawn'>> {
    // As the host: no other columns before the last are drawn.
    const drawn = this.underWay.then(() => this.drawNow());
    this.underWay = drawn.catch(() => undefined);
    return await drawn;
  }

  private async drawNow(): Promise<Sent<'drawn'>> {
    await this.until(() => this.feed.ready);
    const ids = this.plots.flatMap(({ channelIds }) => channelIds);
    const { nowMs } = this;
    const series = this.feed.next(ids, nowMs);
    const sequence = ++this.sequence;
    await this.send({ type: 'series', sequence, nowMs, columnMs: this.feed.columnMs, series });
    const answer = () => this.all('drawn').find((message) => message.sequence === sequence);
    await this.until(() => answer() !== undefined);
    const drawn = answer();
    if (drawn === undefined) throw new Error('not drawn');
    return drawn;
  }

  /** State, then columns. */
  async showAndDraw(): Promise<Sent<'drawn'>> {
    await this.show();
    return await this.draw();
  }

  async send(message: ToWebview): Promise<void> {
    // A buffer does not travel through the driver: numbers do.
    const plain = (rows: ArrayBuffer) => Array.from(new Float64Array(rows));
    const travels = {
      ...message,
      ...('rows' in message && message.rows instanceof ArrayBuffer
        ? { rows: plain(message.rows) }
        : {}),
      ...('series' in message
        ? { series: message.series.map((s: SeriesUpdate) => ({ ...s, rows: plain(s.rows) })) }
        : {}),
    };
    const post = `((message) => {
        const buffer = (rows) => new Float64Array(rows.map((value) => value ?? NaN)).buffer;
        for (const s of message.series ?? []) {
          s.replaceFromMs ??= -Infinity;
          s.rows = buffer(s.rows);
        }
        if (message.type === 'overview') message.rows = buffer(message.rows);
        for (const device of message.devices ?? []) {
          for (const channel of device.channels) channel.latestMs ??= NaN;
        }
        window.postMessage(message, '*');
      })(${JSON.stringify(travels)})`;
    await untilTaken(this.page, () => this.page.evaluate(post));
  }

  /** All messages of a type, oldest first. */
  all<T extends FromWebview['type']>(type: T): Sent<T>[] {
    return this.sent.filter((message): message is Sent<T> => message.type === type);
  }

  last<T extends FromWebview['type']>(type: T): Sent<T> | undefined {
    return this.all(type).at(-1);
  }

  /** Waits until something holds; fails after 5 s. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let i = 0; i < 500; i++) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`Did not happen within 5 s: ${holds.toString()}`);
  }

  /** From now on the page gets no columns by itself: as a host that is slow to answer. */
  holdAnswers(): void {
    this.holdsAnswers = true;
  }

  /** A command of the palette. */
  async command(command: PageCommand): Promise<boolean> {
    return await this.page.evaluate(`stage.command('${command}')`);
  }

  /** The body of plot `i`, from the top. */
  body(i = 0): Locator {
    return this.page.getByTestId('plot').nth(i);
  }

  /** Text of the pill. */
  async pill(): Promise<string> {
    return (await this.page.locator('.pill').innerText()).replace(/\s+/g, ' ');
  }

  /** What is in view, by the page's own time. */
  async view(): Promise<{ fromMs: number; toMs: number; spanMs: number; mode: string }> {
    return await this.page.evaluate(
      `(({ fromMs, toMs, spanMs, mode }) => ({ fromMs, toMs, spanMs, mode }))(stage.time)`,
    );
  }

  /** Per column of plot `i`'s canvas the rows, from the top, that bear a colour. */
  async columnsOf(colour: string, i = 0): Promise<number[][]> {
    return await this.page.evaluate<number[][]>(`(() => {
      const canvas = document.querySelectorAll('.plot-host canvas')[${String(i)}];
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
      const want = [1, 3, 5].map((i) => parseInt('${colour}'.slice(i, i + 2), 16));
      const is = (at) => data[at + 3] > 60 && want.every((c, i) => Math.abs(data[at + i] - c) < 24);
      return Array.from({ length: width }, (_, x) =>
        Array.from({ length: height }, (_, y) => y).filter((y) => is((y * width + x) * 4)));
    })()`);
  }

  private receive(message: FromWebview): void {
    this.sent.push(message);
    if (message.type === 'viewport') {
      this.feed.setViewport({ ...message, endMs: message.endMs });
      if (!this.holdsAnswers) void this.draw().catch(() => undefined);
    }
    if (message.type === 'arrange') this.plots = message.plots;
  }
}
