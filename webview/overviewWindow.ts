import { t } from '@vscode/l10n';
import { el } from './dom';
import { spanText } from './spanText';
import { timeOfDay } from './timeText';
import type { TimeBounds, TimeView } from './timeView';

type Grip = 'move' | 'from' | 'to';

/** Narrower the box is not drawn, however short the view is. */
const LEAST_PX = 10;
const EDGE_PX = 6;

interface Drag {
  readonly grip: Grip;
  readonly pointerId: number;
  readonly startX: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly wasLive: boolean;
}

/**
 * The view as a box within the whole: drag moves it, its edges resize it, a press beside it centres it there.
 * A slider to the keyboard: Left and Right 10 %, with Shift 50 %, Home and End, + and -. Esc undoes a drag.
 */
export class OverviewWindow {
  readonly element = el(
    'div',
    {
      class: 'overview-window',
      attributes: { role: 'slider', 'aria-orientation': 'horizontal', 'aria-valuenow': '0' },
    },
    el('span', { class: 'overview-edge from' }),
    el('span', { class: 'overview-edge to' }),
  );
  private time: TimeView | undefined;
  private shown: TimeBounds = { fromMs: NaN, toMs: NaN };
  private widthPx = 1;
  private drag: Drag | undefined;
  private placed = '';
  private spoken = '';

  /** `track`: the element that stands for the whole. */
  constructor(private readonly track: HTMLElement) {
    this.element.tabIndex = 0;
    this.element.setAttribute('aria-label', t('Time in view'));
    track.addEventListener('pointerdown', (event) => this.onPress(event));
    track.addEventListener('pointermove', (event) => this.onMove(event));
    track.addEventListener('pointerup', () => {
      this.drag = undefined;
    });
    track.addEventListener('lostpointercapture', () => {
      this.drag = undefined;
    });
    this.element.addEventListener('keydown', (event) => {
      if (!this.onKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  update(time: TimeView, shown: TimeBounds, widthPx: number, wallOffsetMs: number): void {
    this.time = time;
    this.shown = shown;
    this.widthPx = widthPx;
    const [left, right] = this.pixels(time);
    const placed = `${String(left)} ${String(right)}`;
    if (placed !== this.placed) {
      this.placed = placed;
      this.element.style.transform = `translateX(${String(left)}px)`;
      this.element.style.width = `${String(right - left)}px`;
    }
    this.describe(time, shown, wallOffsetMs);
  }

  private pixels({ fromMs, toMs }: TimeView): readonly [left: number, right: number] {
    const { shown, widthPx } = this;
    const scale = widthPx / (shown.toMs - shown.fromMs);
    const at = (ms: number) => Math.max(0, Math.min(widthPx, (ms - shown.fromMs) * scale));
    const middle = (at(fromMs) + at(toMs)) / 2;
    const half = Math.max(LEAST_PX, at(toMs) - at(fromMs)) / 2;
    const left = Math.round(Math.max(0, Math.min(widthPx - 2 * half, middle - half)));
    return [left, Math.round(left + 2 * half)];
  }

  /** True values, in whole seconds, so that a screen reader is not told of every frame. */
  private describe(time: TimeView, { fromMs, toMs }: TimeBounds, wallOffsetMs: number): void {
    const s = (ms: number) => String(Math.round((ms - fromMs) / 1000));
    const middleMs = (time.fromMs + time.toMs) / 2;
    const key = `${s(time.fromMs)} ${s(time.toMs)} ${s(toMs)} ${time.mode}`;
    if (key === this.spoken) return;
    this.spoken = key;
    const { element } = this;
    element.setAttribute('aria-valuemin', '0');
    element.setAttribute('aria-valuemax', s(toMs));
    element.setAttribute('aria-valuenow', s(Math.max(fromMs, Math.min(toMs, middleMs))));
    const clock = (ms: number) => timeOfDay(ms + wallOffsetMs, 1000);
    const words = [clock(time.fromMs), clock(time.toMs), spanText(time.spanMs)] as const;
    element.setAttribute('aria-valuetext', t('{0} to {1}, {2}', ...words));
  }

  private onPress(event: PointerEvent): void {
    const { time } = this;
    if (event.button !== 0 || time === undefined) return;
    event.preventDefault();
    const x = event.clientX - this.track.getBoundingClientRect().left;
    const [left, right] = this.pixels(time);
    if (x < left - EDGE_PX || x > right + EDGE_PX) {
      const middle = this.timeAt(x);
      time.show(middle - time.spanMs / 2, middle + time.spanMs / 2);
    }
    this.track.setPointerCapture(event.pointerId);
    this.drag = {
      grip: this.gripAt(x, left, right),
      pointerId: event.pointerId,
      startX: event.clientX,
      fromMs: time.fromMs,
      toMs: time.toMs,
      wasLive: time.mode === 'live',
    };
    this.element.focus({ preventScroll: true });
  }

  private gripAt(x: number, left: number, right: number): Grip {
    // A narrow box is moved from its middle and resized from outside it.
    const inner = Math.min(EDGE_PX, (right - left) / 4);
    if (x >= left - EDGE_PX && x <= left + inner) return 'from';
    return x <= right + EDGE_PX && x >= right - inner ? 'to' : 'move';
  }

  private onMove(event: PointerEvent): void {
    const { drag, time } = this;
    if (drag === undefined || time === undefined || event.pointerId !== drag.pointerId) return;
    const deltaMs = this.timeAt(event.clientX) - this.timeAt(drag.startX);
    const leastMs = ((this.shown.toMs - this.shown.fromMs) / this.widthPx) * 2;
    if (drag.grip === 'from') {
      time.show(Math.min(drag.fromMs + deltaMs, drag.toMs - leastMs), drag.toMs);
    } else if (drag.grip === 'to') {
      time.show(drag.fromMs, Math.max(drag.toMs + deltaMs, drag.fromMs + leastMs));
    } else if (deltaMs !== 0) {
      time.show(drag.fromMs + deltaMs, drag.toMs + deltaMs);
    }
  }

  private timeAt(x: number): number {
    const { fromMs, toMs } = this.shown;
    return fromMs + (x / this.widthPx) * (toMs - fromMs);
  }

  private onKey(event: KeyboardEvent): boolean {
    const { time, drag } = this;
    if (time === undefined || event.ctrlKey || event.altKey || event.metaKey) return false;
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowDown':
        time.moveBy(event.shiftKey ? -0.5 : -0.1);
        return true;
      case 'ArrowRight':
      case 'ArrowUp':
        time.moveBy(event.shiftKey ? 0.5 : 0.1);
        return true;
      case 'PageUp':
        time.moveBy(1);
        return true;
      case 'PageDown':
        time.moveBy(-1);
        return true;
      case 'Home':
        time.toOldest();
        return true;
      case 'End':
        time.backToLive();
        return true;
      case '+':
        time.zoom(0.5);
        return true;
      case '-':
        time.zoom(2);
        return true;
      case 'Escape':
        if (drag === undefined) return false;
        this.drag = undefined;
        if (drag.wasLive) time.backToLive();
        else time.show(drag.fromMs, drag.toMs);
        return true;
      default:
        return false;
    }
  }
}
