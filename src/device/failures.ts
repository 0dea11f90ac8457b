/** Folds failures of one cause within a window into one, so that a burst of noise is one decision. */
export class FailureWindow {
  private readonly countedMs = new Map<string, number>();

  constructor(private readonly windowMs: number) {}

  /** True when this failure counts. */
  counts(cause: string, timeMs: number): boolean {
    const last = this.countedMs.get(cause);
    if (last !== undefined && timeMs - last < this.windowMs && timeMs >= last) return false;
    this.countedMs.set(cause, timeMs);
    return true;
  }

  /** Forgets all. */
  clear(): void {
    this.countedMs.clear();
  }
}
