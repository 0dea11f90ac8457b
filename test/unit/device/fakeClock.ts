import type { DeviceClock } from '../../../src/device/clock';

/** Time that passes only when the test says so; timers fire in order. */
export class FakeClock implements DeviceClock {
  private timeMs = 1000;
  private timers: { dueMs: number; call: () => void }[] = [];

  readonly nowMs = (): number => this.timeMs;

  /** Timers that have not fired. */
  get pending(): number {
    return this.timers.length;
  }

  after(delayMs: number, call: () => void): () => void {
    const timer = { dueMs: this.timeMs + delayMs, call };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((t) => t !== timer);
    };
  }

  /** Lets `ms` pass. */
  advance(ms: number): void {
    const endMs = this.timeMs + ms;
    for (;;) {
      const next = this.timers.filter((t) => t.dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((t) => t !== next);
      this.timeMs = Math.max(this.timeMs, next.dueMs);
      next.call();
    }
    this.timeMs = endMs;
  }
}
