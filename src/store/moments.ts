/**
 * Count, mean and squared deviations of finite values; two of them merge exactly (Chan, Golub and LeVeque 1979). The
 * values are summed as distances from one of them, so large offsets cost no digits.
 */
export class Moments {
  private n = 0;
  private shift = 0;
  private sum = 0;
  private squares = 0;

  /** Values counted. */
  get count(): number {
    return this.n;
  }

  /** NaN when nothing was counted. */
  get mean(): number {
    return this.n === 0 ? NaN : this.shift + this.sum / this.n;
  }

  /** Standard deviation of the population, NaN when nothing was counted. */
  get deviation(): number {
    return this.n === 0 ? NaN : Math.sqrt(this.squaredDeviations / this.n);
  }

  /** Counts values[from] to values[to - 1]; NaN is not counted. */
  add(values: Float64Array, from: number, to: number): void {
    const origin = this.originFor(values, from, to);
    let gaps = 0;
    let sum = 0;
    let squares = 0;
    for (let i = from; i < to; i++) {
      const distance = values[i] - origin;
      if (distance !== distance) {
        gaps++;
        continue;
      }
      sum += distance;
      squares += distance * distance;
    }
    this.addSums(to - from - gaps, sum, squares);
  }

  /**
   * Where distances are counted from: the first finite value ever, of these where none was counted yet. It is one of the
   * values, so no distance is large beside the deviation that all of them have.
   */
  originFor(values: Float64Array, from: number, to: number): number {
    for (let i = from; this.n === 0 && i < to; i++) {
      if (values[i] === values[i]) return (this.shift = values[i]);
    }
    return this.shift;
  }

  /** Counts `count` values by the sums of their distances from the origin, and of the squares of these. */
  addSums(count: number, sum: number, squares: number): void {
    this.n += count;
    this.sum += sum;
    this.squares += squares;
  }

  /** Counts all that the other has counted. */
  merge(other: Moments): void {
    if (other.n === 0) return;
    const n = this.n + other.n;
    const mean = this.n === 0 ? other.mean : this.mean;
    const own = this.n === 0 ? 0 : this.squaredDeviations;
    const apart = other.mean - mean;
    this.squares = own + other.squaredDeviations + apart * apart * ((this.n * other.n) / n);
    this.shift = mean + apart * (other.n / n);
    this.sum = 0;
    this.n = n;
  }

  private get squaredDeviations(): number {
    return Math.max(0, this.squares - (this.sum * this.sum) / this.n);
  }
}
