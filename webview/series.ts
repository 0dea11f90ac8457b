const FLOATS_PER_ROW = 3;

/**
 * One channel's columns as the page holds them: time, low, high, in time order; a NaN low breaks the line.
 * Bounded by what is in view: older rows are let go of.
 */
export class Series {
  private rows = new Float64Array(FLOATS_PER_ROW * 1024);
  private begin = 0;
  private end = 0;
  private gone = 0;
  private fixed = 0;
  private changes = 0;

  /** Number of the first row that is held: rows keep their numbers when older ones go. */
  get first(): number {
    return this.gone;
  }

  /** Grows when a row that was fixed is dropped from the new end. */
  get revision(): number {
    return this.changes;
  }

  /** Rows with numbers below this are part of a picture: `revision` says when it is no longer true. */
  fix(upTo: number): void {
    this.fixed = Math.max(this.fixed, upTo);
  }

  /** Rows held. */
  get length(): number {
    return this.end - this.begin;
  }

  timeMs(i: number): number {
    return this.rows[(this.begin + i) * FLOATS_PER_ROW];
  }

  lo(i: number): number {
    return this.rows[(this.begin + i) * FLOATS_PER_ROW + 1];
  }

  hi(i: number): number {
    return this.rows[(this.begin + i) * FLOATS_PER_ROW + 2];
  }

  /** Drops all rows from `replaceFromMs` on and appends the new ones. */
  apply(replaceFromMs: number, added: Float64Array): void {
    this.end = this.begin + this.firstAt(replaceFromMs);
    if (this.gone + this.length < this.fixed) {
      this.changes++;
      this.fixed = 0;
    }
    const count = Math.floor(added.length / FLOATS_PER_ROW);
    this.makeRoom(count);
    this.rows.set(added.subarray(0, count * FLOATS_PER_ROW), this.end * FLOATS_PER_ROW);
    this.end += count;
  }

  /** Lets go of rows before `timeMs`, but for the last of them, from which a line enters the view. */
  trim(timeMs: number): void {
    const keep = Math.max(0, this.firstAt(timeMs) - 1);
    this.begin += keep;
    this.gone += keep;
  }

  /** Index of the first row at or after `timeMs`; `length` when there is none. */
  firstAt(timeMs: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.timeMs(mid) < timeMs) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  /** Lowest and highest value of the rows in [fromMs, toMs]; Infinity, -Infinity when there is none. */
  extent(fromMs: number, toMs: number): { lo: number; hi: number } {
    let lo = Infinity;
    let hi = -Infinity;
    for (let i = this.firstAt(fromMs); i < this.length && this.timeMs(i) <= toMs; i++) {
      if (this.lo(i) < lo) lo = this.lo(i);
      if (this.hi(i) > hi) hi = this.hi(i);
    }
    return { lo, hi };
  }

  private makeRoom(count: number): void {
    if ((this.end + count) * FLOATS_PER_ROW <= this.rows.length) return;
    const needed = (this.length + count) * FLOATS_PER_ROW;
    const target =
      needed * 2 <= this.rows.length ? this.rows : new Float64Array(Math.max(needed * 2, 3072));
    target.set(this.rows.subarray(this.begin * FLOATS_PER_ROW, this.end * FLOATS_PER_ROW));
    this.end -= this.begin;
    this.begin = 0;
    this.rows = target;
  }
}
