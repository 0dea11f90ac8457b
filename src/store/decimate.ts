import type { SeriesColumns } from '../model';

/**
 * Folds samples in time order to min and max per column. Column k covers [k * columnMs, (k + 1) *
 * columnMs): an absolute grid, so that columns stay the same while the view scrolls. A column with one
 * sample keeps its exact time; a NaN value closes the column and adds a row that breaks the line.
 */
export class ColumnBuilder {
  private rows = new Float64Array(3 * 256);
  private count = 0;
  private open = 0;
  private edgeMs = -Infinity;
  private firstMs = 0;
  private lo = 0;
  private hi = 0;

  constructor(private readonly columnMs: number) {
    if (!(columnMs > 0)) throw new RangeError('columnMs must be above 0.');
  }

  /** Adds one sample, not before the last one. */
  add(timeMs: number, value: number): void {
    if (value !== value) {
      this.flush();
      this.push(timeMs, NaN, NaN);
      return;
    }
    if (this.open === 0 || timeMs >= this.edgeMs) {
      this.flush();
      this.begin(timeMs);
      this.lo = this.hi = value;
    } else if (value < this.lo) this.lo = value;
    else if (value > this.hi) this.hi = value;
    this.open++;
  }

  /**
   * Adds a run of samples by their extremes; false when it does not lie within one column, or they are NaN
   * because it holds a gap.
   */
  addRun(firstMs: number, lastMs: number, count: number, min: number, max: number): boolean {
    if (min !== min) return false;
    const opens = this.open === 0 || firstMs >= this.edgeMs;
    if (lastMs >= (opens ? this.edgeOf(firstMs) : this.edgeMs)) return false;
    if (opens) {
      this.flush();
      this.begin(firstMs);
      this.lo = min;
      this.hi = max;
    } else {
      if (min < this.lo) this.lo = min;
      if (max > this.hi) this.hi = max;
    }
    this.open += count;
    return true;
  }

  /** The rows so far, each array tight. */
  finish(): SeriesColumns {
    this.flush();
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

  private begin(timeMs: number): void {
    this.firstMs = timeMs;
    this.edgeMs = this.edgeOf(timeMs);
  }

  private edgeOf(timeMs: number): number {
    return (Math.floor(timeMs / this.columnMs) + 1) * this.columnMs;
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
    this.rows.set([timeMs, lo, hi], 3 * this.count);
    this.count++;
  }
}
