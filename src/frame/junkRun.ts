import type { RejectCause, Rejection } from '../model';
import { EXCERPT_BYTES } from './framer';
import type { Problem } from './scanner';

/** A stream in which no frame is found shall say so soon: after so many bytes, then at longer steps. */
const FIRST_REPORT_BYTES = 1024;

const NO_FRAME: Problem = { cause: 'framing', detail: 'no frame begins here' };

/** Gathers bytes that belong to no frame into rejections, one for each thing that went wrong. */
export class JunkRun {
  private readonly excerpt = new Uint8Array(EXCERPT_BYTES);
  private excerpted = 0;
  private count = 0;
  private offset = 0;
  private problem: Problem = NO_FRAME;
  private reportAt = FIRST_REPORT_BYTES;
  private isPartial: boolean;

  /** `partial`: the stream may begin inside a frame, so the first run is the rest of that frame. */
  constructor(
    private readonly reportBytes: number,
    partial: boolean,
  ) {
    this.isPartial = partial;
  }

  /** Bytes not reported yet. */
  get bytes(): number {
    return this.count;
  }

  /** Takes [from, to), at `offset` of the stream; a problem of their own begins another run. */
  add(
    bytes: Uint8Array,
    from: number,
    to: number,
    offset: number,
    problem: Problem | undefined,
    timeMs: number,
    out: Rejection[],
  ): void {
    if (problem !== undefined && this.count > 0) this.report(timeMs, out);
    if (this.count === 0) this.problem = problem ?? NO_FRAME;
    for (let at = from; at < to;) {
      if (this.count === 0) this.offset = offset + (at - from);
      const step = Math.min(to - at, this.reportAt - this.count);
      this.note(bytes, at, at + step);
      this.count += step;
      at += step;
      if (this.count === this.reportAt) {
        this.report(timeMs, out);
        this.reportAt = Math.max(this.reportBytes, FIRST_REPORT_BYTES);
        this.problem = NO_FRAME;
      }
    }
  }

  /** A frame was found: the run has an end. */
  close(timeMs: number, out: Rejection[]): void {
    if (this.count > 0) this.report(timeMs, out);
    this.reportAt = FIRST_REPORT_BYTES;
    this.isPartial = false;
  }

  /** Forgets the run and returns its bytes; what comes next begins inside a frame. */
  reset(): number {
    const lost = this.count;
    this.count = 0;
    this.excerpted = 0;
    this.reportAt = FIRST_REPORT_BYTES;
    this.isPartial = true;
    return lost;
  }

  private report(timeMs: number, out: Rejection[]): void {
    const { offset, count: bytes } = this;
    const cause: RejectCause = this.isPartial ? 'partial' : this.problem.cause;
    const detail = this.isPartial ? 'the stream began inside this frame' : this.problem.detail;
    const excerpt = this.excerpt.slice(0, this.excerpted);
    out.push({ timeMs, cause, detail, excerpt, bytes, goodBefore: 0, offset });
    this.count = 0;
    this.excerpted = 0;
    this.isPartial = false;
  }

  private note(bytes: Uint8Array, from: number, to: number): void {
    const room = Math.min(EXCERPT_BYTES - this.excerpted, to - from);
    if (room <= 0) return;
    this.excerpt.set(bytes.subarray(from, from + room), this.excerpted);
    this.excerpted += room;
  }
}
