import { DatasetController, PointElement, type Chart, type Point, type Scale } from 'chart.js';
import type { Series } from '../series';
import type { Gap } from './gapWords';
import { Tracer } from './tracer';

/** One plotted channel as Chart.js sees it: `data` stays empty, the columns are in `source`. */
export interface TelemetryDataset {
  readonly type: 'telemetryLine';
  readonly label: string;
  readonly data: Point[];
  readonly yAxisID: string;
  readonly source: Series;
  readonly unit: string;
  colour: string;
  /** Told from another series of its colour. */
  readonly dashed: boolean;
  /** Stays in the legend, and in no line, scale or read-out. */
  hidden: boolean;
  /** `strong` is drawn 2 px wide, `faint` at 40 %. */
  emphasis: 'normal' | 'strong' | 'faint';
  /** No value has come since the last one and up to this time: a gap that grows. NaN = all is well. */
  silentToMs: number;
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    telemetryLine: {
      chartOptions: unknown;
      datasetOptions: TelemetryDataset;
      defaultDataPoint: Point;
      metaExtensions: unknown;
      parsedDataType: Point;
      scales: 'telemetryTime' | 'telemetryValue';
    };
  }
  interface CartesianScaleTypeRegistry {
    telemetryTime: { options: CartesianScaleTypeRegistry['linear']['options'] };
    telemetryValue: { options: CartesianScaleTypeRegistry['linear']['options'] };
  }
}

const DASH_PX = [6, 4];

/** Curve segments and dots stroked by the last draw of a chart. */
export const strokes = new WeakMap<Chart, number>();

/**
 * Draws a channel's min/max columns straight from typed arrays: one path a series, a hairline wide, clipped to
 * whole pixels.
 */
export class TelemetryLine extends DatasetController<'telemetryLine'> {
  static id = 'telemetryLine';
  static defaults = {
    datasetElementType: false,
    dataElementType: 'point',
    clip: false,
  };

  /** The gaps of the last draw. */
  gaps: readonly Gap[] = [];

  /** The channel behind this dataset. */
  get dataset(): TelemetryDataset {
    return this.getDataset() as unknown as TelemetryDataset;
  }

  override addElements(): void {
    const meta = this.getMeta();
    // Chart.js expects an element to be there.
    meta.data = [new PointElement({})];
  }

  override buildOrUpdateElements(): void {
    // There is nothing per sample to build.
  }

  override update(): void {
    // Nothing is resolved per sample: drawing reads the columns.
  }

  override getMinMax(scale: Scale): { min: number; max: number } {
    const { lo, hi } = this.dataset.source.extent(-Infinity, Infinity);
    return scale.axis === 'x' ? { min: 0, max: 1 } : { min: lo, max: hi };
  }

  override getStyle(): { backgroundColor: string; borderColor: string } {
    const { colour } = this.dataset;
    return { backgroundColor: colour, borderColor: colour };
  }

  override getParsed(index: number): Point {
    const { source } = this.dataset;
    return { x: source.timeMs(index), y: source.hi(index) };
  }

  override setHoverStyle(): void {
    // Hovering shows a read-out and changes no line.
  }

  override removeHoverStyle(): void {
    // See setHoverStyle.
  }

  override draw(): void {
    const { xScale, yScale } = this.getMeta();
    if (xScale === undefined || yScale === undefined) return;
    const { ctx, chartArea: area } = this.chart;
    const { colour, emphasis, dashed } = this.dataset;
    const ratio = this.chart.currentDevicePixelRatio;
    const whole = (px: number) => Math.round(px * ratio) / ratio;
    ctx.save();
    ctx.beginPath();
    // Whole device pixels: an anti-aliased clip makes drawing two to three times slower.
    ctx.rect(
      whole(area.left),
      whole(area.top),
      whole(area.right) - whole(area.left),
      whole(area.bottom) - whole(area.top),
    );
    ctx.clip();
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    // Anything wider than a device pixel leaves the fast path of the rasteriser.
    ctx.lineWidth = emphasis === 'strong' ? 2 : 1 / ratio;
    ctx.globalAlpha = emphasis === 'faint' ? 0.4 : 1;
    if (dashed) ctx.setLineDash(DASH_PX);
    const tracer = new Tracer(ctx);
    this.trace(tracer, xScale, yScale, ratio);
    ctx.stroke();
    ctx.restore();
    this.gaps = tracer.gaps;
    strokes.set(this.chart, (strokes.get(this.chart) ?? 0) + tracer.drawn);
  }

  /** Puts the series into one path. */
  private trace(tracer: Tracer, xScale: Scale, yScale: Scale, ratio: number): void {
    const { source, silentToMs } = this.dataset;
    const { left, right, top, bottom } = this.chart.chartArea;
    const { min, max } = xScale;
    const originPx = Math.round(left * ratio);
    const perMs = Math.floor((right - left) * ratio) / (max - min);
    const y0 = yScale.getPixelForValue(yScale.min);
    const perUnit = (yScale.getPixelForValue(yScale.max) - y0) / (yScale.max - yScale.min);
    // Far outside the plot is as good as infinity, and safe for the rasteriser.
    const yOf = (v: number) =>
      Math.min(bottom + 1e4, Math.max(top - 1e4, y0 + (v - yScale.min) * perUnit));
    tracer.begin();
    const last = Math.min(source.length - 1, source.firstAt(max));
    for (let i = Math.max(0, source.firstAt(min) - 1); i <= last; i++) {
      const lo = source.lo(i);
      if (lo !== lo) {
        tracer.endRun();
        continue;
      }
      const x = (originPx + Math.floor((source.timeMs(i) - min) * perMs) + 0.5) / ratio;
      const hi = source.hi(i);
      const yLo = yOf(lo);
      // By the column, not by the row: its order must stay while rows before it go.
      const rising = (Math.floor(source.timeMs(i) * perMs) & 1) === 1;
      tracer.column(source.timeMs(i), x, yLo, lo === hi ? yLo : yOf(hi), rising);
    }
    tracer.endRun();
    if (silentToMs > min)
      tracer.openGap(silentToMs, Math.min(right, left + ((silentToMs - min) * perMs) / ratio));
  }
}
