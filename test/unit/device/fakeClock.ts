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
    const nextDue = () =>
      this.timers
        .filter((t) => t.dueMs <= endMs)
        .sort((a, b) => a.dueMs - b.dueMs)
        .at(0);
    for (let next = nextDue(); next !== undefined; next = nextDue()) {
      const fired = next;
      this.timers = this.timers.filter((t) => t !== fired);
      this.timeMs = Math.max(this.timeMs, fired.dueMs);
      fired.call();
    }
    this.timeMs = endMs;
  }
}
