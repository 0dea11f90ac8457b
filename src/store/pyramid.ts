/** Nodes of one level make one of the next. */
const FAN = 16;

interface Level {
  readonly min: number[];
  readonly max: number[];
  /** Nodes let go of so far. */
  gone: number;
  /** What the next node has gathered. */
  gathered: number;
  lo: number;
  hi: number;
}

/**
 * Extremes over 16, 256, 4,096 ... segments of a ring, kept as segments fill up: a query over hours looks at as
 * many nodes as it wants columns. Segments are numbered from the first that ever was.
 */
export class Pyramid {
  private readonly levels: Level[] = [];

  /** The next segment is full; NaN extremes = it holds a gap. */
  push(min: number, max: number): void {
    let lo = min;
    let hi = max;
    for (let depth = 0; ; depth++) {
      const level = (this.levels[depth] ??= newLevel());
      level.lo = Math.min(level.lo, lo);
      level.hi = Math.max(level.hi, hi);
      if (++level.gathered < FAN) return;
      ({ lo, hi } = level);
      level.min.push(lo);
      level.max.push(hi);
      Object.assign(level, { gathered: 0, lo: Infinity, hi: -Infinity });
    }
  }

  /** The segments before this one are gone. */
  drop(firstSegment: number): void {
    let width = FAN;
    for (const level of this.levels) {
      while (level.gone < Math.ceil(firstSegment / width) && level.min.length > 0) {
        level.min.shift();
        level.max.shift();
        level.gone++;
      }
      width *= FAN;
    }
  }

  /**
   * Offers the nodes that begin at a segment and hold no gap, the widest first, until one is taken; returns its
   * number of segments, 0 when none is.
   */
  find(segment: number, take: (segments: number, min: number, max: number) => boolean): number {
    if (segment % FAN !== 0) return 0;
    for (let depth = this.levels.length - 1; depth >= 0; depth--) {
      const width = FAN ** (depth + 1);
      if (segment % width !== 0) continue;
      const { min, max, gone } = this.levels[depth];
      const n = segment / width - gone;
      const isKnown = n >= 0 && n < min.length && min[n] === min[n];
      if (isKnown && take(width, min[n], max[n])) return width;
    }
    return 0;
  }
}

function newLevel(): Level {
  return { min: [], max: [], gone: 0, gathered: 0, lo: Infinity, hi: -Infinity };
}
