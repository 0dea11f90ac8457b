import {
  MAX_BATCH_LOG,
  MAX_BATCH_REJECTIONS,
  type LogLine,
  type Rejection,
  type SampleBatch,
} from '../model';

/** Why a frame was refused, in the model's words. */
export interface Refusal {
  readonly cause: Exclude<Rejection['cause'], 'crash' | 'partial'>;
  readonly detail: string;
}

const EXCERPT_BYTES = 64;
const LOG_TEXT_BYTES = 512;

/** Accounts for every byte of a job exactly once; lists are bounded, counts are not. */
export class Ledger {
  private readonly rejections: Rejection[] = [];
  private readonly log: LogLine[] = [];
  private acceptedFrames = 0;
  private acceptedBytes = 0;
  private rejectedFrames = 0;
  private rejectedBytes = 0;
  private goodSinceListed = 0;
  private lastGoodMs = NaN;
  private logLines = 0;

  constructor(private readonly source: Buffer) {}

  /** A frame that gave samples. */
  good(bytes: number, timeMs: number): void {
    this.acceptedFrames++;
    this.goodSinceListed++;
    this.acceptedBytes += bytes;
    this.lastGoodMs = timeMs;
  }

  /** So many good frames in a row, of `bytes` together; `timeMs` is the last one's. */
  goodRun(frames: number, bytes: number, timeMs: number): void {
    this.acceptedFrames += frames;
    this.goodSinceListed += frames;
    this.acceptedBytes += bytes;
    this.lastGoodMs = timeMs;
  }

  /** Delimiters of their own. */
  blank(bytes: number): void {
    this.acceptedBytes += bytes;
  }

  /** A line that is not telemetry; its text is [from, to) of `text`. */
  line(bytes: number, timeMs: number, text: Buffer, from: number, to: number): void {
    this.acceptedBytes += bytes;
    this.logLines++;
    if (this.log.length === MAX_BATCH_LOG) return;
    const end = Math.min(to, from + LOG_TEXT_BYTES);
    this.log.push({ timeMs, text: text.toString('utf8', from, end) });
  }

  /** Refuses the frame at [from, to), its delimiter included. */
  refuse({ cause, detail }: Refusal, from: number, to: number, timeMs: number): void {
    this.rejectedFrames++;
    this.rejectedBytes += to - from;
    if (this.rejections.length === MAX_BATCH_REJECTIONS) return;
    const excerpt = new Uint8Array(this.source.subarray(from, Math.min(to, from + EXCERPT_BYTES)));
    const goodBefore = this.goodSinceListed;
    this.goodSinceListed = 0;
    const bytes = to - from;
    this.rejections.push({ timeMs, cause, detail, excerpt, bytes, goodBefore, offset: from });
  }

  /** All counts, under the names of a batch. */
  totals(): Omit<SampleBatch, 'columns' | 'samples' | 'nonFinite' | 'header' | 'pendingHeader'> {
    return {
      acceptedFrames: this.acceptedFrames,
      acceptedBytes: this.acceptedBytes,
      rejectedFrames: this.rejectedFrames,
      rejectedBytes: this.rejectedBytes,
      rejections: this.rejections,
      goodAfter: this.goodSinceListed,
      lastGoodMs: this.lastGoodMs,
      log: this.log,
      logLines: this.logLines,
    };
  }
}
