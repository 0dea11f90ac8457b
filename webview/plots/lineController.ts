import { DatasetController, PointElement, type Chart, type Point, type Scale } from 'chart.js';
import type { Series } from '../series';
import type { Gap } from './gapWords';
import { SeriesTrace, type TraceScale } from './seriesTrace';

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
const SOLID: number[] = [];
/** Far outside the plot is as good as infinity, and safe for the rasteriser. */
const FAR_PX = 1e4;

/** Curve segments and dots stroked by the last draw of a chart. */
export const strokes = new WeakMap<Chart, number>();

/**
 * Draws a channel's min/max columns straight from typed arrays: one path a series, a hairline wide. Needs
 * the plugin `clipSeries`.
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
  private readonly trace = new SeriesTrace(() => new Path2D());

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
    const { ctx } = this.chart;
    const { colour, emphasis, dashed, source, silentToMs } = this.dataset;
    const ratio = this.chart.currentDevicePixelRatio;
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    // Anything wider than a device pixel leaves the fast path of the rasteriser.
    ctx.lineWidth = emphasis === 'strong' ? 2 : 1 / ratio;
    ctx.globalAlpha = emphasis === 'faint' ? 0.4 : 1;
    ctx.setLineDash(dashed ? DASH_PX : SOLID);
    const { gaps, drawn } = this.trace.draw(ctx, source, this.scaleOf(xScale, yScale), silentToMs);
    this.gaps = gaps;
    strokes.set(this.chart, (strokes.get(this.chart) ?? 0) + drawn);
  }

  private scaleOf({ min: fromMs, max: toMs }: Scale, yScale: Scale): TraceScale {
    const ratio = this.chart.currentDevicePixelRatio;
    const { left, right, top, bottom } = this.chart.chartArea;
    const widthPx = Math.floor((right - left) * ratio);
    const minY = yScale.getPixelForValue(yScale.min);
    const perUnit = (yScale.getPixelForValue(yScale.max) - minY) / (yScale.max - yScale.min);
    return {
      fromMs,
      toMs,
      perMs: widthPx / (toMs - fromMs),
      originPx: Math.round(left * ratio),
      widthPx,
      ratio,
      baseY: minY,
      baseValue: yScale.min,
      perUnit,
      topY: top - FAR_PX,
      bottomY: bottom + FAR_PX,
    };
  }
}
