import type { CountedFrame } from '../wireFormat';
import { Check } from './checksum';
import { beginsWith, indexOfWord, PlainScanner } from './scanner';

/**
 * Noise is full of lengths that happen to fit, and each costs a checksum over as many bytes: so many may be
 * checked for each byte that is given up, beyond which a place is passed over unchecked.
 */
const CHECKED_PER_BYTE = 32;
const SPARE_BYTES = 16;

/** Frames of fixed length, after a sync word, or behind a length. */
export class CountedScanner extends PlainScanner {
  private readonly check: Check | undefined;
  private readonly credit: number;
  private readonly overhead: number;
  /** Bytes that may be checked in vain. */
  private left: number;
  /** False once something that is no frame was met: then every byte may begin one, and most do not. */
  private aligned = true;
  /** Of the longest good frame. */
  private longest = 0;
  /** Frames in a row that were passed over as a whole. */
  private passedOver = 0;

  constructor(
    private readonly frame: CountedFrame,
    private readonly maxFrameBytes: number,
  ) {
    super();
    const { sync, headerBytes, checksum, tail } = frame;
    this.check = checksum === null ? undefined : new Check(checksum);
    this.overhead = sync.length + headerBytes + (this.check?.bytes ?? 0) + tail.length;
    this.credit = 2 * maxFrameBytes;
    this.left = this.credit;
  }

  scan(bytes: Uint8Array, at: number, end: number): number {
    const { sync, headerBytes, tail } = this.frame;
    if (sync.length > 0 && !beginsWith(bytes, sync, at, end)) {
      return this.none(indexOfWord(bytes, sync, at + 1, end) - at);
    }
    const payload = this.payloadBytes(bytes, at + sync.length, end);
    if (payload === undefined) return 0;
    const length = this.overhead + payload;
    if (payload < 0 || length > this.maxFrameBytes || length === 0) {
      return this.miss('length', `a length of ${String(payload)} bytes`);
    }
    // Looking for the next frame, a length out of all proportion is not waited for.
    if (!this.aligned && this.longest > 0 && length > 2 * this.longest + SPARE_BYTES) {
      return this.miss('length', `a length of ${String(payload)} bytes`);
    }
    if (end - at < length) return 0;
    const tailAt = at + length - tail.length;
    if (!beginsWith(bytes, tail, tailAt, end)) {
      return this.miss('framing', 'no end mark behind the payload');
    }
    const from = at + sync.length + headerBytes;
    const wrong = this.checkAt(bytes, at, from, from + payload);
    if (wrong !== undefined) return this.missWhole(wrong, length);
    this.aligned = true;
    this.passedOver = 0;
    this.longest = Math.max(this.longest, length);
    this.left = this.credit;
    return this.found(bytes, from, from + payload, length);
  }

  override reset(): void {
    super.reset();
    this.aligned = this.frame.sync.length > 0;
    this.passedOver = 0;
    this.left = this.credit;
  }

  /** Undefined while the length has not come. */
  private payloadBytes(bytes: Uint8Array, header: number, end: number): number | undefined {
    const { length } = this.frame;
    if (length.kind === 'fixed') return header > end ? undefined : length.bytes;
    const size = length.type === 'u8' ? 1 : length.type === 'u16' ? 2 : 4;
    const from = header + length.at;
    if (from + size > end) return undefined;
    let value = 0;
    for (let i = 0; i < size; i++) {
      value = value * 256 + bytes[length.order === 'big' ? from + i : from + size - 1 - i];
    }
    return value + length.adds;
  }

  private checkAt(bytes: Uint8Array, at: number, from: number, to: number): string | undefined {
    const { check } = this;
    if (check === undefined) return undefined;
    const { covers } = check.spec;
    const first =
      covers === 'payload' ? from : covers === 'frame' ? at : at + this.frame.sync.length;
    if (to - first > this.left) return 'not checked: too much of what came before was no frame';
    const expected = check.compute(bytes, first, to);
    const found = check.read(bytes, to);
    if (found === expected) return undefined;
    this.left -= to - first;
    return check.difference(found, expected);
  }

  /**
   * Without a sync word the next frame is best looked for behind this one: more often a byte has changed than one
   * is missing, or the length was hit. When that does not help, at every byte.
   */
  private missWhole(wrong: string, length: number): number {
    if (this.frame.sync.length > 0 || !this.aligned || this.passedOver === 1) {
      return this.miss('checksum', wrong);
    }
    this.passedOver++;
    return this.none(length, { cause: 'checksum', detail: wrong });
  }

  private miss(cause: 'checksum' | 'framing' | 'length', detail: string): number {
    this.left = Math.min(this.credit, this.left + CHECKED_PER_BYTE);
    // Without a sync word only the first miss tells something: the places behind it are no candidates.
    const tells = this.frame.sync.length > 0 || this.aligned;
    this.aligned = false;
    return this.none(1, tells ? { cause, detail } : undefined);
  }
}
