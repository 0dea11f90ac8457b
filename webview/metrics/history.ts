/** Metrics of the last minute, at most four a second: bounded, for sparklines and trends. */
export class MetricHistory {
  private readonly times: Float64Array;
  private readonly values: Float64Array;
  private count = 0;
  private next = 0;

  /** `lines`: how many values each moment has. */
  constructor(
    readonly lines: number,
    private readonly spanMs = 60_000,
    private readonly stepMs = 240,
  ) {
    const capacity = Math.ceil(spanMs / stepMs) + 2;
    this.times = new Float64Array(capacity);
    this.values = new Float64Array(capacity * lines);
  }

  /** Takes the values of a moment; one that comes too soon after the last replaces it. */
  add(timeMs: number, values: readonly number[]): void {
    const last = this.indexOf(this.count - 1);
    const lastMs = this.count === 0 ? -Infinity : this.times[last];
    if (timeMs < lastMs) this.clear();
    const replaces =
      this.count > 1 && timeMs - this.times[this.indexOf(this.count - 2)] < this.stepMs;
    const at = replaces ? last : this.next;
    this.times[at] = timeMs;
    for (let i = 0; i < this.lines; i++) this.values[at * this.lines + i] = values[i];
    if (replaces) return;
    this.next = (this.next + 1) % this.times.length;
    this.count = Math.min(this.count + 1, this.times.length);
  }

  /** Forgets all: another device, another clock. */
  clear(): void {
    this.count = 0;
    this.next = 0;
  }

  /** One line's points of the minute before `endMs`, oldest first: [ms before the end, value]. */
  line(index: number, endMs: number): [agoMs: number, value: number][] {
    const points: [number, number][] = [];
    for (let i = 0; i < this.count; i++) {
      const at = this.indexOf(i);
      const agoMs = endMs - this.times[at];
      const value = this.values[at * this.lines + index];
      if (agoMs <= this.spanMs && Number.isFinite(value)) points.push([agoMs, value]);
    }
    return points;
  }

  /** Where the `i`-th oldest lies. */
  private indexOf(i: number): number {
    const capacity = this.times.length;
    return (this.next - this.count + i + 2 * capacity) % capacity;
  }
}
