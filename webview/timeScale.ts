import { LinearScale, type ChartArea, type Tick } from 'chart.js';
import { multiples, timeStep } from './ticks';
import { timeOfDay } from './timeText';

const TICK_PX = 110;
const HEIGHT_PX = 24;

/** What the scale needs besides Chart.js' own options. */
export interface TimeScaleOptions {
  readonly gridColour: string;
  readonly axisColour: string;
  readonly labelColour: string;
  readonly labelFont: string;
}

/**
 * What to add to a host time to get Unix milliseconds, by canvas. Not an option of the scale: Chart.js
 * would call a function among its options by itself.
 */
export const wallOffsets = new WeakMap<HTMLCanvasElement, () => number>();

/**
 * A linear axis of host milliseconds that reads as local time. `scrollTo` moves it without a layout; it
 * draws itself, because the stock drawing keeps its lines until the next layout.
 */
export class TimeScale extends LinearScale {
  static override id = 'telemetryTime';
  private shown = '';

  override buildTicks(): Tick[] {
    const stepMs = this.stepMs();
    const offsetMs = this.wallOffsetMs();
    // Multiples of the step in wall time, so that a label says 14:31:40 and not 14:31:39.7.
    const values = multiples(this.min + offsetMs, this.max + offsetMs, stepMs);
    return values.map((wallMs) => ({
      value: wallMs - offsetMs,
      label: timeOfDay(wallMs, stepMs),
    }));
  }

  override generateTickLabels(): void {
    // buildTicks has written them.
  }

  override afterFit(): void {
    this.height = HEIGHT_PX;
    this.paddingLeft = 0;
    this.paddingRight = 0;
  }

  override draw({ left, right, top, bottom }: ChartArea): void {
    const { ctx } = this;
    const { gridColour, axisColour, labelColour, labelFont } = this.telemetry();
    ctx.save();
    ctx.font = labelFont;
    ctx.fillStyle = labelColour;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineWidth = 1;
    for (const { value, label } of this.ticks) {
      const x = Math.round(this.getPixelForValue(value)) + 0.5;
      ctx.strokeStyle = gridColour;
      ctx.beginPath();
      ctx.moveTo(x, Math.round(top));
      ctx.lineTo(x, Math.round(bottom) + 4);
      ctx.stroke();
      const text = typeof label === 'string' ? label : '';
      const half = ctx.measureText(text).width / 2;
      // A label that does not fit in full is not drawn.
      if (x - half >= 0 && x + half <= this.chart.width) ctx.fillText(text, x, bottom + 14);
    }
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
    const stepMs = this.stepMs();
    const offsetMs = this.wallOffsetMs();
    const first = Math.ceil((min + offsetMs) / stepMs);
    const last = Math.floor((max + offsetMs) / stepMs);
    const shown = `${String(first)} ${String(last)} ${String(stepMs)}`;
    if (shown === this.shown) return;
    this.shown = shown;
    this.ticks = this.buildTicks();
  }

  private stepMs(): number {
    return timeStep(this.max - this.min, Math.max(2, Math.floor(this.chart.width / TICK_PX)));
  }

  private wallOffsetMs(): number {
    return wallOffsets.get(this.chart.canvas)?.() ?? 0;
  }

  private telemetry(): TimeScaleOptions {
    return this.options as unknown as TimeScaleOptions;
  }
}
