/**
 * Gives frames their times: interpolated within the block they arrived in. Asked in stream order;
 * times never run backwards within a block.
 */
export class FrameClock {
  private next = 0;
  private blockStart = 0;
  private blockEnd = 0;
  private startMs = 0;
  private msPerByte = 0;

  /** `spans` as in `DecodeJob`: per block its end offset, startMs, endMs. */
  constructor(private readonly spans: Float64Array) {
    this.advance();
  }

  /** Time of the frame that ends before `offset`. */
  timeAt(offset: number): number {
    while (offset > this.blockEnd && this.next + 2 < this.spans.length) this.advance();
    return this.startMs + (offset - this.blockStart) * this.msPerByte;
  }

  /** Turns offsets at [from, to), in stream order, into times: for many frames in a row the cheaper way. */
  toTimes(offsets: Float64Array, from: number, to: number): void {
    for (let i = from; i < to;) {
      // Moves to the block of this offset; all up to its end share one line.
      this.timeAt(offsets[i]);
      const { blockStart, startMs, msPerByte } = this;
      const isLast = this.next + 2 >= this.spans.length;
      const end = isLast ? Infinity : this.blockEnd;
      for (; i < to && offsets[i] <= end; i++) {
        offsets[i] = startMs + (offsets[i] - blockStart) * msPerByte;
      }
    }
  }

  private advance(): void {
    const { spans, next } = this;
    if (next + 2 >= spans.length) return;
    this.blockStart = this.blockEnd;
    this.blockEnd = spans[next];
    this.startMs = spans[next + 1];
    const bytes = this.blockEnd - this.blockStart;
    this.msPerByte = bytes > 0 ? (spans[next + 2] - this.startMs) / bytes : 0;
    this.next = next + 3;
  }
}
