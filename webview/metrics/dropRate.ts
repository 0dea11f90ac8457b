import type { DeviceView } from '../../src/protocol';

const OVER_MS = 1000;

type Drops = readonly [source: number, queue: number, fault: number];

/** How many bytes a second each stage drops, from counters that only grow. */
export class DropRate {
  private deviceId = '';
  private fromMs = NaN;
  private from: Drops = [0, 0, 0];
  private rate: Drops = [0, 0, 0];

  /** Takes the counters of a moment; the answer stands for about a second. */
  of({ id, counters }: DeviceView, nowMs: number): Drops {
    const { bytesDroppedSource, bytesDroppedQueue, bytesDroppedFault } = counters;
    const now: Drops = [bytesDroppedSource, bytesDroppedQueue, bytesDroppedFault];
    const elapsedMs = nowMs - this.fromMs;
    if (id !== this.deviceId || !(elapsedMs >= 0)) {
      this.deviceId = id;
      this.rate = [0, 0, 0];
    } else if (elapsedMs < OVER_MS) {
      return this.rate;
    } else {
      const perSecond = (i: 0 | 1 | 2) => Math.max(0, ((now[i] - this.from[i]) * 1000) / elapsedMs);
      this.rate = [perSecond(0), perSecond(1), perSecond(2)];
    }
    this.from = now;
    this.fromMs = nowMs;
    return this.rate;
  }
}
