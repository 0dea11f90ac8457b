import { DatasetController, type Chart, type Point, type PointElement, type Scale } from 'chart.js';
import type { Series } from './series';

/** One plotted channel as Chart.js sees it: `data` stays empty, the columns are in `source`. */
export interface TelemetryDataset {
  readonly type: 'telemetryLine';
  readonly label: string;
  readonly data: Point[];
  readonly yAxisID: string;
  readonly source: Series;
  readonly unit: string;
  colour: string;
  /** `strong` is drawn 2 px wide, `faint` at 40 %. */
  emphasis: 'normal' | 'strong' | 'faint';
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

/** Curve segments and dots stroked by the last draw of a chart. */
export const strokes = new WeakMap<Chart, number>();

const DOT_PX = 2.5;

/**
 * Draws a channel's min/max columns straight from typed arrays: one path a series, a hairline wide, clipped to
 * whole pixels. Neighbouring columns run low-high, then high-low, so that no diagonal joins them.
 */
export class TelemetryLine extends DatasetController<'telemetryLine'> {
  static id = 'telemetryLine';
  static defaults = {
    datasetElementType: false,
    dataElementType: 'point',
    clip: false,
  };

  /** The row the read-out shows. */
  hovered = 0;

  /** The channel behind this dataset. */
  get dataset(): TelemetryDataset {
    return this.getDataset() as unknown as TelemetryDataset;
  }

  override addElements(): void {
    const meta = this.getMeta();
    // One spare element: what the tooltip points at is moved there.
    meta.data = [this.createSpare()];
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
    const { colour, emphasis } = this.dataset;
    const hairline = 1 / this.chart.currentDevicePixelRatio;
    ctx.save();
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.lineWidth = emphasis === 'strong' ? 2 : hairline;
    ctx.globalAlpha = emphasis === 'faint' ? 0.4 : 1;
    const drawn = this.trace(ctx, xScale, yScale);
    ctx.stroke();
    ctx.restore();
    strokes.set(this.chart, (strokes.get(this.chart) ?? 0) + drawn);
  }

  /** Puts the series into one path; returns how many segments and dots it has. */
  private trace(ctx: CanvasRenderingContext2D, xScale: Scale, yScale: Scale): number {
    const { source } = this.dataset;
    const area = this.chart.chartArea;
    const x0 = xScale.getPixelForValue(xScale.min);
    const perMs = (xScale.getPixelForValue(xScale.max) - x0) / (xScale.max - xScale.min);
    const y0 = yScale.getPixelForValue(yScale.min);
    const perUnit = (yScale.getPixelForValue(yScale.max) - y0) / (yScale.max - yScale.min);
    const top = Math.ceil(area.top);
    const bottom = Math.floor(area.bottom);
    const yOf = (v: number) => Math.min(bottom, Math.max(top, y0 + (v - yScale.min) * perUnit));
    ctx.beginPath();
    let segments = 0;
    let run = 0;
    let lastX = 0;
    let lastY = 0;
    const endRun = () => {
      if (run === 1) {
        ctx.fillRect(lastX - DOT_PX / 2, lastY - DOT_PX / 2, DOT_PX, DOT_PX);
        segments++;
      }
      run = 0;
    };
    const last = Math.min(source.length - 1, source.firstAt(xScale.max));
    for (let i = Math.max(0, source.firstAt(xScale.min) - 1); i <= last; i++) {
      const lo = source.lo(i);
      if (lo !== lo) {
        endRun();
        continue;
      }
      const rawX = x0 + (source.timeMs(i) - xScale.min) * perMs;
      const x = Math.min(area.right, Math.max(area.left, Math.floor(rawX) + 0.5));
      const hi = source.hi(i);
      const yLo = yOf(lo);
      const yHi = lo === hi ? yLo : yOf(hi);
      const [first, second] = i & 1 ? [yLo, yHi] : [yHi, yLo];
      if (run === 0) ctx.moveTo(x, first);
      else {
        ctx.lineTo(x, first);
        segments++;
      }
      if (second !== first) {
        ctx.lineTo(x, second);
        segments++;
        // A column of its own is a line already and needs no dot.
        run++;
      }
      run++;
      lastX = x;
      lastY = second;
    }
    endRun();
    return segments;
  }

  private createSpare(): PointElement {
    const element = { x: 0, y: 0, options: {}, active: false };
    return element as unknown as PointElement;
  }
}
