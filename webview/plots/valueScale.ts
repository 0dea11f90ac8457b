import { LinearScale, type ChartArea, type Tick } from 'chart.js';
import { _alignPixel as alignPixel } from 'chart.js/helpers';
import { formatNumber } from '../../src/numberFormat';
import { multiples, stepDigits, valueStep } from '../ticks';
import { AxisStrip } from './axisStrip';

const TICK_PX = 27;
/** Labels that are closer touch. */
const CLOSEST_PX = 13;
/** Room for the unit over the axis: no label of a tick reaches there. */
const UNIT_PX = 15;
/** The border lies across the axis' edge. */
const BORDER_PX = 1;

/** What the scale needs besides Chart.js' own options. */
export interface ValueScaleOptions {
  /** Shown at the top of the axis where the plot has several; empty = not at all. */
  readonly unitText: string;
  /** Fixed, so that the plots' areas line up and never move. */
  readonly widthPx: number;
  readonly grid: { readonly color: string; readonly drawOnChartArea: boolean };
  readonly ticks: { readonly color: string; readonly font: { readonly family: string } };
}

/** A linear value axis of fixed width with nice steps and equally many digits on all its ticks. */
export class ValueScale extends LinearScale {
  static override id = 'telemetryValue';
  /** Labels, ticks and border: they stand still until the next update. */
  private readonly strip = new AxisStrip();

  override afterUpdate(): void {
    super.afterUpdate();
    this.strip.forget();
  }

  override draw(area: ChartArea): void {
    if (this.options.display === false) return;
    const { ctx, left, chart } = this;
    const place = {
      leftPx: left,
      rightPx: this.right + BORDER_PX,
      heightPx: chart.height,
      ratio: chart.currentDevicePixelRatio,
    };
    this.strip.copyTo(ctx, place, (stripCtx) => {
      // The stock drawing goes to the context of the scale.
      Object.assign(this, { ctx: stripCtx });
      super.draw(area);
      Object.assign(this, { ctx });
    });
    this.drawLines(this.strip.endPx, area.right);
  }

  override buildTicks(): Tick[] {
    const { min, max, height } = this;
    const { unitText } = this.telemetry();
    const highest = unitText === '' ? Infinity : max - ((max - min) * UNIT_PX) / height;
    const count = Math.max(3, Math.floor(height / TICK_PX));
    const range = { min, max, labelledTo: Math.min(max, highest) };
    const step = valueStep(range, count, Math.floor(height / CLOSEST_PX));
    const digits = stepDigits(step);
    const format = {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      notation: Math.max(Math.abs(min), Math.abs(max)) >= 1e7 ? 'compact' : 'standard',
    } as const;
    return multiples(min, max, step).map((value) => ({
      value,
      label: value > highest ? '' : formatNumber(value === 0 ? 0 : value, format),
    }));
  }

  override generateTickLabels(): void {
    // buildTicks has written them.
  }

  /** The unit stands at the top of its axis, upright. */
  override drawTitle(): void {
    const { ctx } = this;
    const { unitText, ticks } = this.telemetry();
    if (unitText === '') return;
    ctx.save();
    ctx.font = `600 11px ${ticks.font.family}`;
    ctx.fillStyle = ticks.color;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    let text = unitText;
    while (text.length > 1 && ctx.measureText(text).width > this.width - 10) {
      text = `${text.slice(0, -2)}…`;
    }
    ctx.fillText(text, this.right - 7, this.top + 5);
    ctx.restore();
  }

  override afterFit(): void {
    this.width = this.options.display === false ? 0 : this.telemetry().widthPx;
    this.paddingTop = 0;
    this.paddingBottom = 0;
  }

  /** The level lines right of the strip, in one path. */
  private drawLines(fromPx: number, toPx: number): void {
    const { color, drawOnChartArea } = this.telemetry().grid;
    if (!drawOnChartArea) return;
    const { ctx, chart } = this;
    ctx.strokeStyle = color;
    ctx.lineWidth = 1;
    ctx.beginPath();
    this.ticks.forEach((_, i) => {
      const y = alignPixel(chart, this.getPixelForTick(i), 1);
      ctx.moveTo(fromPx, y);
      ctx.lineTo(toPx, y);
    });
    ctx.stroke();
  }

  private telemetry(): ValueScaleOptions {
    return this.options as unknown as ValueScaleOptions;
  }
}
