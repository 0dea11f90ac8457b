import type { Column } from '../model';

/** More sequence channels than this are none. */
const MAX_SEQUENCES = 64;

/** Counts the frames that sequence numbers show to be missing. Fed in stream order. */
export class SequenceGaps {
  private readonly last = new Map<string, number>();
  private missing = 0;

  /** Frames that were sent and did not come, as far as sequence numbers tell. */
  get framesMissing(): number {
    return this.missing;
  }

  /** Takes the next values of a sequence channel. */
  observe({ name, values, sequenceWrap }: Column): void {
    if (sequenceWrap === undefined) return;
    let last = this.last.get(name);
    if (last === undefined && this.last.size === MAX_SEQUENCES) return;
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (last !== undefined) this.missing += stepsMissed(last, value, sequenceWrap);
      last = value;
    }
    if (last !== undefined) this.last.set(name, last);
  }
}

/** A repeated number and one that goes back are no loss: a resent frame, a restart. */
function stepsMissed(last: number, value: number, wrap: number): number {
  let step = value - last;
  if (step < 0) step += wrap;
  return step > 1 && step <= wrap / 2 ? Math.round(step) - 1 : 0;
}
