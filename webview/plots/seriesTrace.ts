import type { Series } from '../series';
import type { Gap } from './gapWords';
import { Tracer, type Pen } from './tracer';

/** Where times and values lie on a canvas. */
export interface TraceScale {
  readonly fromMs: number;
  readonly toMs: number;
  /** Device pixels a millisecond. */
  readonly perMs: number;
  /** Device pixels from the canvas' left edge to `fromMs`. */
  readonly originPx: number;
  readonly widthPx: number;
  /** Device pixels a pixel. */
  readonly ratio: number;
  /** The row of a value, and pixels a unit. */
  readonly baseY: number;
  readonly baseValue: number;
  readonly perUnit: number;
  /** Rows beyond these are as good as infinity, and safe for the rasteriser. */
  readonly topY: number;
  readonly bottomY: number;
}

/** What paths are drawn on. */
export interface TraceCanvas<P> {
  translate(x: number, y: number): void;
  stroke(path: P): void;
  fill(path: P): void;
}

/** What a draw has put on the canvas. */
export interface Traced {
  readonly gaps: readonly Gap[];
  readonly drawn: number;
}

/** The host sends the last columns again, as they fill up. */
const LOOSE_ROWS = 4;
/** A path of which more than this share of the view has gone by is made anew. */
const GONE_SHARE = 0.25;

/**
 * Draws the columns of one series. What does not change any more is kept as a path that moves on by whole device pixels with
 * the picture; only the last columns are traced in each frame.
 */
export class SeriesTrace<P extends Pen> {
  private lines: P;
  private dots: P;
  private tracer: Tracer;
  /** What the path was made for; undefined = there is none. */
  private made: TraceScale | undefined;
  private source: Series | undefined;
  private revision = NaN;
  /** Number of the next row that is not in the path. */
  private next = 0;

  constructor(private readonly makePath: () => P) {
    this.lines = makePath();
    this.dots = makePath();
    this.tracer = new Tracer(this.lines, this.dots);
  }

  /** Strokes up to `toMs`; from the last value on to `silentToMs`, where that is a number, the line has a gap. */
  draw(ctx: TraceCanvas<P>, source: Series, scale: TraceScale, silentToMs: number): Traced {
    const last = Math.min(source.length - 1, source.firstAt(scale.toMs));
    const before = this.movedPx(source, scale, last);
    if (before === undefined) this.restart(source, scale);
    const moved = (before ?? 0) / scale.ratio;
    this.extend(source, last - LOOSE_ROWS, scale);
    const lines = this.makePath();
    const dots = this.makePath();
    const end = this.tracer.goOn(lines, dots, -moved);
    traceRows(end, source, this.next - source.first, last, scale);
    end.endRun();
    if (silentToMs > scale.fromMs) end.openGap(silentToMs, silentX(silentToMs, scale));
    ctx.translate(-moved, 0);
    ctx.stroke(this.lines);
    if (this.tracer.hasDots) ctx.fill(this.dots);
    ctx.translate(moved, 0);
    ctx.stroke(lines);
    if (end.hasDots) ctx.fill(dots);
    return { gaps: this.gapsInView(end, moved, scale), drawn: this.tracer.drawn + end.drawn };
  }

  /** Device pixels by which the picture has moved on since the path was begun; undefined = it fits no more. */
  private movedPx(source: Series, scale: TraceScale, last: number): number | undefined {
    const { made } = this;
    const isSame = source === this.source && source.revision === this.revision;
    if (made === undefined || !isSame || !fits(made, scale)) return undefined;
    if (this.next < source.first || this.next > source.first + last + 1) return undefined;
    const exact = (scale.fromMs - made.fromMs) * scale.perMs;
    const moved = Math.round(exact);
    if (Math.abs(exact - moved) > 0.01 || moved < 0) return undefined;
    return moved > scale.widthPx * GONE_SHARE ? undefined : moved;
  }

  private restart(source: Series, scale: TraceScale): void {
    this.lines = this.makePath();
    this.dots = this.makePath();
    this.tracer = new Tracer(this.lines, this.dots);
    this.made = scale;
    this.source = source;
    this.revision = source.revision;
    this.next = source.first + Math.max(0, source.firstAt(scale.fromMs) - 1);
  }

  /** Adds rows up to index `last` to the path. */
  private extend(source: Series, last: number, scale: TraceScale): void {
    const from = this.next - source.first;
    if (last < from) return;
    // In the path's own place: the view has moved on since.
    traceRows(this.tracer, source, from, last, this.made ?? scale);
    this.next = source.first + last + 1;
    source.fix(this.next);
  }

  private gapsInView(end: Tracer, moved: number, scale: TraceScale): Gap[] {
    const leftPx = scale.originPx / scale.ratio;
    const kept = this.tracer.gaps.map((gap) => {
      return { ...gap, fromX: gap.fromX - moved, toX: gap.toX - moved };
    });
    return [...kept, ...end.gaps].filter(({ toX }) => toX > leftPx);
  }
}

/** True when a path for one scale only has to be moved to fit the other. */
function fits(made: TraceScale, now: TraceScale): boolean {
  return (
    made.perMs === now.perMs &&
    made.originPx === now.originPx &&
    made.widthPx === now.widthPx &&
    made.ratio === now.ratio &&
    made.baseY === now.baseY &&
    made.baseValue === now.baseValue &&
    made.perUnit === now.perUnit &&
    made.topY === now.topY &&
    made.bottomY === now.bottomY
  );
}

function traceRows(
  tracer: Tracer,
  source: Series,
  from: number,
  last: number,
  { fromMs, perMs, originPx, ratio, baseY, baseValue, perUnit, topY, bottomY }: TraceScale,
): void {
  const yOf = (v: number) => Math.min(bottomY, Math.max(topY, baseY + (v - baseValue) * perUnit));
  for (let i = Math.max(0, from); i <= last; i++) {
    const lo = source.lo(i);
    if (lo !== lo) {
      tracer.endRun();
      continue;
    }
    const timeMs = source.timeMs(i);
    const x = (originPx + Math.floor((timeMs - fromMs) * perMs) + 0.5) / ratio;
    const hi = source.hi(i);
    const yLo = yOf(lo);
    // By the column, not by the row: its order must stay while rows before it go.
    const rising = (Math.floor(timeMs * perMs) & 1) === 1;
    tracer.column(timeMs, x, yLo, lo === hi ? yLo : yOf(hi), rising);
  }
}

function silentX(toMs: number, { fromMs, perMs, originPx, widthPx, ratio }: TraceScale): number {
  return (originPx + Math.min(widthPx, (toMs - fromMs) * perMs)) / ratio;
}
