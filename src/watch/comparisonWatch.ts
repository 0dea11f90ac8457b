import type { NamedColumn } from '../model';
import type { Comparison } from './comparison';

/**
 * Asks a comparison again with every sample of its channels, in the order of their times, each channel with the value it
 * had last; samples of several channels at one time, as of one frame, are taken together. Tells when it comes to hold,
 * not that it holds still.
 */
export class ComparisonWatch {
  private readonly values: Float64Array;
  private held = false;

  constructor(private readonly comparison: Comparison) {
    this.values = new Float64Array(comparison.channels.length).fill(NaN);
  }

  /** Time of the first sample with which it came to hold; undefined when it did not. */
  observe(columns: readonly NamedColumn[]): number | undefined {
    const { channels } = this.comparison;
    const inputs = channels.map((name) => columns.find((column) => column.name === name));
    if (inputs.every((input) => input === undefined)) return undefined;
    const next = new Int32Array(inputs.length);
    let firstMs: number | undefined;
    for (;;) {
      const timeMs = earliest(inputs, next);
      if (timeMs === Infinity) return firstMs;
      for (let i = 0; i < inputs.length; i++) {
        const input = inputs[i];
        if (input !== undefined && next[i] < input.times.length && input.times[next[i]] <= timeMs) {
          this.values[i] = input.values[next[i]++];
        }
      }
      if (this.comesToHold()) firstMs ??= timeMs;
    }
  }

  private comesToHold(): boolean {
    const before = this.held;
    this.held = this.comparison.holds(this.values);
    return this.held && !before;
  }
}

function earliest(inputs: readonly (NamedColumn | undefined)[], next: Int32Array): number {
  let timeMs = Infinity;
  for (let i = 0; i < inputs.length; i++) {
    const times = inputs[i]?.times;
    if (times !== undefined && next[i] < times.length && times[next[i]] < timeMs) {
      timeMs = times[next[i]];
    }
  }
  return timeMs;
}
