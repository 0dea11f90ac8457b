import type { Gap } from './gapWords';

const DOT_PX = 2.5;
const GAP_MARK_PX = 16;
/** A narrower gap has no room for marks at both its ends. */
const MARKED_GAP_PX = 12;

/** From this difference on a detour along the column is better than a steep diagonal beside it. */
const STEEP_PX = 2;

/**
 * Adds min/max columns to one path. Neighbouring columns run low-high, then high-low, so that no
 * diagonal joins them, and a spike goes up and down in its own column; a run of a single value is a
 * dot, which no path would show.
 */
export class Tracer {
  /** Segments and dots so far. */
  drawn = 0;
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

  constructor(private readonly ctx: CanvasRenderingContext2D) {}

  begin(): void {
    this.ctx.beginPath();
  }

  /** One column; `rising` says which end comes first. */
  column(timeMs: number, x: number, yLo: number, yHi: number, rising: boolean): void {
    const { ctx } = this;
    let first = rising ? yLo : yHi;
    let second = rising ? yHi : yLo;
    if (this.inRun === 0) {
      this.markGap(timeMs, x, first);
      ctx.moveTo(x, first);
    } else {
      if (Math.abs(this.y - first) > Math.abs(this.y - second) + STEEP_PX) {
        [first, second] = [second, first];
      }
      if (Math.abs(this.y - first) > Math.abs(this.startY - first) + STEEP_PX) {
        ctx.lineTo(this.x, this.startY);
      }
      ctx.lineTo(x, first);
      this.drawn++;
    }
    this.startY = first;
    this.inRun++;
    if (second !== first) {
      ctx.lineTo(x, second);
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
      this.ctx.fillRect(this.x - DOT_PX / 2, this.y - DOT_PX / 2, DOT_PX, DOT_PX);
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
    this.ctx.moveTo(x, y - GAP_MARK_PX / 2);
    this.ctx.lineTo(x, y + GAP_MARK_PX / 2);
  }
}
