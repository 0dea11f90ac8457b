/** Heights of the rows of a long list: guessed until a row was seen, measured from then on. */
export class RowHeights {
  private heights = new Float64Array(0);
  private count = 0;

  constructor(private readonly guessPx: number) {}

  /** So many rows; those that are new have the guessed height. `dropped` first ones are gone. */
  resize(count: number, dropped = 0): void {
    const kept = Math.max(0, Math.min(this.count - dropped, count));
    if (count > this.heights.length) {
      const larger = new Float64Array(Math.max(count, 2 * this.heights.length));
      larger.set(this.heights.subarray(dropped, dropped + kept));
      this.heights = larger;
    } else if (dropped > 0) this.heights.copyWithin(0, dropped, dropped + kept);
    this.heights.fill(this.guessPx, kept, count);
    this.count = count;
  }

  /** What a row turned out to be; returns by how much it differs from what was thought. */
  set(index: number, px: number): number {
    const change = px - this.heights[index];
    this.heights[index] = px;
    return change;
  }

  heightOf(index: number): number {
    return this.heights[index];
  }

  /** Where a row begins; at `count`, where the list ends. */
  topOf(index: number): number {
    let px = 0;
    for (let i = 0; i < index && i < this.count; i++) px += this.heights[i];
    return px;
  }

  /** The rows that touch [fromPx, toPx). */
  between(fromPx: number, toPx: number): { from: number; to: number; topPx: number } {
    let from = 0;
    let topPx = 0;
    while (from < this.count - 1 && topPx + this.heights[from] <= fromPx) {
      topPx += this.heights[from++];
    }
    let to = from;
    for (let px = topPx; to < this.count && px < toPx; to++) px += this.heights[to];
    return { from, to, topPx };
  }
}
