import { el } from './dom';
import type { StageGeometry } from './stageGeometry';
import type { TimeView } from './timeView';

/** The part of time that is laid out, and its scale. */
export interface StripRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly pxPerMs: number;
}

type View = Pick<TimeView, 'fromMs' | 'toMs' | 'spanMs'>;

/**
 * A layer whose things are placed once and then moved as a whole: while the picture only goes on in time,
 * a frame costs one transform. Lays out half a span more on both sides.
 */
export class TimeStrip {
  readonly element = el('div', { class: 'strip' });
  private laid: StripRange = { fromMs: NaN, toMs: NaN, pxPerMs: NaN };
  private key = '';
  private shownPx = NaN;

  /** What is laid out; times in it are placed by `xOf`. */
  get range(): StripRange {
    return this.laid;
  }

  /** True when things must be placed anew; `key` tells what they are made of. */
  needsLayout(view: View, geometry: StageGeometry, key: string): boolean {
    const { fromMs, toMs, pxPerMs } = this.laid;
    const inside = view.fromMs >= fromMs && view.toMs <= toMs;
    const scale = geometry.widthPx / view.spanMs;
    if (inside && key === this.key && Math.abs(scale / pxPerMs - 1) < 1e-9) return false;
    const margin = view.spanMs / 2;
    this.laid = { fromMs: view.fromMs - margin, toMs: view.toMs + margin, pxPerMs: scale };
    this.key = key;
    return true;
  }

  /** Pixels of a time from the strip's origin. */
  xOf(timeMs: number): number {
    return (timeMs - this.laid.fromMs) * this.laid.pxPerMs;
  }

  /** Pixels of the view's left edge from the strip's origin. */
  leftOf(view: View): number {
    return this.xOf(view.fromMs);
  }

  /** Moves the layer so that it matches the view. */
  moveTo(view: View): void {
    const px = -this.leftOf(view);
    if (Math.abs(px - this.shownPx) < 1e-3) return;
    this.shownPx = px;
    this.element.style.transform = `translateX(${px.toFixed(2)}px)`;
  }
}

/** Elements made once and used again; those beyond the count are hidden. */
export class Pool<T extends { readonly element: HTMLElement }> {
  private readonly items: T[] = [];
  private used = 0;

  constructor(
    private readonly parent: HTMLElement,
    private readonly make: () => T,
  ) {}

  /** The item at an index below `setCount`. */
  at(index: number): T {
    return this.items[index];
  }

  /** How many are shown. */
  get count(): number {
    return this.used;
  }

  setCount(count: number): void {
    while (this.items.length < count) {
      const item = this.make();
      this.items.push(item);
      this.parent.append(item.element);
    }
    for (let i = Math.min(count, this.used); i < Math.max(count, this.used); i++) {
      this.items[i].element.hidden = i >= count;
    }
    this.used = count;
  }
}
