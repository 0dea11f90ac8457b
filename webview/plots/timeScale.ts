import { LinearScale, type ChartArea, type Tick } from 'chart.js';
import { tickKey, tickStepMs, timeTicks } from './timeTicks';

/** What the scale needs besides Chart.js' own options. */
export interface TimeScaleOptions {
  readonly gridColour: string;
  readonly axisColour: string;
}

/**
 * What to add to a host time to get Unix milliseconds, by canvas. Not an option of the scale: Chart.js
 * would call a function among its options by itself.
 */
export const wallOffsets = new WeakMap<HTMLCanvasElement, () => number>();

/**
 * A linear axis of host milliseconds: the upright lines of a plot, whose labels stand on the one time axis
 * below all of them. `scrollTo` moves it without a layout; it draws itself, because the stock drawing keeps
 * its lines until the next layout.
 */
export class TimeScale extends LinearScale {
  static override id = 'telemetryTime';
  private shown = '';

  override buildTicks(): Tick[] {
    const ticks = timeTicks(this.min, this.max, this.stepMs(), this.wallOffsetMs());
    return ticks.map(({ timeMs }) => ({ value: timeMs, label: '' }));
  }

  override generateTickLabels(): void {
    // The plots bear no labels of time.
  }

  override afterFit(): void {
    this.height = 0;
    this.paddingLeft = 0;
    this.paddingRight = 0;
  }

  override draw({ left, right, top, bottom }: ChartArea): void {
    const { ctx } = this;
    const { gridColour, axisColour } = this.options as unknown as TimeScaleOptions;
    ctx.save();
    ctx.lineWidth = 1;
    ctx.strokeStyle = gridColour;
    ctx.beginPath();
    for (const { value } of this.ticks) {
      const x = Math.round(this.getPixelForValue(value)) + 0.5;
      ctx.moveTo(x, Math.round(top));
      ctx.lineTo(x, Math.round(bottom));
    }
    ctx.stroke();
    ctx.strokeStyle = axisColour;
    ctx.beginPath();
    ctx.moveTo(left, Math.round(bottom) + 0.5);
    ctx.lineTo(right, Math.round(bottom) + 0.5);
    ctx.stroke();
    ctx.restore();
  }

  /** Shows [min, max] from the next draw on. */
  scrollTo(min: number, max: number): void {
    this.min = min;
    this.max = max;
    this.configure();
    const shown = tickKey(min, max, this.stepMs(), this.wallOffsetMs());
    if (shown === this.shown) return;
    this.shown = shown;
    this.ticks = this.buildTicks();
  }

  private stepMs(): number {
    return tickStepMs(this.max - this.min, this.width);
  }

  private wallOffsetMs(): number {
    return wallOffsets.get(this.chart.canvas)?.() ?? 0;
  }
}
