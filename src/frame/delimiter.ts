import type { Chunk, Rejection } from '../model';
import {
  EXCERPT_BYTES,
  FRAMES_PER_REPORT,
  MAX_CHUNK_AGE_MS,
  type Framer,
  type FramerOutput,
  type TakeMemory,
} from './framer';

/** How a stream is cut, and what bounds one frame. */
export interface DelimiterOptions {
  /** 10 for lines, 0 for COBS, C0 for SLIP. */
  readonly delimiter: number;
  /** The longest frame, its delimiter not counted. */
  readonly maxFrameBytes: number;
  /** True when the stream may begin inside a frame: what comes before the first delimiter is partial. */
  readonly dropFirst: boolean;
  /** Where pieces come to lie; in fresh memory without it. */
  readonly take?: TakeMemory;
}

const NOTHING: readonly Rejection[] = [];

/**
 * Cuts chunks at the last delimiter they hold, so that a block is whole frames. The frames, and the
 * rejected bytes, are the same for every way of cutting the stream into chunks.
 */
export class DelimiterFramer implements Framer {
  readonly delimiter: number;
  /** The last delimiter is found natively. */
  readonly maxPartBytes = Infinity;
  private readonly maxFrameBytes: number;
  private readonly take: TakeMemory;
  /** The unfinished frame, in the first `carried` bytes; grows by doubling up to the longest frame. */
  private carry = new Uint8Array(256);
  private carried = 0;
  /** Set while everything up to the next delimiter is refused. */
  private skip: 'length' | 'partial' | undefined;
  private skipped = 0;
  private lastEndMs = -Infinity;
  /** Where the chunk at hand begins in the stream. */
  private position = 0;

  constructor(options: DelimiterOptions) {
    this.delimiter = options.delimiter;
    this.maxFrameBytes = options.maxFrameBytes;
    this.take = options.take ?? ((bytes) => new ArrayBuffer(bytes));
    this.skip = options.dropFirst ? 'partial' : undefined;
  }

  /** Bytes taken and not yet passed on, neither in a piece nor in a rejection. */
  get waitingBytes(): number {
    return this.skip === undefined ? this.carried : this.skipped;
  }

  /** Takes the next bytes of the stream; the chunk is not kept. */
  push(chunk: Chunk): FramerOutput {
    const { bytes, timeMs } = chunk;
    const rejections: Rejection[] = [];
    const from = this.skip === undefined ? 0 : this.skipOn(bytes, 0, timeMs, rejections);
    const short = this.carried + bytes.length - from <= this.maxFrameBytes;
    const whole = short
      ? this.cutShort(bytes, from)
      : this.cutLong(bytes, from, timeMs, rejections);
    this.position += bytes.length;
    if (whole === undefined) {
      return { piece: undefined, rejections: rejections.length === 0 ? NOTHING : rejections };
    }
    const startMs = Math.min(timeMs, Math.max(this.lastEndMs, timeMs - MAX_CHUNK_AGE_MS));
    this.lastEndMs = timeMs;
    return { piece: { startMs, endMs: timeMs, bytes: whole }, rejections };
  }

  /** Forgets the unfinished frame and returns its bytes; what comes next begins inside a frame. */
  reset(): number {
    const lost = this.waitingBytes;
    this.carried = 0;
    this.skipped = 0;
    this.skip = 'partial';
    return lost;
  }

  /** Too few bytes for a frame that is too long: one search from the end finds the cut. */
  private cutShort(bytes: Uint8Array, from: number): Uint8Array<ArrayBuffer> | undefined {
    const last = bytes.lastIndexOf(this.delimiter);
    if (last < from) {
      this.keep(bytes, from, bytes.length);
      return undefined;
    }
    const whole = this.withCarry(bytes, from, last + 1);
    this.keep(bytes, last + 1, bytes.length);
    return whole;
  }

  /**
   * Hops from delimiter to delimiter, each the last one that a legal frame could reach: all frames
   * between two of them are short enough, whatever their number.
   */
  private cutLong(
    bytes: Uint8Array,
    from: number,
    timeMs: number,
    rejections: Rejection[],
  ): Uint8Array<ArrayBuffer> | undefined {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    // Frames of [first, at), with what is carried before them, are copied as one.
    let first = from;
    let at = from;
    const cut = (): void => {
      if (at > first) parts.push(this.withCarry(bytes, first, at));
    };
    while (at < bytes.length) {
      const carried = at > first ? 0 : this.carried;
      const reach = at + this.maxFrameBytes - carried;
      const found = bytes.lastIndexOf(this.delimiter, Math.min(reach, bytes.length - 1));
      if (found >= at) {
        at = found + 1;
      } else if (reach < bytes.length) {
        cut();
        this.skip = 'length';
        this.skipped = this.carried;
        at = this.skipOn(bytes, at, timeMs, rejections);
        first = at;
      } else {
        cut();
        this.keep(bytes, at, bytes.length);
        first = at = bytes.length;
      }
    }
    cut();
    return parts.length === 0 ? undefined : join(parts);
  }

  /** Refuses bytes up to the next delimiter; returns where framing goes on. */
  private skipOn(bytes: Uint8Array, from: number, timeMs: number, out: Rejection[]): number {
    const found = bytes.indexOf(this.delimiter, from);
    const end = found < 0 ? bytes.length : found + 1;
    let at = from;
    while (at < end) {
      const room = this.maxFrameBytes * FRAMES_PER_REPORT - this.skipped;
      const step = Math.min(room, end - at);
      this.noteExcerpt(bytes, at, at + step);
      this.skipped += step;
      at += step;
      const ended = found >= 0 && at === end;
      if (ended || step === room) out.push(this.refuse(timeMs, ended, this.position + at));
    }
    return end;
  }

  /** Refuses all that was skipped, up to `end` of the stream. */
  private refuse(timeMs: number, ended: boolean, end: number): Rejection {
    const cause = this.skip === 'partial' && ended ? 'partial' : 'length';
    const detail =
      cause === 'partial'
        ? 'the stream began inside this frame'
        : `longer than ${String(this.maxFrameBytes)} bytes`;
    const excerpt = this.carry.slice(0, Math.min(this.carried, EXCERPT_BYTES));
    const rejection = {
      timeMs,
      cause,
      detail,
      excerpt,
      bytes: this.skipped,
      goodBefore: 0,
      offset: end - this.skipped,
    } as const;
    this.skipped = 0;
    this.carried = 0;
    this.skip = ended ? undefined : 'length';
    return rejection;
  }

  /** While skipping, the carry holds only the beginning, for the excerpt. */
  private noteExcerpt(bytes: Uint8Array, from: number, to: number): void {
    const room = EXCERPT_BYTES - this.carried;
    if (room > 0) this.keep(bytes, from, Math.min(to, from + room));
  }

  private keep(bytes: Uint8Array, from: number, to: number): void {
    if (from >= to) return;
    const needed = this.carried + to - from;
    if (needed > this.carry.length) {
      const larger = new Uint8Array(Math.max(needed, this.carry.length * 2));
      larger.set(this.carry.subarray(0, this.carried));
      this.carry = larger;
    }
    this.carry.set(bytes.subarray(from, to), this.carried);
    this.carried = needed;
  }

  private withCarry(bytes: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
    const size = this.carried + to - from;
    const whole = new Uint8Array(this.take(size), 0, size);
    whole.set(this.carry.subarray(0, this.carried));
    whole.set(bytes.subarray(from, to), this.carried);
    this.carried = 0;
    return whole;
  }
}

function join(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
