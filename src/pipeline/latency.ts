import type { Latency } from '../model';

/** The last `capacity` latencies of one stage; percentiles are worked out only when asked for. */
export class LatencyWindow {
  private readonly ring: Float64Array;
  private written = 0;

  constructor(capacity = 1024) {
    this.ring = new Float64Array(capacity);
  }

  /** Adds one latency in milliseconds. */
  add(ms: number): void {
    this.ring[this.written++ % this.ring.length] = ms;
  }

  /** Nearest-rank percentiles over the window; NaN before the first latency. */
  read(): Latency {
    const sorted = this.ring.slice(0, Math.min(this.written, this.ring.length)).sort();
    const at = (p: number) =>
      sorted.length === 0 ? NaN : sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }
}
