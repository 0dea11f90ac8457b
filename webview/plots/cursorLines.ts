import { el, setShown } from '../dom';
import type { CursorDot } from './reading';

/** Where the cursors are, in pixels from the left of what they lie over; undefined = not in view. */
export interface CursorPlaces {
  readonly hover: number | undefined;
  readonly a: number | undefined;
  readonly b: number | undefined;
}

/** The upright lines of the cursor over one plot, or over the lanes, and a ring on each line it reads. */
export class CursorLines {
  readonly element = el('div', { class: 'cursor-lines', attributes: { 'aria-hidden': 'true' } });
  private readonly lines = {
    hover: el('div', { class: 'cursor-line' }),
    a: el('div', { class: 'cursor-line pinned' }),
    b: el('div', { class: 'cursor-line pinned' }),
  };
  private readonly rings: HTMLElement[] = [];

  constructor() {
    this.element.append(this.lines.hover, this.lines.a, this.lines.b);
  }

  update(places: CursorPlaces, dots: readonly CursorDot[] = []): void {
    for (const name of ['hover', 'a', 'b'] as const) {
      const x = places[name];
      setShown(this.lines[name], x !== undefined);
      if (x !== undefined)
        this.lines[name].style.transform = `translateX(${String(Math.round(x))}px)`;
    }
    dots.forEach(({ x, y, colour }, i) => {
      this.rings[i] ??= this.makeRing();
      const ring = this.rings[i];
      setShown(ring, true);
      ring.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
      ring.style.borderColor = colour;
    });
    this.rings.slice(dots.length).forEach((ring) => {
      setShown(ring, false);
    });
  }

  /** Between these rows only: the lines stop where the plot's area does. */
  setRows(top: number, bottom: number): void {
    for (const line of Object.values(this.lines)) {
      line.style.top = `${String(top)}px`;
      line.style.height = `${String(bottom - top)}px`;
    }
  }

  private makeRing(): HTMLElement {
    const ring = el('div', { class: 'cursor-ring' });
    this.element.append(ring);
    return ring;
  }
}
