import type { OnHit } from './stage';

/** A fault that acts all the time counts as one injection a second. */
export const CONTINUOUS_MS = 1000;

/** Counts the injections of a fault that acts all the time. */
export class Continuous {
  private nextMs = -Infinity;

  constructor(private readonly onHit: OnHit) {}

  /** It has acted at `timeMs`. */
  acts(timeMs: number): void {
    if (timeMs < this.nextMs) return;
    this.nextMs = timeMs + CONTINUOUS_MS;
    this.onHit([{ timeMs, count: 1 }]);
  }
}
