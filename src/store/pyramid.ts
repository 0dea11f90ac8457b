import { Moments } from './moments';

/** Nodes of one level make one of the next. */
const FAN = 16;

/** What is known of some segments in a row; NaN extremes = there is a gap in them. */
export interface Node {
  readonly min: number;
  readonly max: number;
  /** Of the finite values. */
  readonly moments: Moments;
}

interface Level {
  readonly nodes: Node[];
  /** Nodes let go of so far. */
  gone: number;
  /** What the next node has gathered. */
  gathered: number;
  next: { min: number; max: number; moments: Moments };
}

/**
 * Extremes and moments over 16, 256, 4,096 ... segments of a ring, kept as segments fill up: a query over hours looks at as
 * many nodes as it wants columns, and statistics over all of it at a few dozen. Segments are numbered from the first that
 * ever was.
 */
export class Pyramid {
  private readonly levels: Level[] = [];

  /** The next segment is full. */
  push(segment: Node): void {
    let node = segment;
    for (let depth = 0; ; depth++) {
      const level = (this.levels[depth] ??= newLevel());
      const { next } = level;
      next.min = Math.min(next.min, node.min);
      next.max = Math.max(next.max, node.max);
      next.moments.merge(node.moments);
      if (++level.gathered < FAN) return;
      node = next;
      level.nodes.push(node);
      level.gathered = 0;
      level.next = emptyNode();
    }
  }

  /** The segments before this one are gone. */
  drop(firstSegment: number): void {
    let width = FAN;
    for (const level of this.levels) {
      while (level.gone < Math.ceil(firstSegment / width) && level.nodes.length > 0) {
        level.nodes.shift();
        level.gone++;
      }
      width *= FAN;
    }
  }

  /**
   * Offers the nodes that begin at a segment and hold no gap, the widest first, until one is taken; returns its
   * number of segments, 0 when none is.
   */
  find(segment: number, take: (segments: number, node: Node) => boolean): number {
    if (segment % FAN !== 0) return 0;
    for (let depth = this.levels.length - 1; depth >= 0; depth--) {
      const width = FAN ** (depth + 1);
      if (segment % width !== 0) continue;
      const { nodes, gone } = this.levels[depth];
      const n = segment / width - gone;
      const node = n < 0 ? undefined : nodes.at(n);
      if (node !== undefined && node.min === node.min && take(width, node)) return width;
    }
    return 0;
  }
}

function newLevel(): Level {
  return { nodes: [], gone: 0, gathered: 0, next: emptyNode() };
}

function emptyNode(): Level['next'] {
  return { min: Infinity, max: -Infinity, moments: new Moments() };
}
