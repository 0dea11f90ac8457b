import { LinearScale, type Tick } from 'chart.js';
import { multiples, timeStep } from './ticks';
import { timeOfDay } from './timeText';

const TICK_PX = 110;

/** What the scale needs besides Chart.js' options; set once, before the first layout. */
export interface TimeScaleOptions {
  /** Add to a host time to get Unix milliseconds. */
  readonly wallOffsetMs: () => number;
}

/**
 * A linear axis of host milliseconds that reads as local time. `scrollTo` moves it without a layout: the
 * grid is made anew only when a tick enters or leaves.
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
    this.height = 24;
    this.paddingLeft = 0;
    this.paddingRight = 0;
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
    const width = this.chart.chartArea?.width ?? this.chart.width;
    return timeStep(this.max - this.min, Math.max(2, Math.floor(width / TICK_PX)));
  }

  private wallOffsetMs(): number {
    const options = this.options as unknown as Partial<TimeScaleOptions>;
    return options.wallOffsetMs?.() ?? 0;
  }
}
