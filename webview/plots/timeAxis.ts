import { el, setShown, setText } from '../dom';
import type { PlotTheme } from '../plotTheme';
import { timeOfDay } from '../timeText';
import { LabelPictures } from './labelPictures';
import { tickKey, tickStepMs, timeTicks, type TimeTick } from './timeTicks';

/** A time that is marked on the axis. */
export interface TimeChip {
  readonly timeMs: number;
  /** `A`, `B` or nothing. */
  readonly name: string;
}

/** What the axis shows. */
export interface TimeAxisView {
  readonly fromMs: number;
  readonly toMs: number;
  readonly leftPx: number;
  readonly widthPx: number;
  readonly wallOffsetMs: number;
  readonly theme: PlotTheme;
  readonly chips: readonly TimeChip[];
}

/** What the ticks depend on: the chips are elements of their own. */
const PAINTED = ['fromMs', 'toMs', 'leftPx', 'widthPx', 'wallOffsetMs', 'theme'] as const;
const HEIGHT_PX = 22;
const TICK_PX = 4;
const MARGIN_PX = 2;
/** The middle of a label. */
const LABEL_PX = 13;

/** The one time axis below plots and lanes: local time, with the cursor's time as an inverted chip. */
export class TimeAxis {
  readonly element = el('div', { class: 'time-axis', attributes: { 'aria-hidden': 'true' } });
  private readonly canvas = el('canvas');
  private readonly ctx = this.canvas.getContext('2d');
  private readonly chips: HTMLElement[] = [];
  private labels: LabelPictures | undefined;
  private ticks: readonly TimeTick[] = [];
  private ticksKey = '';
  private shown: TimeAxisView | undefined;
  private styledFor: PlotTheme | undefined;
  private widthPx = 0;
  private ratio = 1;

  constructor() {
    this.element.append(this.canvas);
  }

  /** After a change of size. */
  measure(): void {
    this.widthPx = this.element.clientWidth;
    this.ratio = window.devicePixelRatio;
    this.canvas.width = Math.round(this.widthPx * this.ratio);
    this.canvas.height = Math.round(HEIGHT_PX * this.ratio);
    this.canvas.style.width = `${String(this.widthPx)}px`;
    this.canvas.style.height = `${String(HEIGHT_PX)}px`;
    this.shown = undefined;
    this.styledFor = undefined;
  }

  draw(view: TimeAxisView): void {
    const before = this.shown;
    this.shown = view;
    if (before === undefined || PAINTED.some((name) => before[name] !== view[name])) {
      this.paint(view);
    }
    this.placeChips(view);
  }

  private paint(view: TimeAxisView): void {
    const { ctx, ratio } = this;
    const { fromMs, toMs, leftPx, widthPx, theme } = view;
    if (ctx === null) return;
    if (theme !== this.styledFor) this.applyStyle(ctx, theme);
    ctx.clearRect(0, 0, this.widthPx, HEIGHT_PX);
    ctx.beginPath();
    ctx.moveTo(leftPx, 0.5);
    ctx.lineTo(leftPx + widthPx, 0.5);
    for (const { timeMs, label } of this.ticksOf(view)) {
      const x = leftPx + Math.round(((timeMs - fromMs) / (toMs - fromMs)) * widthPx) + 0.5;
      ctx.moveTo(x, 0);
      ctx.lineTo(x, TICK_PX);
      const picture = this.labels?.of(label);
      if (picture === undefined) continue;
      const half = picture.widthPx / 2;
      // A label that does not fit in full is not drawn.
      if (x - half - MARGIN_PX < 0 || x + half + MARGIN_PX > this.widthPx) continue;
      const left = Math.round((x - half) * ratio) / ratio;
      ctx.drawImage(picture.canvas, left, 0, picture.widthPx, this.canvas.height / ratio);
    }
    ctx.stroke();
  }

  /** A canvas keeps its style until it gets another size. */
  private applyStyle(ctx: CanvasRenderingContext2D, theme: PlotTheme): void {
    const { ratio } = this;
    this.styledFor = theme;
    const style = { font: `11px ${theme.font}`, fillStyle: theme.secondary };
    this.labels = new LabelPictures(HEIGHT_PX, LABEL_PX, ratio, style);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.strokeStyle = theme.axis;
    ctx.lineWidth = 1;
  }

  /** The same until a tick enters or leaves. */
  private ticksOf({ fromMs, toMs, widthPx, wallOffsetMs }: TimeAxisView): readonly TimeTick[] {
    const stepMs = tickStepMs(toMs - fromMs, widthPx);
    const key = `${tickKey(fromMs, toMs, stepMs, wallOffsetMs)} ${String(wallOffsetMs)}`;
    if (key !== this.ticksKey) {
      this.ticksKey = key;
      this.ticks = timeTicks(fromMs, toMs, stepMs, wallOffsetMs);
    }
    return this.ticks;
  }

  private placeChips({ fromMs, toMs, leftPx, widthPx, wallOffsetMs, chips }: TimeAxisView): void {
    const pxMs = (toMs - fromMs) / widthPx;
    const inView = chips.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs);
    inView.forEach(({ timeMs, name }, i) => {
      this.chips[i] ??= this.makeChip();
      const chip = this.chips[i];
      const time = timeOfDay(timeMs + wallOffsetMs, Math.min(1, pxMs));
      setText(chip, name === '' ? time : `${name} ${time}`);
      setShown(chip, true);
      const half = chip.offsetWidth / 2;
      const x = leftPx + (timeMs - fromMs) / pxMs;
      const at = Math.max(half, Math.min(this.widthPx - half, x));
      chip.style.transform = `translateX(${String(Math.round(at - half))}px)`;
    });
    this.chips.slice(inView.length).forEach((chip) => {
      setShown(chip, false);
    });
  }

  private makeChip(): HTMLElement {
    const chip = el('span', { class: 'time-chip' });
    this.element.append(chip);
    return chip;
  }
}
