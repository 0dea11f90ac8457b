import { Chart, PointElement, Tooltip, type ChartConfiguration } from 'chart.js';
import type { ToWebview } from '../src/protocol';
import { chartOptions, readTheme, yAxes, type PlotTheme } from './chartOptions';
import { HostClock } from './clock';
import { Frames } from './frames';
import { cursorLine, nearestTelemetry } from './interaction';
import { TelemetryLine, strokes, type TelemetryDataset } from './lineController';
import { seriesColour } from './palette';
import { Series } from './series';
import { settledRange } from './ticks';
import { TimeScale, wallOffsets } from './timeScale';
import { ValueScale } from './valueScale';

Chart.register(TelemetryLine, TimeScale, ValueScale, PointElement, Tooltip);

/** A channel on the plot. */
export interface PlottedChannel {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly colour: number;
}

/** What the plot tells its owner. */
export interface PlotsOptions {
  /** A positioned box; the canvas fills it. */
  readonly host: HTMLElement;
  readonly onViewport: (view: { spanMs: number; columnMs: number; endMs?: number }) => void;
  /** After every `series` message was drawn. */
  readonly onDrawn: (drawn: { sequence: number; points: number; nonBlank: boolean }) => void;
  readonly reducedMotion: () => boolean;
}

type SeriesMessage = Extract<ToWebview, { type: 'series' }>;
type TelemetryChart = Chart<'telemetryLine', TelemetryDataset['data']>;

/** Without news for this long the plot leaves the display's rate: only a gap can grow. */
const FRESH_MS = 1000;
const SLOW_STEP_MS = 250;
/** Value axes at the left; further units share the last one. */
const MAX_AXES = 3;

/** The one Chart.js plot of the panel; with its scales and its controller all that knows Chart.js. */
export class Plots {
  private readonly chart: TelemetryChart;
  private readonly clock = new HostClock();
  private readonly frames: Frames;
  private readonly series = new Map<string, Series>();
  private readonly resize: ResizeObserver;
  private channels: readonly PlottedChannel[] = [];
  private theme: PlotTheme;
  private deviceId: string | undefined;
  private spanMs = 60_000;
  /** False until the canvas has its first real size: what it would ask for before is of no use. */
  private sized = false;
  private running = false;
  private pausedMs: number | undefined;
  private endMs = 0;
  private shownEndMs = NaN;
  private lastNewsMs = -Infinity;
  private lastDrawMs = -Infinity;
  private stale = false;
  private pending: number | undefined;
  private sentView = '';
  private pointer: { x: number; y: number } | undefined;

  constructor(private readonly options: PlotsOptions) {
    const canvas = document.createElement('canvas');
    options.host.append(canvas);
    wallOffsets.set(canvas, () => this.clock.wallOffsetMs);
    this.theme = readTheme();
    this.frames = new Frames((pageMs) => {
      this.onFrame(pageMs);
    });
    const config = {
      type: 'telemetryLine',
      data: { datasets: [] },
      options: chartOptions(this.theme, () => this.clock.wallOffsetMs),
      plugins: [cursorLine(() => this.theme.foreground)],
    } as unknown as ChartConfiguration<'telemetryLine', TelemetryDataset['data']>;
    this.chart = new Chart(canvas, config);
    this.listen(canvas);
    this.resize = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = options.host;
      if (clientWidth === 0 || clientHeight === 0) return;
      this.chart.resize(clientWidth, clientHeight);
      this.sized = true;
      this.relayout();
    });
    this.resize.observe(options.host);
  }

  /** Host time now, as far as the messages tell. */
  get nowMs(): number {
    return this.clock.at(performance.now());
  }

  /** When the picture was frozen, in host time. */
  get pausedSinceMs(): number | undefined {
    return this.pausedMs;
  }

  /** What is drawn, in order. */
  setChannels(channels: readonly PlottedChannel[]): void {
    const key = (list: readonly PlottedChannel[]) => list.map((c) => `${c.id}|${c.unit}`).join();
    if (key(channels) === key(this.channels)) return;
    const units = [...new Set(channels.map((c) => c.unit))];
    const ids = new Set(channels.map((c) => c.id));
    for (const id of this.series.keys()) if (!ids.has(id)) this.series.delete(id);
    this.channels = channels;
    this.chart.data.datasets = channels.map((c) => this.dataset(c, units));
    Object.assign(this.chart.options.scales ?? {}, yAxes(units, this.theme));
    // A series let go of must come whole again.
    this.sentView = '';
    this.relayout();
  }

  /** New columns; answered by `onDrawn` once they are on the screen. */
  apply(message: SeriesMessage): void {
    const pageMs = performance.now();
    this.clock.sync(message.nowMs, pageMs);
    for (const { channelId, replaceFromMs, rows } of message.series) {
      this.seriesOf(channelId).apply(replaceFromMs, new Float64Array(rows));
    }
    this.lastNewsMs = pageMs;
    this.pending = message.sequence;
    this.stale = true;
    this.request();
  }

  /**
   * Where the host's clock is and what drives time: it runs while the device does, else it stands where
   * the device stopped, `sinceMs`, so that its last picture can be seen.
   */
  setTime(
    clock: { nowMs: number; wallOffsetMs: number },
    device: { id: string; running: boolean; sinceMs: number },
  ): void {
    this.clock.sync(clock.nowMs, performance.now(), clock.wallOffsetMs);
    if (device.id !== this.deviceId) {
      this.deviceId = device.id;
      this.pausedMs = undefined;
      this.running = device.running;
      if (!device.running) this.endMs = device.sinceMs;
      this.relayout();
    } else if (device.running !== this.running) {
      this.running = device.running;
      this.lastNewsMs = performance.now();
      if (device.running) this.relayout();
    }
  }

  setSpan(spanMs: number): void {
    this.spanMs = spanMs;
    this.relayout();
  }

  /** True freezes the picture; capture goes on. */
  setPaused(paused: boolean): void {
    if (paused === (this.pausedMs !== undefined)) return;
    this.pausedMs = paused ? this.endMs : undefined;
    this.relayout();
  }

  /** Makes one series stand out; undefined: none. */
  emphasise(channelId: string | undefined): void {
    this.datasets().forEach((dataset, i) => {
      const strong = this.channels[i].id === channelId;
      dataset.emphasis = channelId === undefined ? 'normal' : strong ? 'strong' : 'faint';
    });
    this.stale = true;
    this.request();
  }

  /** Reads the theme's colours again: a canvas knows no variables. */
  applyTheme(): void {
    this.theme = readTheme();
    this.datasets().forEach((dataset, i) => {
      dataset.colour = seriesColour(this.channels[i].colour, this.theme.light);
    });
    const units = [...new Set(this.channels.map((c) => c.unit))];
    const options = chartOptions(this.theme, () => this.clock.wallOffsetMs);
    const scales = { ...options.scales, ...yAxes(units, this.theme) };
    Object.assign(this.chart.options, { ...options, scales });
    this.relayout();
  }

  private listen(canvas: HTMLCanvasElement): void {
    const point = (at: { x: number; y: number } | undefined) => {
      this.pointer = at;
      this.stale = true;
      this.request();
    };
    canvas.addEventListener('pointermove', ({ offsetX, offsetY }) => {
      point({ x: offsetX, y: offsetY });
    });
    canvas.addEventListener('pointerleave', () => {
      point(undefined);
    });
  }

  private datasets(): TelemetryDataset[] {
    return this.chart.data.datasets as unknown as TelemetryDataset[];
  }

  private seriesOf(channelId: string): Series {
    let series = this.series.get(channelId);
    if (series === undefined) {
      series = new Series();
      this.series.set(channelId, series);
    }
    return series;
  }

  private dataset(channel: PlottedChannel, units: readonly string[]): TelemetryDataset {
    return {
      type: 'telemetryLine',
      label: channel.name,
      data: [],
      yAxisID: `y${String(Math.min(MAX_AXES - 1, units.indexOf(channel.unit)))}`,
      source: this.seriesOf(channel.id),
      unit: channel.unit,
      colour: seriesColour(channel.colour, this.theme.light),
      emphasis: 'normal',
    };
  }

  /** One column a device pixel. */
  private columnMs(): number {
    const pixels = Math.floor(this.chart.chartArea.width * this.chart.currentDevicePixelRatio);
    return this.spanMs / Math.max(1, pixels);
  }

  /** A full update: options, series, size, span or where time stands have changed. */
  private relayout(): void {
    if (!this.clock.known || !this.sized || this.options.host.clientWidth === 0) return;
    this.shownEndMs = NaN;
    this.scroll(performance.now());
    this.chart.update('none');
    this.tellViewport();
    this.stale = true;
    this.request();
  }

  private tellViewport(): void {
    const still = this.pausedMs ?? (this.running ? undefined : this.endMs);
    const view = { spanMs: this.spanMs, columnMs: this.columnMs() };
    const sent = still === undefined ? view : { ...view, endMs: still };
    const key = JSON.stringify(sent);
    if (key === this.sentView) return;
    this.sentView = key;
    this.options.onViewport(sent);
  }

  private request(): void {
    const waitMs = this.lastDrawMs + SLOW_STEP_MS - performance.now();
    if (waitMs > 0 && this.options.reducedMotion()) this.frames.requestIn(waitMs);
    else this.frames.request();
  }

  private onFrame(pageMs: number): void {
    if (!this.clock.known) return;
    const moved = this.scroll(pageMs);
    if (moved || this.stale) this.draw(pageMs);
    this.answer();
    if (!this.running || this.pausedMs !== undefined || document.hidden) return;
    const fresh = pageMs - this.lastNewsMs < FRESH_MS;
    if (fresh && !this.options.reducedMotion()) this.frames.request();
    else this.frames.requestIn(SLOW_STEP_MS);
  }

  private draw(pageMs: number): void {
    this.stale = false;
    this.lastDrawMs = pageMs;
    this.hover();
    strokes.set(this.chart, 0);
    if (this.settleValues()) this.chart.update('none');
    else this.chart.draw();
  }

  /**
   * Moves the time axis by whole columns, so that the same sample is always drawn the same; false when
   * it is where it was.
   */
  private scroll(pageMs: number): boolean {
    if (this.running && this.pausedMs === undefined) this.endMs = this.clock.at(pageMs);
    const columnMs = this.columnMs();
    const endMs = Math.ceil((this.pausedMs ?? this.endMs) / columnMs - 1e-6) * columnMs;
    if (endMs === this.shownEndMs) return false;
    this.shownEndMs = endMs;
    const fromMs = endMs - this.spanMs;
    const { x } = this.chart.scales;
    const options = this.chart.options.scales?.x;
    // A full update reads the options, a scroll the scale: both must say the same.
    if (options !== undefined) Object.assign(options, { min: fromMs, max: endMs });
    if (x instanceof TimeScale) x.scrollTo(fromMs, endMs);
    if (this.pausedMs === undefined) {
      for (const series of this.series.values()) series.trim(fromMs - this.spanMs);
    }
    return true;
  }

  /** Gives the value axes the range that is in view; true when one changed. */
  private settleValues(): boolean {
    const { x, ...scales } = this.chart.scales;
    let changed = false;
    for (const [id, scale] of Object.entries(scales)) {
      let lo = Infinity;
      let hi = -Infinity;
      for (const dataset of this.datasets()) {
        if (dataset.yAxisID !== id) continue;
        const extent = dataset.source.extent(x.min, x.max);
        lo = Math.min(lo, extent.lo);
        hi = Math.max(hi, extent.hi);
      }
      const options = this.chart.options.scales?.[id];
      if (options === undefined || !(lo <= hi)) continue;
      const range = settledRange({ min: scale.min, max: scale.max }, lo, hi);
      if (range.min === scale.min && range.max === scale.max) continue;
      Object.assign(options, range);
      changed = true;
    }
    return changed;
  }

  /** A scroll leaves the read-out where it was: it is looked up again under the pointer. */
  private hover(): void {
    const { tooltip } = this.chart;
    if (tooltip === undefined) return;
    const items = this.pointer === undefined ? [] : nearestTelemetry(this.chart, this.pointer);
    if (items.length === 0 && tooltip.getActiveElements().length === 0) return;
    tooltip.setActiveElements([], { x: 0, y: 0 });
    tooltip.setActiveElements(items, this.pointer ?? { x: 0, y: 0 });
  }

  private answer(): void {
    if (this.pending === undefined) return;
    const sequence = this.pending;
    this.pending = undefined;
    const points = [...this.series.values()].reduce((n, series) => n + series.length, 0);
    this.options.onDrawn({ sequence, points, nonBlank: (strokes.get(this.chart) ?? 0) > 0 });
  }
}
