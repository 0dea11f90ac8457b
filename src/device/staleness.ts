import type { DeviceClock } from './clock';

/** Calls when no frame has come for `staleAfterMs` while watching, and again for each further such time. */
export class Staleness {
  private lastMs = 0;
  private on = false;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly staleAfterMs: number,
    private readonly clock: DeviceClock,
    private readonly onStale: (timeMs: number) => void,
  ) {}

  /** Nothing is stale while the link is not open or the device does not measure. */
  set watching(on: boolean) {
    if (on === this.on) return;
    this.on = on;
    this.lastMs = this.clock.nowMs();
    this.arm();
  }

  /** A frame has come. */
  alive(timeMs: number): void {
    this.lastMs = timeMs;
  }

  dispose(): void {
    this.on = false;
    this.arm();
  }

  private arm(): void {
    this.cancel?.();
    this.cancel = undefined;
    if (!this.on || this.staleAfterMs <= 0) return;
    const dueMs = this.lastMs + this.staleAfterMs - this.clock.nowMs();
    this.cancel = this.clock.after(Math.max(0, Math.ceil(dueMs)), () => {
      const nowMs = this.clock.nowMs();
      if (nowMs - this.lastMs >= this.staleAfterMs) {
        this.lastMs = nowMs;
        this.onStale(nowMs);
      }
      this.arm();
    });
  }
}
