import type { SampleBatch } from '../model';

/** So many bytes without one good frame, and the stream may have changed; that long a log is written at once. */
const BAD_BYTES = 2048;

/** Watches whether a detected format still fits, and says when it is time to look at the bytes again. */
export class FormatWatch {
  private sinceGood = 0;

  /** True when so many bytes gave nothing that the format is in doubt. */
  get isDoubtful(): boolean {
    return this.sinceGood >= BAD_BYTES;
  }

  /** Bytes were rejected before decoding. */
  rejected(bytes: number): void {
    this.sinceGood += bytes;
  }

  /** A batch came back: one good frame clears the doubt. */
  decoded(batch: SampleBatch): void {
    if (batch.acceptedFrames > 0) this.sinceGood = 0;
    else this.sinceGood += batch.acceptedBytes + batch.rejectedBytes;
  }

  /** It was looked at: not again before as many more bytes gave nothing. */
  looked(): void {
    this.sinceGood = 0;
  }
}
