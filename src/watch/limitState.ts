import type { Limit } from '../model';

/** What a limit made of some samples, in their order. */
export interface LimitStep {
  readonly raised: boolean;
  readonly timeMs: number;
  readonly value: number;
}

/**
 * One limit on one channel, sample by sample, on the samples' own times, so that a replay decides the same. A value outside for
 * `persistenceMs` raises it; one inside by the hysteresis clears it. A gap (NaN) does neither: what is known stays,
 * and the persistence begins anew after it.
 */
export class LimitState {
  private isRaised = false;
  /** Since when values have been outside without a break, NaN when the last one was not. */
  private outsideMs = NaN;
  private readonly clearAt: number;

  constructor(readonly limit: Limit) {
    const { side, bound, hysteresis } = limit;
    this.clearAt = side === 'high' ? bound - hysteresis : bound + hysteresis;
  }

  get raised(): boolean {
    return this.isRaised;
  }

  /** True when no value between min and max can change anything: the samples need not be looked at. */
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
      this.outsideMs = NaN;
      return undefined;
    }
    if (this.isRaised) return this.clears(value) ? this.change(false, timeMs, value) : undefined;
    if (!this.isOutside(value)) {
      this.outsideMs = NaN;
      return undefined;
    }
    if (this.outsideMs !== this.outsideMs) this.outsideMs = timeMs;
    const lastedMs = timeMs - this.outsideMs;
    return lastedMs >= this.limit.persistenceMs ? this.change(true, timeMs, value) : undefined;
  }

  private isOutside(value: number): boolean {
    const { side, bound } = this.limit;
    return side === 'high' ? value > bound : value < bound;
  }

  /** Inside by the hysteresis; without one, on the bound is inside. */
  private clears(value: number): boolean {
    return this.limit.side === 'high' ? value <= this.clearAt : value >= this.clearAt;
  }

  private change(raised: boolean, timeMs: number, value: number): LimitStep {
    this.isRaised = raised;
    this.outsideMs = NaN;
    return { raised, timeMs, value };
  }
}
