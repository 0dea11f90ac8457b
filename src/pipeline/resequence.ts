/**
 * Puts results back into the order in which their work was taken. Holds at most as many as workers
 * have in flight, since a number is given out only when a worker takes the work.
 */
export class Resequencer<T> {
  private readonly early = new Map<number, T>();
  private nextOut = 0;
  private nextIn = 0;

  constructor(private readonly emit: (result: T) => void) {}

  /** Results that wait for an earlier one. */
  get waiting(): number {
    return this.early.size;
  }

  /** The number of the next piece of work; every number must be put exactly once. */
  issue(): number {
    return this.nextIn++;
  }

  /** Takes a result and emits all that are in order now. */
  put(sequence: number, result: T): void {
    if (sequence !== this.nextOut) {
      this.early.set(sequence, result);
      return;
    }
    this.nextOut++;
    this.emit(result);
    for (;;) {
      const next = this.early.get(this.nextOut);
      if (next === undefined) return;
      this.early.delete(this.nextOut);
      this.nextOut++;
      this.emit(next);
    }
  }
}
