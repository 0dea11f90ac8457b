import { LinearScale, type Tick } from 'chart.js';
import { multiples, niceStep, stepDigits } from './ticks';

const TICK_PX = 44;
const WIDTH_PX = 58;
const NARROW_WIDTH_PX = 48;
const NARROW_CHART_PX = 520;

/** What the scale needs besides Chart.js' own options. */
export interface ValueScaleOptions {
  readonly unitText: string;
  readonly ticks: { readonly color: string; readonly font: { readonly family: string } };
}

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

  /** The unit stands over its axis, upright. */
  override drawTitle(): void {
    const { ctx } = this;
    const { unitText, ticks } = this.options as unknown as ValueScaleOptions;
    ctx.save();
    ctx.font = `600 11px ${ticks.font.family}`;
    ctx.fillStyle = ticks.color;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    let text = unitText;
    while (text.length > 1 && ctx.measureText(text).width > this.width - 6) {
      text = `${text.slice(0, -2)}…`;
    }
    ctx.fillText(text, this.right - 7, this.top - 12);
    ctx.restore();
  }

  override afterFit(): void {
    const width = this.chart.width < NARROW_CHART_PX ? NARROW_WIDTH_PX : WIDTH_PX;
    this.width = this.options.display === false ? 0 : width;
    this.paddingTop = 0;
    this.paddingBottom = 0;
  }
}
