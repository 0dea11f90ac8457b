import { Chart, Interaction, PointElement, Tooltip, type ChartConfiguration } from 'chart.js';
import type { ToWebview } from '../src/protocol';
import { chartOptions, readTheme, yAxes, type PlotTheme } from './chartOptions';
import { HostClock } from './clock';
import { TelemetryLine, strokes, type TelemetryDataset } from './lineController';
import { seriesColour } from './palette';
import { Series } from './series';
import { settledRange } from './ticks';
import { TimeScale } from './timeScale';
import { nearestTelemetry } from './interaction';
import { ValueScale } from './valueScale';

Chart.register(TelemetryLine, TimeScale, ValueScale, PointElement, Tooltip);
Interaction.modes.telemetryX = nearestTelemetry;

/** A channel on the plot. */
export interface PlottedChannel {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly colour: number;
}

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

/** A plot without news for this long stands still: scrolling on would only cost. */
const STILL_AFTER_MS = 1000;
const HIDDEN_ANSWER_MS = 250;
const REDUCED_STEP_MS = 250;

/** The one Chart.js plot of the panel; nothing else knows Chart.js. */
export class Plots {
  private readonly chart: TelemetryChart;
  private readonly clock = new HostClock();
  private readonly series = new Map<string, Series>();
  private channels: readonly PlottedChannel[] = [];
  private theme: PlotTheme;
  private spanMs = 60_000;
  private running = false;
  private pausedMs: number | undefined;
  private lastEndMs = 0;
  private lastNewsMs = -Infinity;
  private pending: number | undefined;
  private frame: number | undefined;
  private timer: number | undefined;
  private lastDrawMs = -Infinity;
  private sentView = '';
  private readonly resize: ResizeObserver;

  constructor(private readonly options: PlotsOptions) {
    const canvas = document.createElement('canvas');
    options.host.append(canvas);
    this.theme = readTheme();
    const config = {
      type: 'telemetryLine',
      data: { datasets: [] },
      options: chartOptions(this.theme, () => this.clock.wallOffsetMs),
    } as unknown as ChartConfiguration<'telemetryLine', TelemetryDataset['data']>;
    this.chart = new Chart(canvas, config);
    this.resize = new ResizeObserver(() => {
      this.chart.resize(options.host.clientWidth, options.host.clientHeight);
      this.relayout();
    });
    this.resize.observe(options.host);
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
    this.chart.data.datasets = channels.map((c) => this.dataset(c, units)) as never;
    Object.assign(this.chart.options.scales ?? {}, yAxes(units, this.theme));
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
    this.request();
  }

  setClock(nowMs: number, wallOffsetMs: number): void {
    this.clock.sync(nowMs, performance.now(), wallOffsetMs);
    if (this.sentView === '') this.relayout();
  }

  setSpan(spanMs: number): void {
    this.spanMs = spanMs;
    this.relayout();
  }

  /** False: time stands still. */
  setRunning(running: boolean): void {
    if (running === this.running) return;
    this.running = running;
    this.lastNewsMs = performance.now();
    this.request();
  }

  /** True freezes the picture; capture goes on. */
  setPaused(paused: boolean): void {
    if (paused === (this.pausedMs !== undefined)) return;
    this.pausedMs = paused ? this.lastEndMs : undefined;
    this.relayout();
  }

  /** Makes one series stand out; undefined: none. */
  emphasise(channelId: string | undefined): void {
    this.datasets().forEach((dataset, i) => {
      const strong = this.channels[i].id === channelId;
      dataset.emphasis = channelId === undefined ? 'normal' : strong ? 'strong' : 'faint';
    });
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
    Object.assign(this.chart.options, options);
    Object.assign(this.chart.options.scales ?? {}, yAxes(units, this.theme));
    this.relayout();
  }

  dispose(): void {
    this.resize.disconnect();
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    window.clearTimeout(this.timer);
    this.chart.destroy();
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
      yAxisID: `y${String(Math.min(2, units.indexOf(channel.unit)))}`,
      source: this.seriesOf(channel.id),
      unit: channel.unit,
      colour: seriesColour(channel.colour, this.theme.light),
      emphasis: 'normal',
    };
  }

  /** A full update: options, series, size or a value range have changed. */
  private relayout(): void {
    if (!this.clock.known) return;
    this.place(performance.now());
    this.chart.update('none');
    this.tellViewport();
    this.request();
  }

  private tellViewport(): void {
    const width = Math.floor(this.chart.chartArea.width);
    if (width <= 0) return;
    const view = { spanMs: this.spanMs, columnMs: this.spanMs / width, endMs: this.pausedMs };
    const key = JSON.stringify(view);
    if (key === this.sentView) return;
    this.sentView = key;
    this.options.onViewport(view);
  }

  private request(): void {
    if (this.frame !== undefined || this.timer !== undefined) return;
    if (document.hidden) {
      this.timer = window.setTimeout(() => {
        this.timer = undefined;
        this.answer();
      }, HIDDEN_ANSWER_MS);
      return;
    }
    this.frame = requestAnimationFrame((pageMs) => {
      this.frame = undefined;
      this.draw(pageMs);
    });
  }

  private draw(pageMs: number): void {
    if (!this.clock.known) return;
    const step = this.options.reducedMotion() ? REDUCED_STEP_MS : 0;
    if (pageMs - this.lastDrawMs >= step || this.pending !== undefined) {
      this.lastDrawMs = pageMs;
      strokes.set(this.chart, 0);
      if (this.place(pageMs)) this.chart.update('none');
      else this.chart.draw();
      this.answer();
    }
    const fresh = performance.now() - this.lastNewsMs < STILL_AFTER_MS;
    if (this.running && this.pausedMs === undefined && fresh) this.request();
  }

  /** Moves the time axis to now and settles the value axes; true when a layout is needed. */
  private place(pageMs: number): boolean {
    const live = this.running || this.lastEndMs === 0;
    if (this.pausedMs === undefined && live) this.lastEndMs = this.clock.at(pageMs);
    const endMs = this.pausedMs ?? this.lastEndMs;
    const fromMs = endMs - this.spanMs;
    const x = this.chart.scales.x;
    const options = this.chart.options.scales?.x;
    // A full update reads the options, a scroll the scale: both must say the same.
    if (options !== undefined) Object.assign(options, { min: fromMs, max: endMs });
    if (x instanceof TimeScale) x.scrollTo(fromMs, endMs);
    if (this.pausedMs === undefined) {
      for (const series of this.series.values()) series.trim(fromMs - this.spanMs);
    }
    return this.settleValues(fromMs, endMs);
  }

  private settleValues(fromMs: number, endMs: number): boolean {
    let changed = false;
    for (const [id, scale] of Object.entries(this.chart.scales)) {
      if (!id.startsWith('y')) continue;
      let lo = Infinity;
      let hi = -Infinity;
      for (const dataset of this.datasets()) {
        if (dataset.yAxisID !== id) continue;
        const extent = dataset.source.extent(fromMs, endMs);
        lo = Math.min(lo, extent.lo);
        hi = Math.max(hi, extent.hi);
      }
      const options = this.chart.options.scales?.[id];
      if (options === undefined) continue;
      const range = settledRange({ min: scale.min, max: scale.max }, lo, hi);
      if (!(lo <= hi) || (range.min === scale.min && range.max === scale.max)) continue;
      Object.assign(options, range);
      changed = true;
    }
    return changed;
  }

  private answer(): void {
    if (this.pending === undefined) return;
    const sequence = this.pending;
    this.pending = undefined;
    const points = [...this.series.values()].reduce((n, series) => n + series.length, 0);
    this.options.onDrawn({ sequence, points, nonBlank: (strokes.get(this.chart) ?? 0) > 0 });
  }
}
