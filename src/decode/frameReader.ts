import type { Scanner } from '../frame/scanner';
import type { FrameClock } from './clock';
import type { Ledger, Refusal } from './ledger';
import type { PayloadReader } from './payload';

const CUT_OFF: Refusal = { cause: 'framing', detail: 'the bytes end inside this frame' };
const NO_FRAME: Refusal = { cause: 'framing', detail: 'no frame begins here' };

/** Reads a job of frames that a scanner found: takes off their framing, and accounts for each. */
export class FrameReader {
  private body: Buffer = Buffer.alloc(0);
  private bodyOf: Uint8Array | undefined;

  constructor(
    private readonly bytes: Buffer,
    private readonly payload: PayloadReader,
    private readonly ledger: Ledger,
    private readonly clock: FrameClock,
  ) {}

  /** Reads the frames that end at `ends`, each a frame to `scanner` as a whole; the bytes behind are refused. */
  readCut(scanner: Scanner, ends: Uint32Array): void {
    let at = 0;
    for (const end of ends) {
      if (end <= at || end > this.bytes.length) continue;
      if (scanner.scan(this.bytes, at, end) === end - at) this.readFrame(scanner, at, end);
      else this.refuse(scanner.problem ?? NO_FRAME, at, end);
      at = end;
    }
    if (at < this.bytes.length) this.refuse(CUT_OFF, at, this.bytes.length);
  }

  /** Looks for the frames itself: where bytes come without their framer, or were damaged behind it. */
  readUncut(scanner: Scanner): void {
    const { bytes } = this;
    let junkFrom = 0;
    let problem: Refusal = NO_FRAME;
    for (let at = 0; at < bytes.length;) {
      const length = scanner.scan(bytes, at, bytes.length);
      if (length > 0) {
        if (junkFrom < at) this.refuse(problem, junkFrom, at);
        problem = NO_FRAME;
        this.readFrame(scanner, at, at + length);
        const image = Math.min(scanner.imageBytes, bytes.length - at - length);
        this.ledger.blank(image);
        at += length + image;
        junkFrom = at;
        continue;
      }
      // No more bytes will come: what may be the beginning of a frame is none.
      const found = length === 0 ? CUT_OFF : scanner.problem;
      if (found !== undefined && (length < 0 || problem !== CUT_OFF)) {
        if (junkFrom < at) this.refuse(problem, junkFrom, at);
        junkFrom = at;
        problem = found;
      }
      at += length === 0 ? scanner.giveUp(bytes, at, bytes.length) : -length;
    }
    if (junkFrom < bytes.length) this.refuse(problem, junkFrom, bytes.length);
  }

  private readFrame(scanner: Scanner, at: number, end: number): void {
    const { ledger } = this;
    const timeMs = this.clock.timeAt(end);
    const verdict = this.payload.read(
      this.bufferOf(scanner.body),
      scanner.bodyStart,
      scanner.bodyEnd,
      scanner.id,
      timeMs,
    );
    if (verdict === 'telemetry') ledger.good(end - at, timeMs);
    else if (verdict === 'blank') ledger.blank(end - at);
    else if ('log' in verdict) {
      const text = Buffer.from(verdict.log);
      ledger.line(end - at, timeMs, text, 0, text.length);
    } else ledger.refuse(verdict, at, end, timeMs);
  }

  private refuse(refusal: Refusal, from: number, to: number): void {
    this.ledger.refuse(refusal, from, to, this.clock.timeAt(to));
  }

  private bufferOf(body: Uint8Array): Buffer {
    if (body === this.bytes) return this.bytes;
    if (body !== this.bodyOf) {
      this.bodyOf = body;
      this.body = Buffer.from(body.buffer, body.byteOffset, body.length);
    }
    return this.body;
  }
}
