import type { SampleBatch } from '../model';

/** Detection looks at the last so many bytes. */
const RECENT_BYTES = 4096;
/** So many bytes without one good frame, and the stream may have changed; that long a log is written at once. */
const BAD_BYTES = 2048;

/**
 * Watches whether a detected format still fits: keeps the last bytes of the stream, and says when it is time to look
 * at them again.
 */
export class FormatWatch {
  private readonly recent = new Uint8Array(RECENT_BYTES);
  private held = 0;
  private sinceGood = 0;

  /** True when so many bytes gave nothing that the format is in doubt. */
  get isDoubtful(): boolean {
    return this.sinceGood >= BAD_BYTES;
  }

  /** The last bytes that came, at most 4 KiB. */
  get bytes(): Uint8Array {
    return this.recent.slice(0, this.held);
  }

  /** Bytes came. */
  received(bytes: Uint8Array): void {
    const part = bytes.length > RECENT_BYTES ? bytes.subarray(bytes.length - RECENT_BYTES) : bytes;
    const kept = Math.min(this.held, RECENT_BYTES - part.length);
    this.recent.copyWithin(0, this.held - kept, this.held);
    this.recent.set(part, kept);
    this.held = kept + part.length;
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
