import type { Gap } from './gapWords';

const DOT_PX = 2.5;
const GAP_MARK_PX = 16;
/** A narrower gap has no room for marks at both its ends. */
const MARKED_GAP_PX = 12;

/** From this difference on a detour along the column is better than a steep diagonal beside it. */
const STEEP_PX = 2;

/** Where lines and dots go: a path. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
}

/**
 * Adds min/max columns to one path. Neighbouring columns run low-high, then high-low, so that no
 * diagonal joins them, and a spike goes up and down in its own column; a run of a single value is a
 * dot, which no path would show.
 */
export class Tracer {
  /** Segments and dots so far. */
  drawn = 0;
  /** True when there is a dot to fill. */
  hasDots = false;
  /** The gaps with room for marks at both ends. */
  readonly gaps: Gap[] = [];
  private inRun = 0;
  private x = NaN;
  private timeMs = NaN;
  /** Where the last column began and where it ended. */
  private startY = 0;
  private y = 0;
  private gapX = NaN;
  private gapY = 0;
  private gapMs = NaN;

  constructor(
    private readonly lines: Pen,
    private readonly dots: Pen,
  ) {}

  /** One that goes on where this one is, moved by so many pixels; this one stays as it is. */
  goOn(lines: Pen, dots: Pen, byPx: number): Tracer {
    const next = new Tracer(lines, dots);
    const { inRun, x, timeMs, startY, y, gapX, gapY, gapMs } = this;
    Object.assign(next, { inRun, timeMs, startY, y, gapY, gapMs, x: x + byPx, gapX: gapX + byPx });
    if (inRun > 0) lines.moveTo(x + byPx, y);
    return next;
  }

  /** One column; `rising` says which end comes first. */
  column(timeMs: number, x: number, yLo: number, yHi: number, rising: boolean): void {
    const { lines } = this;
    let first = rising ? yLo : yHi;
    let second = rising ? yHi : yLo;
    if (this.inRun === 0) {
      this.markGap(timeMs, x, first);
      lines.moveTo(x, first);
    } else {
      if (Math.abs(this.y - first) > Math.abs(this.y - second) + STEEP_PX) {
        [first, second] = [second, first];
      }
      if (Math.abs(this.y - first) > Math.abs(this.startY - first) + STEEP_PX) {
        lines.lineTo(this.x, this.startY);
      }
      lines.lineTo(x, first);
      this.drawn++;
    }
    this.startY = first;
    this.inRun++;
    if (second !== first) {
      lines.lineTo(x, second);
      this.drawn++;
      this.inRun++;
    }
    this.x = x;
    this.timeMs = timeMs;
    this.y = second;
  }

  /** What follows is not joined to what was. */
  endRun(): void {
    if (this.inRun === 0) return;
    if (this.inRun === 1) {
      this.dots.rect(this.x - DOT_PX / 2, this.y - DOT_PX / 2, DOT_PX, DOT_PX);
      this.hasDots = true;
      this.drawn++;
    }
    this.inRun = 0;
    this.gapX = this.x;
    this.gapY = this.y;
    this.gapMs = this.timeMs;
  }

  /** After the last column: nothing has come since, up to `toMs` at `toX`. */
  openGap(toMs: number, toX: number): void {
    this.endRun();
    if (!(toX - this.gapX >= MARKED_GAP_PX)) return;
    this.mark(this.gapX, this.gapY);
    const { gapX: fromX, gapY: y, gapMs: fromMs } = this;
    this.gaps.push({ fromX, toX, y, fromMs, toMs, open: true });
  }

  /** Two upright marks say that a gap is a gap, and not the end of a line. */
  private markGap(toMs: number, toX: number, y: number): void {
    if (!(toX - this.gapX >= MARKED_GAP_PX)) return;
    this.mark(this.gapX, this.gapY);
    this.mark(toX, y);
    const { gapX: fromX, gapMs: fromMs } = this;
    this.gaps.push({ fromX, toX, y: (this.gapY + y) / 2, fromMs, toMs, open: false });
  }

  private mark(x: number, y: number): void {
    this.lines.moveTo(x, y - GAP_MARK_PX / 2);
    this.lines.lineTo(x, y + GAP_MARK_PX / 2);
  }
}
