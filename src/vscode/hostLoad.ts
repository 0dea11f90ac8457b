import { performance } from 'node:perf_hooks';

/** What of `performance.eventLoopUtilization` is needed. */
export type Utilization = typeof performance.eventLoopUtilization;

/**
 * How busy the extension host's thread is. Runs no timer: it measures from one reading to the next, so whoever shows it
 * sees the time since it was last shown.
 */
export class HostLoad {
  private last: ReturnType<Utilization>;
  private share = 0;

  constructor(private readonly utilization: Utilization = performance.eventLoopUtilization) {
    this.last = utilization();
  }

  /** Share of the time since the last reading in which the thread was busy, 0 to 1. */
  read(): number {
    const now = this.utilization();
    const spent = this.utilization(now, this.last);
    // Two readings at one moment have no time between them.
    if (spent.idle + spent.active < 1) return this.share;
    this.last = now;
    this.share = spent.utilization;
    return this.share;
  }
}
