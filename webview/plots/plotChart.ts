import {
  Chart,
  PointElement,
  type ChartArea,
  type ChartConfiguration,
  type Scale,
  type UpdateMode,
} from 'chart.js';
import annotation, { type AnnotationOptions } from 'chartjs-plugin-annotation';
import { seriesColour } from '../../src/seriesColour';
import { placeAnnotations } from '../placeAnnotations';
import type { PlotTheme } from '../plotTheme';
import type { Series } from '../series';
import { settledRange } from '../ticks';
import { AxisLayout } from './axisLayout';
import { clipSeries } from './clipSeries';
import { gapLabels, gapText, type GapLabel } from './gapText';
import { strokes, TelemetryLine, type TelemetryDataset } from './lineController';
import type { PlotLayout } from './geometry';
import { plotOptions } from './plotOptions';
import type { ValueRange } from './valueZoom';
import { TimeScale, wallOffsets } from './timeScale';
import { ValueScale } from './valueScale';

Chart.register(TelemetryLine, TimeScale, ValueScale, PointElement, annotation);

/** A channel on a plot. */
export interface PlottedSeries {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly colour: number;
  readonly source: Series;
}

/** What is drawn over and under the curves, by a name of its own. */
export type Annotations = Readonly<Record<string, AnnotationOptions>>;

interface Range {
  readonly min: number;
  readonly max: number;
}

const NO_AREA: ChartArea = { left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0 };

/** A limit is near when it is no further from the values than this share of their height. */
const NEAR_LIMIT = 0.5;

/**
 * Lays nothing out until it is drawn. Chart.js does so when it is made, and again with each new size, both before there is anything to
 * show: two of three layouts of a first picture.
 */
class LateChart extends Chart<'telemetryLine', TelemetryDataset['data']> {
  /** Not set yet while Chart.js' constructor runs. */
  private readonly made: boolean | undefined = true;
  private resizing = false;

  override update(mode?: UpdateMode): void {
    if (this.made === true && !this.resizing) super.update(mode);
  }

  override resize(widthPx: number, heightPx: number): void {
    this.resizing = true;
    super.resize(widthPx, heightPx);
    this.resizing = false;
  }
}

/** One plot's Chart.js chart: with its scales and its controller all that knows Chart.js. */
export class PlotChart {
  readonly canvas = document.createElement('canvas');
  private readonly chart: LateChart;
  private series: readonly PlottedSeries[] = [];
  private axes = new AxisLayout([]);
  private ranges: Readonly<Record<string, ValueRange>> = {};
  private annotations: Annotations = {};
  private limits: readonly { readonly unit: string; readonly bound: number }[] = [];
  private stale = true;
  /** Chart.js has no area before its first layout. */
  private laidOut = false;

  constructor(
    private theme: PlotTheme,
    private layout: PlotLayout,
    wallOffsetMs: () => number,
  ) {
    wallOffsets.set(this.canvas, wallOffsetMs);
    this.canvas.setAttribute('aria-hidden', 'true');
    const config = {
      type: 'telemetryLine',
      data: { datasets: [] },
      options: plotOptions(theme, layout, this.axes),
      plugins: [
        placeAnnotations,
        clipSeries,
        gapText(() => ({
          colour: this.theme.secondary,
          back: this.theme.page,
          font: this.theme.font,
        })),
      ],
    } as unknown as ChartConfiguration<'telemetryLine', TelemetryDataset['data']>;
    this.chart = new LateChart(this.canvas, config);
  }

  /** Where curves are drawn, in pixels of the canvas. */
  get area(): ChartArea {
    return this.laidOut ? this.chart.chartArea : NO_AREA;
  }

  /** Value axes, at least one. */
  get axisCount(): number {
    return this.axes.count;
  }

  /** Device pixels a pixel. */
  get ratio(): number {
    return this.chart.currentDevicePixelRatio;
  }

  /** What is written into gaps: nothing may cover it. */
  get labels(): readonly GapLabel[] {
    return gapLabels.get(this.chart) ?? [];
  }

  /** Segments and dots of the last draw. */
  get strokes(): number {
    return strokes.get(this.chart) ?? 0;
  }

  dispose(): void {
    this.chart.destroy();
  }

  /** What is drawn, in order; a colour that comes again is dashed. */
  setSeries(series: readonly PlottedSeries[]): void {
    this.series = series;
    this.axes = new AxisLayout(series.map(({ unit }) => unit));
    const before = new Map(this.datasets().map((dataset) => [dataset.source, dataset]));
    const colours = new Set<number>();
    this.chart.data.datasets = series.map((one) => {
      const dashed = colours.has(one.colour);
      colours.add(one.colour);
      return this.dataset(one, dashed, before.get(one.source));
    });
    this.applyOptions();
  }

  setTheme(theme: PlotTheme): void {
    this.theme = theme;
    this.datasets().forEach((dataset, i) => {
      dataset.colour = seriesColour(this.series[i].colour, theme.light);
    });
    this.applyOptions();
  }

  setLayout(layout: PlotLayout): void {
    if (JSON.stringify(layout) === JSON.stringify(this.layout)) return;
    this.layout = layout;
    this.applyOptions();
  }

  /** Fixed ranges by unit; the other axes scale by themselves. */
  setRanges(ranges: Readonly<Record<string, ValueRange>>): void {
    this.ranges = ranges;
  }

  /** Limits, marks and bands: in data coordinates, x = host time, y by `axisIdOf`. */
  setAnnotations(annotations: Annotations): void {
    if (annotations === this.annotations) return;
    this.annotations = annotations;
    const { plugins } = this.chart.options;
    if (plugins !== undefined)
      Object.assign(plugins, { annotation: annotationOptions(annotations) });
    this.stale = true;
  }

  /** Bounds that an automatic scale takes in when they are near. */
  setLimits(limits: readonly { readonly unit: string; readonly bound: number }[]): void {
    this.limits = limits;
  }

  setHidden(hidden: ReadonlySet<string>): void {
    this.datasets().forEach((dataset, i) => {
      const hide = hidden.has(this.series[i].id);
      if (dataset.hidden === hide) return;
      dataset.hidden = hide;
      this.stale = true;
    });
  }

  /** Makes one series stand out; undefined or another plot's: none. */
  emphasise(channelId: string | undefined): void {
    const any = this.series.some(({ id }) => id === channelId);
    this.datasets().forEach((dataset, i) => {
      const strong = this.series[i].id === channelId;
      dataset.emphasis = !any ? 'normal' : strong ? 'strong' : 'faint';
    });
  }

  /** Says of each series up to when nothing has come since its last value; NaN = nothing is missing. */
  setSilence(silentToMs: (channelId: string, source: Series) => number): void {
    this.datasets().forEach((dataset, i) => {
      dataset.silentToMs = silentToMs(this.series[i].id, dataset.source);
    });
  }

  resize(widthPx: number, heightPx: number): void {
    if (this.chart.width === widthPx && this.chart.height === heightPx) return;
    this.chart.resize(widthPx, heightPx);
    this.stale = true;
  }

  /** Shows [fromMs, toMs] from the next draw on, without a layout. */
  scrollTo(fromMs: number, toMs: number): void {
    const { x } = this.chart.scales;
    const options = this.chart.options.scales?.x;
    // A full update reads the options, a scroll the scale: both must say the same.
    if (options !== undefined) Object.assign(options, { min: fromMs, max: toMs });
    if (x instanceof TimeScale) x.scrollTo(fromMs, toMs);
  }

  draw(): void {
    strokes.set(this.chart, 0);
    const settled = this.settleValues();
    if (settled || this.stale) {
      this.stale = false;
      this.laidOut = true;
      strokes.set(this.chart, 0);
      this.chart.update('none');
      return;
    }
    this.chart.draw();
  }

  /** Chart.js' name of the axis of a unit; undefined when no channel here has it. */
  axisIdOf(unit: string): string | undefined {
    const index = this.axes.indexOf(unit);
    return index < 0 ? undefined : `y${String(index)}`;
  }

  /** The units of the value axis left of the area at `x`; none right of it. */
  unitsAt(x: number): readonly string[] {
    for (let i = 0; i < this.axes.count; i++) {
      const scale = this.chart.scales[`y${String(i)}`] as Scale | undefined;
      if (scale !== undefined && x >= scale.left && x < scale.right) return this.axes.unitsOf(i);
    }
    return [];
  }

  /** The first unit of each axis: by it the axis is given a range. */
  axisUnits(): string[] {
    return Array.from({ length: this.axes.count }, (_, i) => this.axes.unitsOf(i)).flatMap(
      (units) => units.slice(0, 1),
    );
  }

  /** What the axis of a unit shows now. */
  rangeOf(unit: string): ValueRange | undefined {
    const scale = this.scaleOf(unit);
    return scale && [scale.min, scale.max];
  }

  /** The row of a value, in pixels of the canvas. */
  yOf(unit: string, value: number): number | undefined {
    return this.scaleOf(unit)?.getPixelForValue(value);
  }

  valueAt(unit: string, y: number): number | undefined {
    return this.scaleOf(unit)?.getValueForPixel(y);
  }

  private scaleOf(unit: string): Scale | undefined {
    const id = this.axisIdOf(unit);
    return id === undefined ? undefined : this.chart.scales[id];
  }

  private datasets(): TelemetryDataset[] {
    return this.chart.data.datasets as unknown as TelemetryDataset[];
  }

  private dataset(
    { name, unit, colour, source }: PlottedSeries,
    dashed: boolean,
    before: TelemetryDataset | undefined,
  ): TelemetryDataset {
    return {
      type: 'telemetryLine',
      label: name,
      data: [],
      yAxisID: `y${String(this.axes.indexOf(unit))}`,
      source,
      unit,
      colour: seriesColour(colour, this.theme.light),
      dashed,
      hidden: before?.hidden ?? false,
      emphasis: before?.emphasis ?? 'normal',
      silentToMs: NaN,
    };
  }

  private applyOptions(): void {
    const options = plotOptions(this.theme, this.layout, this.axes);
    // The axes keep what they show; else the picture would jump through 0 to 1.
    for (const [id, scale] of Object.entries(options.scales)) {
      const present = this.chart.scales[id] as Scale | undefined;
      if (present !== undefined) Object.assign(scale, { min: present.min, max: present.max });
    }
    Object.assign(options.plugins, { annotation: annotationOptions(this.annotations) });
    Object.assign(this.chart.options, options);
    this.stale = true;
  }

  /** Gives the value axes their fixed range or the one that is in view; true when one changed. */
  private settleValues(): boolean {
    const x = this.shownBy('x');
    let changed = false;
    for (let i = 0; i < this.axes.count; i++) {
      const id = `y${String(i)}`;
      const present = this.shownBy(id);
      const options = this.chart.options.scales?.[id];
      if (options === undefined) continue;
      const range = this.fixedRange(i) ?? this.settled(id, present, x);
      if (range === undefined || (range.min === present.min && range.max === present.max)) continue;
      Object.assign(options, range);
      changed = true;
    }
    return changed;
  }

  /** What a scale shows; before the first layout what it is going to show. */
  private shownBy(id: string): Range {
    const scale = this.chart.scales[id] as Scale | undefined;
    const { min, max } = scale ?? this.chart.options.scales?.[id] ?? {};
    return { min: Number(min), max: Number(max) };
  }

  private fixedRange(axis: number): Range | undefined {
    const fixed = this.axes.unitsOf(axis).find((unit) => Object.hasOwn(this.ranges, unit));
    if (fixed === undefined) return undefined;
    const [min, max] = this.ranges[fixed];
    return { min, max };
  }

  private settled(id: string, present: Range, x: Range): Range | undefined {
    let lo = Infinity;
    let hi = -Infinity;
    for (const dataset of this.datasets()) {
      if (dataset.yAxisID !== id || dataset.hidden) continue;
      const extent = dataset.source.extent(x.min, x.max);
      lo = Math.min(lo, extent.lo);
      hi = Math.max(hi, extent.hi);
    }
    if (!(lo <= hi)) return undefined;
    const near = (hi - lo) * NEAR_LIMIT;
    const bounds = this.limits
      .filter(({ unit, bound }) => {
        return this.axisIdOf(unit) === id && bound > lo - near && bound < hi + near;
      })
      .map(({ bound }) => bound);
    return settledRange(present, Math.min(lo, ...bounds), Math.max(hi, ...bounds));
  }
}

/** Without annotations the plugin would still set a clip before and after every series. */
function annotationOptions(annotations: Annotations): { annotations: Annotations; clip: boolean } {
  return { annotations, clip: Object.keys(annotations).length > 0 };
}
