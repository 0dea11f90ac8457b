import type { SeriesColumns } from '../model';

/**
 * Folds samples in time order to min and max per column. Column k covers [k * columnMs, (k + 1) *
 * columnMs): an absolute grid, so that columns stay the same while the view scrolls. A column with one
 * sample keeps its exact time. A NaN value adds a row that breaks the line; a column shows one gap inside it and one
 * that goes on behind it, and those in between, narrower than a pixel, are left out: never more than four rows.
 */
export class ColumnBuilder {
  private rows = new Float64Array(3 * 256);
  private count = 0;
  private edgeMs = -Infinity;
  /** Samples since the last row. */
  private open = 0;
  private firstMs = 0;
  private lo = 0;
  private hi = 0;
  /** The column has shown its gap. */
  private isBroken = false;
  /** When a further gap began that no value has ended yet; NaN without one. */
  private gapMs = NaN;

  constructor(private readonly columnMs: number) {
    if (!(columnMs > 0)) throw new RangeError('columnMs must be above 0.');
  }

  /** Adds one sample, not before the last one. */
  add(timeMs: number, value: number): void {
    if (value !== value) {
      this.addGap(timeMs);
      return;
    }
    if (timeMs >= this.edgeMs) this.begin(timeMs);
    this.take(timeMs, 1, value, value);
  }

  /**
   * Adds `length` samples by their extremes; false, and nothing is added, when they do not lie within one column. Gaps
   * among them are allowed where `isBrokenUntil(lastMs)`.
   */
  addWhole(firstMs: number, lastMs: number, length: number, min: number, max: number): boolean {
    if (Math.floor(firstMs / this.columnMs) !== Math.floor(lastMs / this.columnMs)) return false;
    if (firstMs >= this.edgeMs) this.begin(firstMs);
    this.take(firstMs, length, min, max);
    return true;
  }

  /** Where the column ends that `timeMs` lies in. */
  edgeAfter(timeMs: number): number {
    const { columnMs, edgeMs } = this;
    return timeMs < edgeMs ? edgeMs : (Math.floor(timeMs / columnMs) + 1) * columnMs;
  }

  /** On how many columns a range lies. */
  columnsIn(firstMs: number, lastMs: number): number {
    return Math.floor(lastMs / this.columnMs) - Math.floor(firstMs / this.columnMs) + 1;
  }

  /** True when all until `lastMs` lies within the column under way, and it has shown its gap. */
  isBrokenUntil(lastMs: number): boolean {
    return this.isBroken && lastMs < this.edgeMs;
  }

  /** The rows so far, each array tight. */
  finish(): SeriesColumns {
    this.end();
    const times = new Float64Array(this.count);
    const lo = new Float64Array(this.count);
    const hi = new Float64Array(this.count);
    for (let i = 0; i < this.count; i++) {
      times[i] = this.rows[3 * i];
      lo[i] = this.rows[3 * i + 1];
      hi[i] = this.rows[3 * i + 2];
    }
    return { times, lo, hi };
  }

  private take(timeMs: number, length: number, min: number, max: number): void {
    this.gapMs = NaN;
    if (this.open === 0) {
      this.firstMs = timeMs;
      this.lo = min;
      this.hi = max;
    } else {
      if (min < this.lo) this.lo = min;
      if (max > this.hi) this.hi = max;
    }
    this.open += length;
  }

  private addGap(timeMs: number): void {
    if (timeMs >= this.edgeMs) this.begin(timeMs);
    if (this.isBroken) {
      if (this.open > 0 && this.gapMs !== this.gapMs) this.gapMs = timeMs;
      return;
    }
    this.flush();
    this.push(timeMs, NaN, NaN);
    this.isBroken = true;
  }

  /** The column that `timeMs` lies in follows. */
  private begin(timeMs: number): void {
    this.end();
    this.edgeMs = this.edgeAfter(timeMs);
    this.isBroken = false;
  }

  private end(): void {
    this.flush();
    if (this.gapMs === this.gapMs) this.push(this.gapMs, NaN, NaN);
    this.gapMs = NaN;
  }

  private flush(): void {
    if (this.open === 0) return;
    const centreMs = this.edgeMs - this.columnMs / 2;
    this.push(this.open === 1 ? this.firstMs : centreMs, this.lo, this.hi);
    this.open = 0;
  }

  private push(timeMs: number, lo: number, hi: number): void {
    if (3 * this.count === this.rows.length) {
      const grown = new Float64Array(this.rows.length * 2);
      grown.set(this.rows);
      this.rows = grown;
    }
    const at = 3 * this.count;
    // A gap stands before its column's centre as well as after it: rows must not run backwards.
    const lastMs = at === 0 ? -Infinity : this.rows[at - 3];
    this.rows[at] = Math.max(lastMs, timeMs);
    this.rows[at + 1] = lo;
    this.rows[at + 2] = hi;
    this.count++;
  }
}
