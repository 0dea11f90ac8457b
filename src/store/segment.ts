import type { ColumnBuilder } from './decimate';
import { Moments } from './moments';

/** Samples a segment holds: 32 KiB, small enough for 64 slow channels, large enough to skip whole. */
export const SEGMENT_SAMPLES = 2048;
/** Samples whose extremes are kept: an outline of the store looks at a few blocks per column, not at all samples. */
const BLOCK = 64;
/** From so many samples a column on, its edge is looked for. */
const BISECT_SAMPLES = 2 * BLOCK;
const BLOCKS = SEGMENT_SAMPLES / BLOCK;
/** Low, high and count of a block's finite values. */
const PER_BLOCK = 3;
const FLOATS = 2 * SEGMENT_SAMPLES + PER_BLOCK * BLOCKS;
/** What V8 keeps of a segment beside its numbers: the objects, and a record of its memory. Measured over 8,000 of them. */
const OBJECT_BYTES = 1024;
/** The memory of a segment's numbers. */
export const MEMORY_BYTES = FLOATS * 8;
/** All that a segment takes. */
export const SEGMENT_BYTES = MEMORY_BYTES + OBJECT_BYTES;

/** A run of one channel's samples in time order, appended to until it is full. */
export class Segment {
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** When it was begun, on its owner's clock. */
  begunMs = 0;
  private ofFinite = new Moments();
  /** PER_BLOCK numbers of each block; Infinity, -Infinity and 0 while it has no finite value. */
  private readonly blocks: Float64Array;
  private held = 0;
  private low = Infinity;
  private high = -Infinity;

  /** In MEMORY_BYTES of memory, see `MemoryOrder`: one buffer, since each costs the garbage collector as much as a large one. */
  constructor(readonly memory = new SharedArrayBuffer(MEMORY_BYTES)) {
    this.times = new Float64Array(memory, 0, SEGMENT_SAMPLES);
    this.values = new Float64Array(memory, this.times.byteLength, SEGMENT_SAMPLES);
    this.blocks = new Float64Array(memory, 2 * this.times.byteLength, PER_BLOCK * BLOCKS);
    this.clear();
  }

  /** Lets go of all samples: it may be filled again. */
  clear(): void {
    this.held = 0;
    this.low = Infinity;
    this.high = -Infinity;
    this.ofFinite = new Moments();
    for (let i = 0; i < this.blocks.length; i += PER_BLOCK) {
      this.blocks[i] = Infinity;
      this.blocks[i + 1] = -Infinity;
      this.blocks[i + 2] = 0;
    }
  }

  /** Of the finite values. */
  get moments(): Moments {
    return this.ofFinite;
  }

  get length(): number {
    return this.held;
  }

  get isFull(): boolean {
    return this.held === SEGMENT_SAMPLES;
  }

  /** True when a value is NaN. */
  get hasGap(): boolean {
    return this.ofFinite.count < this.held;
  }

  /** Over the finite values; Infinity and -Infinity without one. */
  get min(): number {
    return this.low;
  }

  get max(): number {
    return this.high;
  }

  get firstMs(): number {
    return this.times[0];
  }

  get lastMs(): number {
    return this.times[this.held - 1];
  }

  /** Takes as many samples from index `from` on as fit, none before `lastMs`; returns the index after them. */
  fill(times: Float64Array, values: Float64Array, from: number, lastMs: number): number {
    const { times: ownTimes, values: ownValues, blocks, moments } = this;
    const to = Math.min(times.length, from + SEGMENT_SAMPLES - this.held);
    const origin = moments.originFor(values, from, to);
    // The plus keeps it a plain double: as it comes, V8 boxes it anew for every sample, 16 bytes of garbage each, for which the
    // young generation grows to 62 MiB.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- it changes how V8 keeps it
    let last = +lastMs;
    let count = 0;
    let sum = 0;
    let squares = 0;
    // One loop for all that is known of a sample: two cost the store another third of its speed.
    for (let i = from, at = this.held; i < to;) {
      const end = Math.min(to, i + BLOCK - (at % BLOCK));
      const block = PER_BLOCK * Math.floor(at / BLOCK);
      let low = blocks[block];
      let high = blocks[block + 1];
      let finite = end - i;
      for (; i < end; i++, at++) {
        const timeMs = times[i];
        const value = values[i];
        if (timeMs > last) last = timeMs;
        ownTimes[at] = last;
        ownValues[at] = value;
        if (value < low) low = value;
        if (value > high) high = value;
        const distance = value - origin;
        if (distance !== distance) {
          finite--;
        } else {
          sum += distance;
          squares += distance * distance;
        }
      }
      this.setBlock(block, low, high, finite);
      count += finite;
    }
    moments.addSums(count, sum, squares);
    this.held += to - from;
    return to;
  }

  /** Index of the first sample at or after `timeMs`. */
  firstAt(timeMs: number): number {
    if (timeMs <= this.firstMs) return 0;
    if (timeMs > this.lastMs) return this.held;
    return this.firstAtBetween(timeMs, 0, this.held);
  }

  /** Index of the first sample after `timeMs`. */
  firstAfter(timeMs: number): number {
    if (timeMs >= this.lastMs) return this.held;
    let low = 0;
    let high = this.held;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.times[mid] <= timeMs) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  /** Folds samples `from` to `to - 1` into columns; what lies within one column is not looked into. */
  foldInto(out: ColumnBuilder, from: number, to: number): void {
    const { count } = this.moments;
    const isWhole = from === 0 && to === this.held;
    if (isWhole && this.foldRun(out, from, to, count, this.low, this.high)) return;
    const columns = out.columnsIn(this.times[from], this.times[to - 1]);
    if ((to - from) / columns >= BISECT_SAMPLES) this.foldColumns(out, from, to);
    else this.foldBlocks(out, from, to);
  }

  /**
   * Looks for the columns' edges by halves, so that the times between them are not read: most of what a wide view costs is
   * memory that is far away. 12.5 M samples on 1,000 columns: 1.6 ms instead of 6.
   */
  private foldColumns(out: ColumnBuilder, from: number, to: number): void {
    const { times, blocks } = this;
    for (let i = from; i < to;) {
      const timeMs = times[i];
      const edge = this.firstAtBetween(out.edgeAfter(timeMs), i + 1, to);
      // Blocks without a gap that lie within the column need no time of their own.
      const firstBlock = Math.ceil(i / BLOCK);
      const blocksEnd = Math.max(firstBlock, Math.floor(edge / BLOCK));
      const bodyFrom = Math.min(edge, firstBlock * BLOCK);
      this.foldBlocks(out, i, bodyFrom);
      for (let block = firstBlock; block < blocksEnd; block++) {
        const at = PER_BLOCK * block;
        if (blocks[at + 2] === BLOCK) {
          out.addWhole(timeMs, timeMs, BLOCK, blocks[at], blocks[at + 1]);
        } else this.foldBlocks(out, block * BLOCK, (block + 1) * BLOCK);
      }
      this.foldBlocks(out, Math.max(bodyFrom, blocksEnd * BLOCK), edge);
      i = edge;
    }
  }

  private foldBlocks(out: ColumnBuilder, from: number, to: number): void {
    for (let i = from; i < to;) {
      const end = Math.min(to, i + BLOCK - (i % BLOCK));
      if (end - i < BLOCK || !this.foldBlock(out, i)) {
        for (let k = i; k < end; k++) out.add(this.times[k], this.values[k]);
      }
      i = end;
    }
  }

  /** Index of the first sample at or after `timeMs` of those from `from` on; `to` when there is none before it. */
  private firstAtBetween(timeMs: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.times[mid] < timeMs) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  private foldBlock(out: ColumnBuilder, i: number): boolean {
    const { blocks } = this;
    const at = (PER_BLOCK * i) / BLOCK;
    return this.foldRun(out, i, i + BLOCK, blocks[at + 2], blocks[at], blocks[at + 1]);
  }

  /** Folds samples of which `finite` are finite values without looking into them; false when that cannot be. */
  private foldRun(
    out: ColumnBuilder,
    from: number,
    to: number,
    finite: number,
    low: number,
    high: number,
  ): boolean {
    const { times, values } = this;
    const hasGap = finite < to - from;
    // The column shows its one gap already: of these samples' only one that goes on behind them counts.
    if (hasGap && (finite === 1 || !out.isBrokenUntil(times[to - 1]))) return false;
    if (finite > 0 && !out.addWhole(times[from], times[to - 1], finite, low, high)) return false;
    if (!hasGap) return true;
    let gap = finite === 0 ? from : to;
    while (gap > from && values[gap - 1] !== values[gap - 1]) gap--;
    if (gap < to) out.add(times[gap], NaN);
    return true;
  }

  private setBlock(block: number, low: number, high: number, moreFinite: number): void {
    const { blocks } = this;
    blocks[block] = low;
    blocks[block + 1] = high;
    blocks[block + 2] += moreFinite;
    if (low < this.low) this.low = low;
    if (high > this.high) this.high = high;
  }
}
