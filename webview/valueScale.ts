import { LinearScale, type Tick } from 'chart.js';
import { multiples, niceStep, stepDigits } from './ticks';

const TICK_PX = 44;
const WIDTH_PX = 58;

/** A linear value axis of fixed width with nice steps and equally many digits on all its ticks. */
export class ValueScale extends LinearScale {
  static override id = 'telemetryValue';

  override buildTicks(): Tick[] {
    const step = niceStep(
      this.max - this.min,
      Math.max(2, Math.floor(this.chart.height / TICK_PX)),
    );
    const digits = stepDigits(step);
    const format = new Intl.NumberFormat(undefined, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      notation: Math.max(Math.abs(this.min), Math.abs(this.max)) >= 1e7 ? 'compact' : 'standard',
    });
    return multiples(this.min, this.max, step).map((value) => ({
      value,
      label: format.format(value === 0 ? 0 : value).replace('-', '−'),
    }));
  }

  override generateTickLabels(): void {
    // buildTicks has written them.
  }

  override afterFit(): void {
    this.width = this.options.display === false ? 0 : WIDTH_PX;
    this.paddingTop = 0;
    this.paddingBottom = 0;
  }
}
