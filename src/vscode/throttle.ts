/**
 * Calls at once, then at most once per `intervalMs`, and never loses the last call. Its one timer runs
 * only while calls come: nothing ticks when nothing changes.
 */
export class Throttle {
  private timer: NodeJS.Timeout | undefined;
  private again = false;

  constructor(
    private readonly intervalMs: number | (() => number),
    private readonly call: () => void,
  ) {}

  /** Asks for a call. */
  request(): void {
    if (this.timer !== undefined) {
      this.again = true;
      return;
    }
    const { intervalMs } = this;
    const waitMs = typeof intervalMs === 'number' ? intervalMs : intervalMs();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.again) return;
      this.again = false;
      this.request();
    }, waitMs);
    this.call();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.again = false;
  }
}
