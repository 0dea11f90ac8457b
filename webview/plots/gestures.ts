/** A point in an element, in pixels from its top left corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What the pointer, the wheel or fingers do over a plot. `axis` = it began on the value axis. */
export interface GestureTarget {
  /** True left of the plot's area. */
  readonly onAxis: (spot: Spot) => boolean;
  readonly hover: (spot: Spot | undefined) => void;
  readonly tap: (spot: Spot, touch: boolean) => void;
  /** Since the last call; the axis is the one under `start`. */
  readonly pan: (deltaX: number) => void;
  readonly panValues: (start: Spot, deltaY: number) => void;
  readonly zoomTime: (factor: number, at: Spot) => void;
  readonly zoomValues: (factor: number, at: Spot) => void;
  readonly autoScale: (at: Spot) => void;
  /** While the box is drawn, and with `done` when it is to be shown; undefined: given up. */
  readonly box: (box: { from: Spot; to: Spot; done: boolean } | undefined) => void;
  /** A finger that rests, and then moves the cursor. */
  readonly pin: (spot: Spot, first: boolean) => void;
}

type Mode = 'press' | 'pan' | 'axis' | 'box' | 'pinch' | 'pin';

const SLOP_PX = 3;
const TOUCH_SLOP_PX = 8;
const LONG_PRESS_MS = 500;
const WHEEL_LINE_PX = 16;
/** A notch of 100 px zooms by a fifth; the pad's pinch sends far smaller numbers. */
const WHEEL_ZOOM = 0.0018;
const PINCH_ZOOM = 0.01;

/** Turns pointer, touch and wheel events over a plot into what they mean (UI.md section 6). */
export class Gestures {
  private readonly pointers = new Map<number, Spot>();
  private mode: Mode | undefined;
  private start: Spot = { x: 0, y: 0 };
  private last: Spot = { x: 0, y: 0 };
  private spreadPx = 0;
  private longPress: number | undefined;

  constructor(
    private readonly element: HTMLElement,
    private readonly target: GestureTarget,
  ) {
    element.addEventListener('pointerdown', (event) => {
      this.down(event);
    });
    element.addEventListener('pointermove', (event) => {
      this.move(event);
    });
    element.addEventListener('pointerup', (event) => {
      this.up(event, true);
    });
    element.addEventListener('pointercancel', (event) => {
      this.up(event, false);
    });
    element.addEventListener('pointerleave', () => {
      if (this.mode === undefined) target.hover(undefined);
    });
    element.addEventListener('dblclick', (event) => {
      const spot = this.spotOf(event);
      if (target.onAxis(spot)) target.autoScale(spot);
    });
    element.addEventListener(
      'wheel',
      (event) => {
        this.wheel(event);
      },
      { passive: false },
    );
    element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.giveUpBox(event);
    });
  }

  private spotOf({ clientX, clientY }: { clientX: number; clientY: number }): Spot {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  /** A handle or a button over the plot has gestures of its own. */
  private isControl(target: EventTarget | null): boolean {
    return target instanceof Element && target.closest('[tabindex], button') !== this.element;
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || this.isControl(event.target)) return;
    const spot = this.spotOf(event);
    this.pointers.set(event.pointerId, spot);
    this.element.setPointerCapture(event.pointerId);
    if (this.pointers.size === 2) {
      this.beginPinch();
      return;
    }
    this.start = this.last = spot;
    this.mode = event.altKey && !this.target.onAxis(spot) ? 'box' : 'press';
    if (event.pointerType !== 'touch' || this.target.onAxis(spot)) return;
    this.longPress = window.setTimeout(() => {
      if (this.mode !== 'press') return;
      this.mode = 'pin';
      this.target.pin(this.start, true);
    }, LONG_PRESS_MS);
  }

  private move(event: PointerEvent): void {
    const spot = this.spotOf(event);
    if (this.pointers.has(event.pointerId)) this.pointers.set(event.pointerId, spot);
    if (this.mode === 'press') this.decide(event, spot);
    switch (this.mode) {
      case undefined:
      case 'press':
        if (event.pointerType !== 'touch') {
          this.target.hover(this.target.onAxis(spot) ? undefined : spot);
        }
        return;
      case 'pan':
        this.target.pan(spot.x - this.last.x);
        break;
      case 'axis':
        this.target.panValues(this.start, spot.y - this.last.y);
        break;
      case 'box':
        this.target.box({ from: this.start, to: spot, done: false });
        break;
      case 'pin':
        this.target.pin(spot, false);
        break;
      case 'pinch':
        this.pinch();
        break;
    }
    this.last = spot;
  }

  /** What a press becomes once the pointer has moved far enough. */
  private decide({ pointerType }: PointerEvent, spot: Spot): void {
    const slopPx = pointerType === 'touch' ? TOUCH_SLOP_PX : SLOP_PX;
    if (Math.hypot(spot.x - this.start.x, spot.y - this.start.y) <= slopPx) return;
    window.clearTimeout(this.longPress);
    this.mode = this.target.onAxis(this.start) ? 'axis' : 'pan';
    this.element.classList.add('panning');
    this.target.hover(undefined);
  }

  private up(event: PointerEvent, meant: boolean): void {
    window.clearTimeout(this.longPress);
    const known = this.pointers.delete(event.pointerId);
    if (!known) return;
    const { mode } = this;
    const spot = this.spotOf(event);
    if (mode === 'pinch' && this.pointers.size > 0) {
      // The finger that stays goes on as a pan.
      [this.last] = this.pointers.values();
      this.mode = 'pan';
      return;
    }
    this.mode = undefined;
    this.element.classList.remove('panning');
    if (mode === 'box') {
      this.target.box(meant ? { from: this.start, to: spot, done: true } : undefined);
    }
    if (mode === 'press' && meant && !this.target.onAxis(spot)) {
      this.target.tap(spot, event.pointerType === 'touch');
    }
    if (event.pointerType !== 'touch' && mode !== 'press') this.target.hover(spot);
  }

  private beginPinch(): void {
    window.clearTimeout(this.longPress);
    this.mode = 'pinch';
    const { spreadPx, middle } = this.fingers();
    this.spreadPx = spreadPx;
    this.last = this.start = middle;
  }

  private pinch(): void {
    const { spreadPx, middle } = this.fingers();
    if (spreadPx <= 0 || this.spreadPx <= 0) return;
    const factor = this.spreadPx / spreadPx;
    this.spreadPx = spreadPx;
    if (this.target.onAxis(this.start)) this.target.zoomValues(factor, middle);
    else this.target.zoomTime(factor, middle);
  }

  private fingers(): { spreadPx: number; middle: Spot } {
    const [a, b] = this.pointers.values();
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return { spreadPx: Math.hypot(a.x - b.x, a.y - b.y), middle };
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const unitPx = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_PX : 1;
    const [deltaX, deltaY] = [event.deltaX * unitPx, event.deltaY * unitPx];
    const spot = this.spotOf(event);
    const zoom = Math.exp(deltaY * (event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM));
    if (this.target.onAxis(spot)) this.target.zoomValues(zoom, spot);
    else if (event.ctrlKey) this.target.zoomTime(zoom, spot);
    else if (event.shiftKey) this.target.pan(-(deltaX === 0 ? deltaY : deltaX));
    else if (Math.abs(deltaX) > Math.abs(deltaY)) this.target.pan(-deltaX);
    else this.target.zoomTime(zoom, spot);
  }

  private giveUpBox(event: Event): void {
    if (this.mode !== 'box') return;
    event.stopPropagation();
    this.mode = undefined;
    this.target.box(undefined);
  }
}
