import type { Limit } from '../model';

/** What a limit made of some samples, in their order. */
export interface LimitStep {
  readonly raised: boolean;
  readonly timeMs: number;
  readonly value: number;
}

/**
 * An alarm stands at least so long. Noise about a bound without hysteresis would else raise and clear it with every
 * other sample: at 1 MS/s half a million events a second, whose texts alone kept the host busy for 14 s.
 */
export const LEAST_ALARM_MS = 10;

/**
 * One limit on one channel, sample by sample, on the samples' own times, so that a replay decides the same. A value outside for
 * `persistenceMs` raises it; one inside by the hysteresis clears it, not before LEAST_ALARM_MS. A gap (NaN, or a
 * stream that broke) does neither: what is known stays, and the persistence begins anew after it.
 */
export class LimitState {
  private isRaised = false;
  private raisedMs = NaN;
  /** Since when values have been outside without a break, NaN when the last one was not. */
  private outsideMs = NaN;
  private readonly clearAt: number;

  constructor(readonly limit: Limit) {
    const { side, bound, hysteresis } = limit;
    this.clearAt = side === 'high' ? bound - hysteresis : bound + hysteresis;
  }

  /**
   * True when no value between min and max can change anything: the samples need not be looked at. So it is for samples
   * without a finite one too (Infinity, -Infinity), unless a persistence is under way, which their gap ends.
   */
  ignores(min: number, max: number): boolean {
    const { side, bound } = this.limit;
    const high = side === 'high';
    if (this.isRaised) return high ? min > this.clearAt : max < this.clearAt;
    if (this.outsideMs === this.outsideMs) return false;
    return high ? max <= bound : min >= bound;
  }

  /** Looks at one sample; what it changed, or undefined. */
  next(timeMs: number, value: number): LimitStep | undefined {
    if (value !== value) {
      this.gap();
      return undefined;
    }
    if (this.isRaised)
      return this.clears(timeMs, value) ? this.change(false, timeMs, value) : undefined;
    if (!this.isOutside(value)) {
      this.outsideMs = NaN;
      return undefined;
    }
    // Also when time was set back: else the persistence would last until it has caught up.
    if (!(this.outsideMs <= timeMs)) this.outsideMs = timeMs;
    const lastedMs = timeMs - this.outsideMs;
    return lastedMs >= this.limit.persistenceMs ? this.change(true, timeMs, value) : undefined;
  }

  /** No values are known for a while. */
  gap(): void {
    this.outsideMs = NaN;
  }

  private isOutside(value: number): boolean {
    const { side, bound } = this.limit;
    return side === 'high' ? value > bound : value < bound;
  }

  /** Inside by the hysteresis; without one, on the bound is inside. */
  private clears(timeMs: number, value: number): boolean {
    // A clock that was set back must not hold the alarm for ever.
    const stoodMs = Math.abs(timeMs - this.raisedMs);
    if (stoodMs < LEAST_ALARM_MS) return false;
    return this.limit.side === 'high' ? value <= this.clearAt : value >= this.clearAt;
  }

  private change(raised: boolean, timeMs: number, value: number): LimitStep {
    this.isRaised = raised;
    this.raisedMs = timeMs;
    this.outsideMs = NaN;
    return { raised, timeMs, value };
  }
}
