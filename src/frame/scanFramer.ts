import type { Chunk, Rejection } from '../model';
import {
  FRAMES_PER_REPORT,
  MAX_CHUNK_AGE_MS,
  type Framer,
  type FramerOutput,
  type SkippedBytes,
} from './framer';
import { JunkRun } from './junkRun';
import type { Problem, Scanner } from './scanner';

export interface ScanOptions {
  readonly scanner: Scanner;
  /** The longest frame, with all that belongs to it. */
  readonly maxFrameBytes: number;
  /** True when the stream may begin inside a frame. */
  readonly dropFirst: boolean;
}

/**
 * Frames that have no delimiter of one byte: a scanner finds them one by one. What belongs to no frame is
 * rejected; a frame that is longer than allowed is given up at the latest when so many bytes have come.
 *
 *     buffer  | unfinished frame | room |      held = its bytes; a chunk is scanned in place when there are none
 */
export class ScanFramer implements Framer {
  /** Of bytes that look like frames and are none, 8 KiB took up to 10 ms. */
  readonly maxPartBytes = 4 * 1024;
  private readonly scanner: Scanner;
  private readonly maxFrameBytes: number;
  private readonly tooLong: Problem;
  private readonly junk: JunkRun;
  private buffer = new Uint8Array(256);
  private held = 0;
  /** Where the first held byte, or the next one to come, stands in the stream. */
  private position = 0;
  private imageLeft = 0;
  private lastEndMs = -Infinity;

  constructor({ scanner, maxFrameBytes, dropFirst }: ScanOptions) {
    this.scanner = scanner;
    this.maxFrameBytes = maxFrameBytes;
    this.junk = new JunkRun(maxFrameBytes * FRAMES_PER_REPORT, dropFirst);
    if (dropFirst) scanner.reset();
    this.tooLong = { cause: 'length', detail: `longer than ${String(maxFrameBytes)} bytes` };
  }

  get delimiter(): number | undefined {
    return this.scanner.delimiter;
  }

  get waitingBytes(): number {
    return this.held + this.junk.bytes;
  }

  push({ bytes: chunk, timeMs }: Chunk): FramerOutput {
    const inPlace = this.held === 0;
    if (!inPlace) this.keep(chunk, 0, chunk.length);
    const bytes = inPlace ? chunk : this.buffer;
    const walk = new Walk(timeMs);
    const rest = this.walk(bytes, inPlace ? chunk.length : this.held, walk);
    const piece = walk.piece(bytes, Math.max(this.lastEndMs, timeMs - MAX_CHUNK_AGE_MS));
    if (piece !== undefined) this.lastEndMs = timeMs;
    if (inPlace) this.keep(chunk, rest, chunk.length);
    else if (rest > 0) {
      this.buffer.copyWithin(0, rest, this.held);
      this.held -= rest;
    }
    const { rejections, skipped } = walk;
    return skipped.length === 0 ? { piece, rejections } : { piece, rejections, skipped };
  }

  reset(): number {
    const lost = this.held + this.junk.reset();
    this.position += this.held;
    this.held = 0;
    this.imageLeft = 0;
    this.scanner.reset();
    return lost;
  }

  /** Takes all that can be told; the offset of what cannot. */
  private walk(bytes: Uint8Array, end: number, walk: Walk): number {
    const { scanner, maxFrameBytes } = this;
    let at = 0;
    while (at < end) {
      if (this.imageLeft > 0) {
        const size = Math.min(this.imageLeft, end - at);
        walk.skipped.push({ offset: this.position, bytes: size });
        this.imageLeft -= size;
        at = this.advance(at, size);
        continue;
      }
      const limit = Math.min(end, at + maxFrameBytes);
      const length = scanner.scan(bytes, at, limit);
      if (length > 0) {
        this.junk.close(walk.timeMs, walk.rejections);
        walk.frame(at, at + length);
        this.imageLeft = scanner.imageBytes;
        at = this.advance(at, length);
      } else if (length < 0) {
        at = this.refuse(bytes, at, -length, scanner.problem, walk);
      } else if (limit - at === maxFrameBytes) {
        const size = scanner.giveUp(bytes, at, limit);
        at = this.refuse(bytes, at, size, this.tooLong, walk);
      } else break;
    }
    return at;
  }

  private refuse(
    bytes: Uint8Array,
    at: number,
    size: number,
    problem: Problem | undefined,
    walk: Walk,
  ): number {
    this.junk.add(bytes, at, at + size, this.position, problem, walk.timeMs, walk.rejections);
    return this.advance(at, size);
  }

  private advance(at: number, size: number): number {
    this.position += size;
    return at + size;
  }

  private keep(bytes: Uint8Array, from: number, to: number): void {
    const needed = this.held + to - from;
    if (needed > this.buffer.length) {
      const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2));
      larger.set(this.buffer.subarray(0, this.held));
      this.buffer = larger;
    }
    this.buffer.set(bytes.subarray(from, to), this.held);
    this.held = needed;
  }
}

/** What one chunk completed, while it is being walked through. */
class Walk {
  readonly rejections: Rejection[] = [];
  readonly skipped: SkippedBytes[] = [];
  /** Neighbouring frames as one run: [from, to, from, to, ...]. */
  private readonly runs: number[] = [];
  private readonly lengths: number[] = [];

  constructor(readonly timeMs: number) {}

  frame(from: number, to: number): void {
    const { runs } = this;
    if (runs.length > 0 && runs[runs.length - 1] === from) runs[runs.length - 1] = to;
    else runs.push(from, to);
    this.lengths.push(to - from);
  }

  /** All frames in a buffer of their own; undefined when there is none. */
  piece(bytes: Uint8Array, earliestMs: number): FramerOutput['piece'] {
    const { runs, lengths, timeMs } = this;
    if (lengths.length === 0) return undefined;
    const ends = new Uint32Array(lengths.length);
    let size = 0;
    for (let i = 0; i < lengths.length; i++) ends[i] = size += lengths[i];
    const whole = new Uint8Array(size);
    for (let i = 0, to = 0; i < runs.length; i += 2) {
      whole.set(bytes.subarray(runs[i], runs[i + 1]), to);
      to += runs[i + 1] - runs[i];
    }
    return { startMs: Math.min(timeMs, earliestMs), endMs: timeMs, bytes: whole, ends };
  }
}
